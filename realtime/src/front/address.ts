import { SocketAddress } from 'node:net';

/** Formats the 4 or 16 bytes of an address; IPv4 inside IPv6 (a listener on ::) becomes plain IPv4. Empty for others. */
export function formatAddress(bytes: Uint8Array): string {
	if (bytes.length === 4) return bytes.join('.');
	if (bytes.length !== 16) return '';
	const isMapped = bytes.subarray(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
	if (isMapped) return bytes.subarray(12).join('.');
	const groups = Buffer.from(bytes).toString('hex').match(/.{4}/g) ?? [];
	return new SocketAddress({ address: groups.join(':'), family: 'ipv6' }).address;
}

export function isLoopback(address: string): boolean {
	return address === '::1' || /^127\.\d+\.\d+\.\d+$/.test(address);
}
