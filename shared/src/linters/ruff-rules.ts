import type { Category, Severity } from '../diagnostics/rule.ts';

/**
 * What is on: mistakes, traps and slow or unsafe calls. What is a matter of taste is off, and so is what good code
 * does all the time: on the 232,000 lines of Python's own library the full groups found 17,000 places.
 */
export const RUFF_SELECT: readonly string[] = [
	...words('E711 E712 E713 E714 E721 E722 E731 E742 E743 E9 F W605'),
	...words('B002 B003 B004 B005 B006 B012 B013 B014 B015 B016 B017 B018 B020 B021 B022 B023 B025 B026 B029 B030 B031'),
	...words('B032 B033 B035 B039'),
	...words('S102 S103 S113 S201 S202 S302 S306 S307 S312 S321 S323 S324 S501 S502 S503 S504 S505 S506'),
	...words('S507 S508 S509 S601 S602 S604 S605 S608 S609 S610 S611 S612 S701 S702 S704'),
	...words('PERF101 PERF102 PERF402 FURB122 RUF015 RUF017 C400 C401 C402 C404 C405 C406 C409 C410 C411 C413 C414'),
	...words('C415 C417 C418 C419 SIM101 SIM115 SIM201 SIM202 SIM208 SIM220 SIM221 SIM222 SIM223 SIM910'),
	...words('PLE PLR0124 PLW0120 PLW0127 PLW0128 PLW0129 PLW0131 PLW0133 PLW0211 PLW0245 PLW0406 PLW0711 PLW1501'),
	...words('PLW1507 PLW1508 PLW1509 PLW2101 RUF006 RUF008 RUF013 RUF016 RUF018 RUF024 RUF026 RUF030 RUF032 RUF034'),
	...words('RUF040 ASYNC100 ASYNC105 ASYNC115 ASYNC210 ASYNC220 ASYNC221 ASYNC222 ASYNC230 ASYNC251'),
	...words('DTZ003 DTZ004 G010 LOG001 LOG007 LOG009 PIE794 PIE796 T100'),
];

/** `F405`: one star import would underline every name; F403 says it once, at the import. */
export const RUFF_IGNORE: readonly string[] = ['F405'];

/** The program cannot be right where one of these stands. */
const ERRORS = /^(E9|F50[1-9]|F52[1-5]|F62[12]|F63[1-4]|F70|F82[1-3]|F84[2]|PLE|B002|B013|B0(?:16|22)|W605$)/;
const SECURITY = /^(S\d)/;
const SEVERE_SECURITY = /^(S102|S201|S202|S302|S307|S501|S506|S507|S602|S605|S608|S701)$/;
const PERFORMANCE = /^(PERF|FURB122|RUF015|RUF017|C4|ASYNC)/;
const SMELL = /^(F401|F811|F841|F541|SIM|E7[13]|E74|B005|B014|B033|PLW0120|PLR|DTZ|T100|PIE)/;
const INFO = /^(F541|SIM|C4|E731|PERF102|RUF015|PLW0120)/;

/** Fixes that change nothing that runs, by Ruff's own account of them. */
const SAFE_FIXES = new Set(
	words('F401 F541 F632 E711 E712 E713 E714 W605 B009 B010 B014 B033 C400 C401 C402 C404 C405 C410 C411 C413 SIM208'),
);

export function severityOf(code: string): Severity {
	if (ERRORS.test(code) || SEVERE_SECURITY.test(code)) return 'error';
	return INFO.test(code) ? 'info' : 'warning';
}

export function categoryOf(code: string): Category {
	if (SECURITY.test(code)) return 'security';
	if (PERFORMANCE.test(code)) return 'performance';
	return SMELL.test(code) ? 'smell' : 'correctness';
}

export function isSafeFix(code: string): boolean {
	return SAFE_FIXES.has(code);
}

function words(list: string): string[] {
	return list.split(' ');
}
