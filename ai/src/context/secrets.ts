/** Files whose whole content is for nobody outside of the project. */
const SECRET_FILES =
	/(^|\/)(\.env(\.[\w-]+)*|\.netrc|\.pgpass|\.pypirc|\.npmrc|\.htpasswd|\.git-credentials|\.dockercfg|id_(rsa|dsa|ecdsa|ed25519)|[\w.-]*\.(pem|key|p12|pfx|jks|keystore|kdbx|ppk|asc)|(credentials?|secrets?|service-?account)[\w-]*\.(json|ya?ml|toml|ini|env|txt)|[\w.-]*\.tfstate(\.backup)?|[\w.-]*\.tfvars)$/i;
/** Shown to everybody on purpose; what looks like a secret in them is masked all the same. */
const SAMPLES = /\.(example|sample|template|dist)$/i;

/** True for a file that is withheld as a whole. */
export function isSecretPath(path: string): boolean {
	return SECRET_FILES.test(path) && !SAMPLES.test(path);
}

/** Whole tokens, told by how their issuers write them. */
const TOKENS = [
	/\b(sk|pk|rk)[-_](live|test|proj|ant|or|svcacct)?[-_]?[\w-]{16,}/g,
	/\b(gh[pousr]_|github_pat_|glpat-|hf_|npm_|dop_v1_|xox[abeprs]-|ya29\.|shpat_|lin_api_|sntrys_|r8_|gsk_|pypi-)[\w.-]{16,}/g,
	/\b(AKIA|ASIA|AROA)[A-Z0-9]{16}\b/g,
	/\bAIza[\w-]{35}/g,
	/\bey[JK][\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/g,
	/\bSG\.[\w-]{20,}\.[\w-]{20,}/g,
	/\bAC[0-9a-f]{32}\b/g,
];
const PRIVATE_KEY =
	/-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----|$)/g;
/** `scheme://user:password@host` */
const URL_PASSWORD = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@'"`]*:)([^\s@/'"`]{3,})(?=@)/gi;
/** A literal that is given to something with the name of a secret. */
const NAMED =
	/((?:(?:api|access|auth|private|signing|encryption)[_-]?key|secret|passw(?:or)?d|passwd|\bpwd|passphrase|token|credential|canary)\w*["'`]?\s*(?::=|=>|[:=])\s*(?:new\s+)?(?:[\w.]+\s*\(\s*)?["'`])([^"'`\n]{6,})(?=["'`])/gi;
/** The same without quotes, as in YAML, INI and environment files. */
const BARE =
	/^(\s*(?:export\s+|- )?[\w.-]*(?:api_?key|secret|passw(?:or)?d|token|private_?key)[\w.-]*\s*[:=]\s*)([^\s"'`#(){}[\]<>,;$]{8,})\s*$/gim;
/** What stands where a secret would: words for people, and references. */
const HARMLESS =
	/^(x+|\*+|\.+|<.*>|\$.*|\{\{?.*|%.*|your[-_ ].*|change[-_ ]?me.*|example.*|placeholder.*|undefined|null|none|true|false|string|process\.env.*|os\.environ.*|.*\s.*\s.*)$/i;

const OPEN = '‹withheld';
const CLOSE = '›';

/**
 * Puts placeholders of the same length over what looks like a secret, so that all places stay where they are. Line
 * ends stay. Twice is once.
 */
export function maskSecrets(text: string): string {
	let masked = text.replace(PRIVATE_KEY, (key) => key.replace(/[^\n]+/g, placeholder));
	for (const token of TOKENS) masked = masked.replace(token, placeholder);
	for (const named of [URL_PASSWORD, NAMED, BARE])
		masked = masked.replace(named, (whole: string, before: string, value: string) =>
			HARMLESS.test(value) || value.startsWith(OPEN)
				? whole
				: before + placeholder(value) + whole.slice(before.length + value.length),
		);
	return masked;
}

function placeholder(secret: string): string {
	const filling = secret.length - OPEN.length - CLOSE.length;
	return filling >= 0 ? OPEN + '·'.repeat(filling) + CLOSE : '·'.repeat(secret.length);
}

/** True when an answer tries to write a placeholder as if it were text. */
export function holdsPlaceholder(text: string): boolean {
	return text.includes(OPEN);
}
