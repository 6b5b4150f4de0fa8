import { BASH_REFINEMENTS } from './bash.ts';
import { C_REFINEMENTS } from './c.ts';
import { CPP_REFINEMENTS } from './cpp.ts';
import { CSHARP_REFINEMENTS } from './csharp.ts';
import { GO_REFINEMENTS } from './go.ts';
import { JAVA_REFINEMENTS } from './java.ts';
import { JAVASCRIPT_REFINEMENTS } from './javascript.ts';
import { PHP_REFINEMENTS } from './php.ts';
import { PYTHON_REFINEMENTS } from './python.ts';
import type { Refine } from './refinement.ts';
import { RUBY_REFINEMENTS } from './ruby.ts';
import { RUST_REFINEMENTS } from './rust.ts';

/** By rule id; rules without one are decided by their query and conditions. */
export const REFINEMENTS: Readonly<Record<string, Refine>> = {
	...BASH_REFINEMENTS,
	...C_REFINEMENTS,
	...CPP_REFINEMENTS,
	...CSHARP_REFINEMENTS,
	...GO_REFINEMENTS,
	...JAVA_REFINEMENTS,
	...JAVASCRIPT_REFINEMENTS,
	...PHP_REFINEMENTS,
	...PYTHON_REFINEMENTS,
	...RUBY_REFINEMENTS,
	...RUST_REFINEMENTS,
};
