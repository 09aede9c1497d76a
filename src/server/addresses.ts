import { networkInterfaces } from 'node:os';
import type { Settings } from './settings.ts';

/** Names that virtual machines and containers give their inner networks: no phone reaches those. */
const innerNetworks = /^(docker|br-|veth|virbr|vmnet|vboxnet|utun|tun|tap|zt|wg)/i;

/** This machine's addresses in the local network, the likeliest for a lecture hall first. */
export function lanAddresses(): string[] {
	const found = Object.entries(networkInterfaces())
		.filter(([name]) => !innerNetworks.test(name))
		.flatMap(([, addresses]) => addresses ?? [])
		.filter(
			({ family, internal, address }) =>
				family === 'IPv4' && !internal && !address.startsWith('169.254.'),
		)
		.map(({ address }) => address);
	const rank = (address: string) =>
		address.startsWith('192.168.') ? 0 : address.startsWith('10.') ? 1 : 2;
	return [...new Set(found)].sort((one, other) => rank(one) - rank(other));
}

const isLoopbackHost = (host: string): boolean =>
	host === 'localhost' || host === '::1' || host.startsWith('127.');

/** Where students reach this site: its public name, else this machine in the local network. */
export function studentOrigins({ publicOrigin, host }: Settings, port: number): string[] {
	if (publicOrigin) return [publicOrigin];
	const local = `http://localhost:${port}`;
	if (isLoopbackHost(host)) return [local];
	if (host !== '0.0.0.0' && host !== '::') return [`http://${host}:${port}`];
	const lan = lanAddresses().map((address) => `http://${address}:${port}`);
	return lan.length > 0 ? lan : [local];
}

/** Where this process reaches itself. */
export function ownOrigin(host: string, port: number): string {
	if (host === '0.0.0.0') return `http://127.0.0.1:${port}`;
	if (host === '::') return `http://[::1]:${port}`;
	return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
