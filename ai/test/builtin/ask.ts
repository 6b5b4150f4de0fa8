import type { FileId, Mention, TurnMode } from '@covibe/shared';
import { answerWith } from '../../src/builtin/answer.ts';
import { type Inspector, openInspector } from '../../src/builtin/inspect.ts';
import type { BuiltInRequest } from '../../src/builtin/request.ts';
import { type Applied, applyTo } from './apply.ts';

export type Asked = {
	readonly files: Readonly<Record<string, string>>;
	readonly instruction: string;
	readonly mode?: TurnMode;
	readonly current?: BuiltInRequest['current'];
	readonly mentions?: readonly Mention[];
};

/** The helper with grammars and rules compiled once. Close it. */
export function openHelper(): {
	inspector: Inspector;
	ask(asked: Asked, signal?: AbortSignal): Promise<string>;
	/** The answer, applied through the real turn. */
	apply(asked: Asked): Promise<Applied & { readonly answer: string }>;
	close(): void;
} {
	const inspector = openInspector();
	async function ask(asked: Asked, signal = new AbortController().signal) {
		let answer = '';
		for await (const piece of answerWith(inspector, requestOf(asked), signal)) answer += piece;
		return answer;
	}
	return {
		inspector,
		ask,
		async apply(asked) {
			const answer = await ask(asked);
			return { ...applyTo(asked.files, answer), answer };
		},
		close: () => inspector.close(),
	};
}

export function requestOf({ files, instruction, mode = 'edit', current, mentions }: Asked): BuiltInRequest {
	const [first] = Object.keys(files);
	const place = current ?? (first === undefined ? undefined : { path: first });
	return {
		instruction,
		mode,
		files: Object.entries(files).map(([path, text], index) => ({ id: `f${index}` as FileId, path, text })),
		...(place && { current: place }),
		...(mentions && { mentions }),
	};
}
