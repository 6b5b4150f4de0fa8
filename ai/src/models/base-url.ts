import { lookup } from 'node:dns/promises';
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

export function isPrivateAddress(address: string): boolean {
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

export type AddressVerdict = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/**
 * Judges an address that somebody entered in the page: https, or http where private addresses are allowed; no
 * credentials in it; no name that leads into the private network. To be asked when it is saved and again before each
 * request, since a name can be pointed elsewhere. Between this look-up and the connection's own a gap stays.
 */
export async function judgeBaseUrl(
	text: string,
	options: { arePrivateAllowed: boolean; resolve?: (host: string) => Promise<readonly string[]> },
): Promise<AddressVerdict> {
	if (!URL.canParse(text)) return { ok: false, reason: 'This is not an address.' };
	const url = new URL(text);
	if (url.username !== '' || url.password !== '')
		return { ok: false, reason: 'An address must not hold a name or password.' };
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && options.arePrivateAllowed))
		return { ok: false, reason: 'The address must begin with https://.' };
	if (options.arePrivateAllowed) return { ok: true };
	if (looksPrivate(url)) return { ok: false, reason: 'This address is in a private network.' };
	const addresses = await (options.resolve ?? resolveAll)(hostOf(url));
	if (addresses.length === 0) return { ok: false, reason: 'This address is not known.' };
	return addresses.some(isPrivateAddress)
		? { ok: false, reason: 'This address leads into a private network.' }
		: { ok: true };
}

async function resolveAll(host: string): Promise<readonly string[]> {
	try {
		return (await lookup(host, { all: true })).map(({ address }) => address);
	} catch {
		// Unknown names and a silent resolver end alike: there is nowhere to send anything.
		return [];
	}
}

function hostOf(url: URL): string {
	return url.hostname
		.replace(/^\[|\]$/g, '')
		.replace(/\.$/, '')
		.toLowerCase();
}
