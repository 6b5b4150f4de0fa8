import type { Refine } from './refinement.ts';

export const JAVASCRIPT_REFINEMENTS: Readonly<Record<string, Refine>> = {};
