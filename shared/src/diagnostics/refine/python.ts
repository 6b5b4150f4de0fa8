import type { Refine } from './refinement.ts';

export const PYTHON_REFINEMENTS: Readonly<Record<string, Refine>> = {};
