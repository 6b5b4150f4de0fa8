import { empty } from './empty.ts';
import { go } from './go.ts';
import { python } from './python.ts';
import { rust } from './rust.ts';
import type { Template } from './template.ts';
import { typescript } from './typescript.ts';
import { website } from './website.ts';

export type { Template } from './template.ts';

/** The starter projects, in the order in which they are offered. */
export const TEMPLATES: readonly Template[] = [empty, typescript, python, website, go, rust];

export function findTemplate(id: string): Template | undefined {
	return TEMPLATES.find((template) => template.id === id);
}
