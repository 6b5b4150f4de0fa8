import type { CatalogLink } from '../models/catalog.ts';
import { type Attempt, type ChainEvent, type Link, streamChain } from '../models/chain.ts';
import type { EndReason, Message, Prompt, PromptPart, ToolCall } from '../models/model.ts';
import { inputTokensOf } from '../turns/cost.ts';
import type { BlockOutcome } from '../edits/outcome.ts';
import type { Books } from './books.ts';
import type { Brief } from './brief.ts';
import { EchoFilter, wholePartOf } from './continuation.ts';
import type { Edits } from './edits.ts';
import type { House } from './house.ts';
import type { Seat } from './seat.ts';
import { type ReadTools, TOOLS } from './tools.ts';

export type ConversationOptions = {
	readonly house: House;
	readonly brief: Brief;
	readonly seat: Seat;
	readonly edits: Edits;
	readonly books: Books;
	/** What is sent to a model before the conversation itself. */
	readonly contextFor: (link: CatalogLink) => Promise<Sent>;
	/** Goes on after it. */
	readonly messages: readonly Message[];
	readonly tools: ReadTools;
};

/** The beginning of a prompt. */
export type Sent = {
	readonly system: readonly PromptPart[];
	readonly messages: readonly Message[];
	/** UTF-16 units that the whole prompt may have. */
	readonly units: number;
};

/** One answer of a model, to its end. */
export type Reply = {
	readonly reason: EndReason | 'endless';
	/** All that it wrote, blocks included. */
	readonly text: string;
	/** What became of its blocks. */
	readonly blocks: readonly BlockOutcome[];
	/** Who wrote the end of it. */
	readonly link: CatalogLink;
};

/** UTF-16 units of one answer, blocks included: beyond any model's longest. */
const LONGEST_REPLY = 400_000;
/** Answers that only ask to read more; by then it has seen what it could. */
const MOST_LOOKUPS = 8;
const LEAST_OUTPUT_TOKENS = 4_096;
/** Of the window; the rest is for what is read. */
const OUTPUT_SHARE = 0.15;
/** Longer than what anybody reads in a chat, and than a file of a thousand lines that is written anew. */
const MOST_OUTPUT_TOKENS = 32_000;

/** A turn's exchange with models: what was sent, what came, and who goes on when one breaks off. */
export class Conversation {
	readonly #options: ConversationOptions;
	readonly #messages: Message[];
	/** What models wrote of the answer that is under way before they broke off. */
	#broken = '';
	#text = '';
	/** While a model goes on for another. */
	#echo: EchoFilter | undefined;
	#link: CatalogLink;
	#promptCharacters = 0;

	constructor(options: ConversationOptions) {
		const [first] = options.brief.chosen.links;
		if (!first) throw new Error('a conversation needs a model');
		this.#options = options;
		this.#messages = [...options.messages];
		this.#link = first;
	}

	/** Adds to what is sent. */
	add(...messages: readonly Message[]): void {
		this.#messages.push(...messages);
	}

	/**
	 * Asks, looks up what the model wants to read, and writes the answer into chat and files while it comes.
	 * @throws ModelFailure when nobody can answer
	 */
	async ask(): Promise<Reply> {
		const { seat, tools } = this.#options;
		const blocks: BlockOutcome[] = [];
		for (let lookups = 0; ; lookups++) {
			const reply = await this.#stream();
			blocks.push(...reply.blocks);
			if (reply.reason !== 'tool-use' || reply.calls.length === 0 || lookups === MOST_LOOKUPS)
				return { ...reply, blocks };
			seat.caret.status('reading');
			const { text, calls } = reply;
			this.add(
				{ role: 'assistant', parts: [{ text }], toolCalls: calls },
				{ role: 'tool', results: await tools.answer(calls) },
			);
			seat.answer.breakParagraph();
		}
	}

	async #stream(): Promise<Reply & { readonly calls: readonly ToolCall[] }> {
		const { seat, edits } = this.#options;
		seat.caret.status('thinking');
		this.#beginReply();
		let calls: ToolCall[] = [];
		let reason: Reply['reason'] = 'stop';
		for await (const event of this.#events()) {
			if (event.type === 'text-delta' && !this.#hear(event.text)) {
				reason = 'endless';
				break;
			}
			if (event.type === 'tool-call') calls.push(event);
			if (event.type === 'switched') {
				calls = [];
				this.#switch(event.from, event.to);
			}
			if (event.type === 'end') reason = event.reason;
		}
		if (reason !== 'endless') this.#hearRest();
		const blocks = edits.finish();
		return { reason, text: this.#broken + this.#text, calls, blocks, link: this.#link };
	}

	/** The answer to what is asked now: a known one, or one of a model. [AI15] */
	async *#events(): AsyncGenerator<ChainEvent> {
		const { house, brief, books, seat } = this.#options;
		const [first] = brief.chosen.links;
		if (!first) return;
		const { projectId } = brief.claimed;
		const question = { projectId, model: first.ref, prompt: await this.#promptFor(first) };
		const known = await house.answers.find(question);
		if (known) {
			books.noteKnown(first);
			yield* known;
			return;
		}
		const events: ChainEvent[] = [];
		const chain = streamChain({
			links: brief.chosen.links,
			promptFor: (link) => this.#promptFor(link),
			signal: seat.signal,
			breaker: house.breaker,
			isLocalOnly: brief.settings.isLocalOnly,
			onAttempt: (attempt: Attempt) => this.#note(attempt),
		});
		for await (const event of chain) {
			events.push(event);
			yield event;
		}
		await house.answers.keep(question, events);
	}

	#beginReply(): void {
		[this.#broken, this.#text] = ['', ''];
		this.#echo = undefined;
	}

	#note(attempt: Attempt): void {
		const { books, house } = this.#options;
		books.note(attempt, this.#promptCharacters);
		const tokens = attempt.usage ? inputTokensOf(attempt.usage) : 0;
		house.ratios.learn(attempt.model, { characters: this.#promptCharacters, tokens });
	}

	/** As `#take`, without what another model said already. */
	#hear(text: string): boolean {
		return this.#take(this.#echo ? this.#echo.take(text) : text);
	}

	#hearRest(): void {
		this.#take(this.#echo?.finish() ?? '');
	}

	/** False when it does not stop. */
	#take(text: string): boolean {
		const { brief, edits, seat } = this.#options;
		if (text === '') return true;
		this.#text += text;
		if (brief.claimed.turn.mode === 'edit') edits.push(text);
		else seat.answer.append(text);
		return this.#text.length < LONGEST_REPLY;
	}

	#switch(from: string, to: string): void {
		const { edits, seat } = this.#options;
		this.#hearRest();
		edits.breakOff();
		const whole = wholePartOf(this.#text);
		seat.answer.takeBack(this.#text.slice(whole.length));
		this.#broken += whole;
		this.#text = '';
		this.#echo = new EchoFilter(this.#broken);
		const label = (name: string) =>
			this.#options.brief.chosen.links.find(({ model }) => model.name === name)?.label ?? name;
		seat.answer.note(
			from === to ? `${label(from)} broke off and is asked again.` : `${label(from)} broke off; ${label(to)} goes on.`,
		);
	}

	async #promptFor(link: Link): Promise<Prompt> {
		const { brief, edits, contextFor } = this.#options;
		this.#link =
			brief.chosen.links.find(({ model, keyId }) => model === link.model && keyId === link.keyId) ?? this.#link;
		const { system, messages, units } = await contextFor(this.#link);
		const since = this.#broken === '' ? this.#messages : [...this.#messages, ...goOn(this.#broken, edits.applied())];
		const left = units - charactersOf({ system, messages }) - charactersOf({ system: [], messages: since });
		const prompt: Prompt = {
			system,
			messages: [...messages, ...withoutOldest(since, -left)],
			tools: TOOLS,
			maxOutputTokens: outputTokensOf(this.#link),
			cacheKey: brief.claimed.projectId,
		};
		this.#promptCharacters = charactersOf(prompt);
		return prompt;
	}
}

/** What a model may write at once. */
export function outputTokensOf({ entry: { maxOutputTokens, contextTokens } }: CatalogLink): number {
	const share = Math.max(LEAST_OUTPUT_TOKENS, Math.floor(contextTokens * OUTPUT_SHARE));
	return Math.min(maxOutputTokens, MOST_OUTPUT_TOKENS, share);
}

/** Tells what was written already, so that nothing comes twice. */
export function goOn(written: string, applied: readonly string[]): Message[] {
	const edits = applied.length === 0 ? 'none' : applied.map((each) => `- ${each}`).join('\n');
	const text = `Your answer was interrupted here. What you wrote above is in the chat already. Edits that are applied:\n${edits}\nA block that was not complete was taken back. Go on from where it ended: write that block again as a whole, and repeat nothing else, neither text nor edits that are applied.`;
	return [
		{ role: 'assistant', parts: [{ text: written.trim() === '' ? '(nothing yet)' : written }] },
		{ role: 'user', parts: [{ text }] },
	];
}

const LEFT_OUT = '[left out to save room; ask again if you need it]';

/** Leaves out what tools had read, the oldest first, until so many units are saved. */
export function withoutOldest(messages: readonly Message[], units: number): Message[] {
	let left = units;
	return messages.map((message) => {
		if (message.role !== 'tool' || left <= 0) return message;
		const results = message.results.map((result) => {
			if (left <= 0 || result.text.length <= LEFT_OUT.length) return result;
			left -= result.text.length - LEFT_OUT.length;
			return { ...result, text: LEFT_OUT };
		});
		return { ...message, results };
	});
}

function charactersOf({ system, messages }: Pick<Prompt, 'system' | 'messages'>): number {
	const ofParts = (parts: readonly PromptPart[]) => parts.reduce((sum, { text }) => sum + text.length, 0);
	return messages.reduce(
		(sum, message) =>
			sum +
			(message.role === 'tool'
				? message.results.reduce((inner, { text }) => inner + text.length, 0)
				: ofParts(message.parts)),
		ofParts(system),
	);
}
