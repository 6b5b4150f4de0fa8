import { isIPv6 } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

const EVERY_ADDRESS = new Set(['0.0.0.0', '::', '']);
const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1']);
/** Bridges of container engines and virtual machines: nobody else is on them. */
const VIRTUAL_INTERFACE = /^(docker|br-|veth|virbr|cni|flannel)/;

/** Where to ask a program that listens on `host`, from this machine. */
export function localHost(host: string): string {
	return EVERY_ADDRESS.has(host) ? '127.0.0.1' : host;
}

/** The address that is shown first. */
export function mainUrl(host: string, port: number): string {
	return EVERY_ADDRESS.has(host) || LOOPBACK.has(host) ? `http://localhost:${port}` : formatUrl(host, port);
}

/** The line under it: where others in the same network find Covibe. */
export function networkLine(host: string, port: number, interfaces: Interfaces): string {
	if (LOOPBACK.has(host)) return `On this machine only, because HOST is ${host}`;
	const hosts = EVERY_ADDRESS.has(host) ? networkHosts(interfaces) : [host];
	if (hosts.length === 0) return 'This machine is in no network at present';
	return `On your network: ${hosts.map((each) => formatUrl(each, port)).join('  ')}`;
}

function networkHosts(interfaces: Interfaces): string[] {
	return Object.entries(interfaces)
		.filter(([name]) => !VIRTUAL_INTERFACE.test(name))
		.flatMap(([, addresses]) => addresses ?? [])
		.filter((address) => address.family === 'IPv4' && !address.internal)
		.map((address) => address.address);
}

function formatUrl(host: string, port: number): string {
	return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
