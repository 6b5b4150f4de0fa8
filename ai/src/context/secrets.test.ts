import { expect, test } from 'vitest';
import { isSecretPath, maskSecrets } from './secrets.ts';

test.each([
	'.env',
	'api/.env.production',
	'.npmrc',
	'deploy/id_ed25519',
	'certs/server.key',
	'credentials.json',
	'secrets.yaml',
	'a.tfvars',
])('%s is withheld as a whole', (path) => expect(isSecretPath(path)).toBe(true));
test.each(['.env.example', 'env.ts', 'src/keyboard.ts', 'docs/secrets.md', 'monkey.py', 'package.json', 'tokens.css'])(
	'%s is shown',
	(path) => expect(isSecretPath(path)).toBe(false),
);

const SECRET = 'Zq8vT3mN5xKw2LcR';
test.each([
	`const apiKey = '${SECRET}';`,
	`api_key: "${SECRET}"`,
	`{ "client_secret": "${SECRET}" }`,
	`DB_PASSWORD=${SECRET}`,
	`  token: ${SECRET}`,
	`url = "postgres://admin:${SECRET}@db.internal/app"`,
	`String password = new String("${SECRET}");`,
	`const canary = \`${SECRET}\`;`,
	`password := "${SECRET}"`,
])('hides the secret and nothing else in: %s', (line) => {
	const masked = maskSecrets(line);
	expect(masked).not.toContain(SECRET);
	expect(masked).toHaveLength(line.length);
	const at = line.indexOf(SECRET);
	expect(masked.slice(0, at)).toBe(line.slice(0, at));
	expect(masked.slice(at + SECRET.length)).toBe(line.slice(at + SECRET.length));
	expect(maskSecrets(masked)).toBe(masked);
});

test.each([
	'sk-ant-api03-' + 'a1B2c3D4e5F6g7H8',
	'ghp_' + 'a'.repeat(36),
	'AKIA' + 'ABCDEFGHIJKLMNOP',
	'xoxb-' + '1234567890-abcdefghij',
])('hides a token by its looks: %s', (token) => expect(maskSecrets(`call("${token}")`)).not.toContain(token));

test('hides a private key, line by line', () => {
	const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQEF\n-----END PRIVATE KEY-----\n';
	const masked = maskSecrets(`a\n${key}b\n`);
	expect(masked).not.toContain('MIIE');
	expect(masked.split('\n').map(({ length }) => length)).toEqual(
		`a\n${key}b\n`.split('\n').map(({ length }) => length),
	);
});

test.each([
	"const password = readPassword('prompt for it');",
	"password: ''",
	'const tokens = tokenize(source);',
	'apiKey: process.env.API_KEY,',
	'token: <your token>',
	"const passwordLabel = 'Enter the new password';",
	'if (token === undefined) return;',
	'secretariat: open',
	'password = "changeme"',
])('leaves harmless text alone: %s', (line) => expect(maskSecrets(line)).toBe(line));
