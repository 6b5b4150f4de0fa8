import type { LanguageId } from '@covibe/shared/diagnostics';

/**
 * Languages whose mistakes of syntax a service of Monaco's tells: trees give rules there and nothing else, so that
 * nothing is underlined twice. Empty as long as none of those services is part of the editor.
 */
export const TOLD_ELSEWHERE: ReadonlySet<LanguageId> = new Set();
