import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { mainUrl, networkLine } from './addresses.ts';

const address = (text: string, internal = false): NetworkInterfaceInfo => ({
	address: text,
	family: 'IPv4',
	internal,
	netmask: '255.255.255.0',
	mac: '00:00:00:00:00:00',
	cidr: null,
});
const interfaces = {
	lo: [address('127.0.0.1', true)],
	eth0: [address('192.168.1.5')],
	docker0: [address('172.17.0.1')],
};

test('a house on all addresses tells those of real networks', () => {
	expect(mainUrl('0.0.0.0', 3000)).toBe('http://localhost:3000');
	expect(networkLine('0.0.0.0', 3000, interfaces)).toBe('On your network: http://192.168.1.5:3000');
	expect(networkLine('::', 3000, { lo: interfaces.lo })).toBe('This machine is in no network at present');
});

test('a house on one address tells that one', () => {
	expect(networkLine('127.0.0.1', 3000, interfaces)).toBe('On this machine only, because HOST is 127.0.0.1');
	expect(mainUrl('10.1.2.3', 80)).toBe('http://10.1.2.3:80');
	expect(mainUrl('fe80::1', 80)).toBe('http://[fe80::1]:80');
});
