import { BlockList, isIP } from 'node:net';

/** Addresses that are not on the public network: this machine, private and shared ranges, link-local (cloud metadata). */
const PRIVATE = new BlockList();
for (const [net, prefix] of [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['224.0.0.0', 3],
] as const)
	PRIVATE.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of [
	['::', 127],
	['64:ff9b::', 96],
	['fc00::', 7],
	['fe80::', 10],
	['ff00::', 8],
] as const)
	PRIVATE.addSubnet(net, prefix, 'ipv6');

function isPrivateAddress(address: string): boolean {
	const version = isIP(address);
	const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
	if (mapped !== undefined) return PRIVATE.check(mapped, 'ipv4');
	return version !== 0 && PRIVATE.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

/** True when the name alone says that it is in the house; no name is looked up. */
export function looksPrivate(url: URL): boolean {
	const host = hostOf(url);
	return isPrivateAddress(host) || host === 'localhost' || /\.(localhost|local|internal|lan|home\.arpa)$/.test(host);
}

function hostOf(url: URL): string {
	return url.hostname
		.replace(/^\[|\]$/g, '')
		.replace(/\.$/, '')
		.toLowerCase();
}
