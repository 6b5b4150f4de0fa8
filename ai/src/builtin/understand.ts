import { type Command, isCommand, type Misunderstanding, type Reading } from './command.ts';
import { FORMS } from './forms.ts';
import type { BuiltInRequest } from './request.ts';
import { readRest } from './scope.ts';

const POLITE =
	/^(?:(?:hey|hi|hello|ok|okay|so|now|then|please|pls|kindly|just|also|quickly|can you|could you|would you|will you|can we|could we|i want you to|i would like you to|i'd like you to|i need you to|i want to|help me to|let's|go ahead and)[\s,]+)+/i;
const JOINTS = /[,;]?\s+and then\s+|[,;]\s*then\s+|\s+then\s+|[,;]?\s+and\s+|[;,]\s*/i;

/** What the person wants, as commands in their order: all of it is understood, or none. */
export function understand(request: BuiltInRequest): readonly Command[] | Misunderstanding {
	const text = request.instruction.replace(/\s+/g, ' ').trim();
	const whole = readOne(text, request);
	if (isCommand(whole)) return [whole];
	const parts = text.split(JOINTS).filter((part) => part.trim() !== '');
	if (parts.length < 2) return whole;
	const commands = parts.map((part) => readOne(part, request));
	return commands.every(isCommand) ? commands : whole;
}

function readOne(text: string, request: BuiltInRequest): Reading {
	const said = text.replace(POLITE, '').replace(/[\s.!?]+$/, '');
	for (const { pattern, vocabulary = '', read } of FORMS) {
		const found = pattern.exec(said);
		if (found)
			return read(readRest(said.slice(found[0].length), request, new Set(vocabulary.split(' '))), found, request);
	}
	return { kind: 'unknown' };
}
