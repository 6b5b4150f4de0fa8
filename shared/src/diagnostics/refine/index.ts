import { GO_REFINEMENTS } from './go.ts';
import { JAVASCRIPT_REFINEMENTS } from './javascript.ts';
import { PYTHON_REFINEMENTS } from './python.ts';
import type { Refine } from './refinement.ts';

/** By rule id; rules without one are decided by their query and conditions. */
export const REFINEMENTS: Readonly<Record<string, Refine>> = {
	...GO_REFINEMENTS,
	...JAVASCRIPT_REFINEMENTS,
	...PYTHON_REFINEMENTS,
};
