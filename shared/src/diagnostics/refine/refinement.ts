import type { Node } from 'web-tree-sitter';
import type { Fix } from '../finding.ts';
import type { MatchContext } from '../match-context.ts';

/** What a refinement may change of a finding. */
export type Refinement = { readonly at?: Node; readonly message?: string; readonly fix?: Fix };

/**
 * Decides on one match what its query cannot say. Looks at the match, at the types of ancestors, and at anything else
 * through the context only; keeps no state.
 */
export type Refine = (context: MatchContext) => boolean | Refinement;
