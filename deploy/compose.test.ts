import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

/** What of a service is looked at here. */
interface Service {
	readonly image: string;
	readonly build?: { readonly context: string; readonly dockerfile: string };
	readonly command?: readonly string[];
	readonly environment?: Readonly<Record<string, string | number>>;
	readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
	readonly healthcheck?: { readonly test: readonly string[] };
	readonly volumes?: readonly string[];
}

interface Compose {
	readonly services: Readonly<Record<string, Service>>;
	readonly volumes: Readonly<Record<string, unknown>>;
}

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

const compose = parse(read('docker-compose.yml'), { merge: true }) as Compose;
const services = Object.entries(compose.services);
const ours = services.filter(([, service]) => service.image === 'covibe');
const instructions = read('deploy/Dockerfile').replaceAll(/\\\n/g, ' ').split('\n');

test('the file shows the whole shape: several realtime nodes, web, ai, the migration, PostgreSQL, Redis, nginx', () => {
	const names = services.map(([name]) => name).sort();
	expect(names).toEqual(['ai', 'migrate', 'nginx', 'postgres', 'realtime-1', 'realtime-2', 'redis', 'web']);
	expect(compose.services['realtime-2']).toEqual(compose.services['realtime-1']);
});

test('what a service depends on exists, and can reach the state that is waited for', () => {
	for (const [name, service] of services) {
		for (const [needed, { condition }] of Object.entries(service.depends_on ?? {})) {
			const found = compose.services[needed];
			expect(found, `${name} depends on ${needed}`).toBeDefined();
			if (condition === 'service_healthy') expect(found?.healthcheck, needed).toBeDefined();
			else expect(condition, `${name} on ${needed}`).toBe('service_completed_successfully');
		}
	}
});

test('every service that stays is watched', () => {
	const unwatched = services.filter(([, service]) => service.healthcheck === undefined).map(([name]) => name);
	expect(unwatched).toEqual(['migrate']);
});

test('our services are built from a Dockerfile that is there, and run files that are there', () => {
	expect(ours).toHaveLength(5);
	for (const [name, service] of ours) {
		expect(existsSync(path.join(ROOT, service.build?.context ?? '', service.build?.dockerfile ?? 'none')), name).toBe(
			true,
		);
		const file = service.command?.find((part) => /\.(ts|js|mjs)$/.test(part)) ?? '';
		// What is built is there only after the build; its configuration is there always.
		const source = file.startsWith('web/build/') ? 'web/svelte.config.js' : file;
		expect(existsSync(path.join(ROOT, source)), `${name} runs ${file}`).toBe(true);
	}
});

test('files that are mounted are there, and named volumes are declared', () => {
	for (const volume of services.flatMap(([, service]) => service.volumes ?? [])) {
		const [source = ''] = volume.split(':');
		if (source.startsWith('.')) expect(existsSync(path.join(ROOT, source)), source).toBe(true);
		else expect(Object.keys(compose.volumes)).toContain(source);
	}
});

/** adapter-node documents these; it reads them under names that it puts together. */
const ADAPTER_NODE = new Set([
	'PORT',
	'HOST',
	'ORIGIN',
	'PROTOCOL_HEADER',
	'HOST_HEADER',
	'ADDRESS_HEADER',
	'BODY_SIZE_LIMIT',
	'SHUTDOWN_TIMEOUT',
]);

test('every setting of our services is read by some program', () => {
	const readers = [
		'realtime/src/config.ts',
		'web/src/lib/server/services.ts',
		'web/src/lib/server/log.ts',
		'ai/src/worker-config.ts',
	];
	readers.push('ai/src/config.ts', 'db/src/sealed.ts', 'db/src/redis.ts', 'db/src/supervisor/settings.ts');
	const source = readers.map(read).join('\n');
	for (const [name, service] of ours) {
		for (const setting of Object.keys(service.environment ?? {})) {
			const isRead = source.includes(`'${setting}'`) || (name === 'web' && ADAPTER_NODE.has(setting));
			expect(isRead, `${name}: ${setting}`).toBe(true);
		}
	}
});

test('what realtime and web cannot do without is set', () => {
	for (const [name, service] of ours.filter(([each]) => each !== 'migrate')) {
		expect(Object.keys(service.environment ?? {}), name).toEqual(
			expect.arrayContaining(['DATABASE_URL', 'TICKET_SECRET']),
		);
	}
	expect(compose.services['realtime-1']?.environment).toMatchObject({ WEB_URL: 'http://web:3000' });
	expect(compose.services['web']?.environment).toMatchObject({ PORT: 3000 });
});

test('no secret is written down: each comes from the environment, and its absence is refused', () => {
	for (const [name, service] of services) {
		for (const [setting, value] of Object.entries(service.environment ?? {})) {
			if (/SECRET|PASSWORD|KEY|TOKEN/.test(setting))
				// Providers' keys are each installation's choice.
				expect(value, `${name}: ${setting}`).toMatch(
					/_API_KEY$/.test(setting) ? /^\$\{[A-Z_]+:-\}$/ : /^\$\{[A-Z_]+:\?.+\}$/,
				);
			expect(String(value), `${name}: ${setting}`).not.toMatch(/:\/\/[^$/@]+:[^$@]+@/);
		}
	}
});

test('what the Dockerfile copies is there', () => {
	const sources = instructions
		.filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
		.flatMap((line) => line.split(/\s+/).slice(1, -1));
	expect(sources.length).toBeGreaterThan(5);
	for (const source of sources) expect(existsSync(path.join(ROOT, source)), source).toBe(true);
});

test('the image installs with the pnpm of package.json, and every package of the workspace', () => {
	const { packageManager } = JSON.parse(read('package.json')) as { packageManager: string };
	const versions = instructions.flatMap((line) => line.match(/pnpm@[\d.]+/g) ?? []);
	expect(new Set(versions)).toEqual(new Set([packageManager]));
	const { packages } = parse(read('pnpm-workspace.yaml')) as { packages: string[] };
	for (const name of packages) expect(instructions).toContain(`COPY ${name}/package.json ${name}/`);
});

test('nginx sends a project to one node, knows every node, and lets nobody forge an address', () => {
	const nginx = read('deploy/nginx.conf');
	const nodes = [...nginx.matchAll(/^\s*server (realtime-\d+):3000/gm)].map((match) => match[1]);
	expect(nodes).toEqual(services.map(([name]) => name).filter((name) => name.startsWith('realtime-')));
	expect(nginx).toMatch(/hash \$node_key consistent;/);
	expect(nginx).toMatch(/proxy_set_header X-Forwarded-For \$remote_addr;/);
	expect(nginx.split('{').length).toBe(nginx.split('}').length);
});
