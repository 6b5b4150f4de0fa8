import { saveTurnContext, type TurnEnd } from '@covibe/db';
import { type SentPart, textOf, type TurnOutcome } from '@covibe/shared';
import { promptUnitsOf, type TokenRatios } from '../context/budget.ts';
import { buildContext } from '../context/context.ts';
import { recoverTurn, settleOthers } from '../edits/recover.ts';
import { takeSnapshot } from '../edits/snapshot.ts';
import { isDone } from '../edits/outcome.ts';
import { Books } from './books.ts';
import { type Brief, CAP_REACHED, isSpent } from './brief.ts';
import { answerByRules } from './built-in.ts';
import { BUILT_IN, BUILT_IN_LABEL } from './choose.ts';
import type { CatalogLink } from '../models/catalog.ts';
import type { Message } from '../models/model.ts';
import { type ChangedFile, changedFiles, type Checked, checkFiles, outcomesOfChecks, repairText } from './check.ts';
import { Conversation, goOn, outputTokensOf, type Reply } from './conversation.ts';
import { Edits } from './edits.ts';
import type { House } from './house.ts';
import { outcomesOf, summaryOf } from './outcomes.ts';
import { AGENT_ORIGIN } from './peer.ts';
import { placeOfAsker } from './place.ts';
import type { Seat } from './seat.ts';
import { tidyBlocks } from './tidy.ts';
import { ReadTools } from './tools.ts';

/** A person would read the code by then. */
const REPAIR_ROUNDS = 2;

/** One turn, in a room that was entered: reads, asks, edits, and says how it came out. */
export class Work {
	readonly #house: House;
	readonly #brief: Brief;
	readonly #seat: Seat;
	readonly #edits: Edits;
	readonly #books: Books;
	readonly #outcomes: TurnOutcome[] = [];
	readonly #sent: SentPart[] = [];
	#failure: string | undefined;
	#model: { readonly id: string; readonly label: string };

	constructor(house: House, brief: Brief, seat: Seat) {
		const { turn } = brief.claimed;
		const [first] = brief.chosen.links;
		this.#house = house;
		this.#brief = brief;
		this.#seat = seat;
		this.#model = first ? { id: first.ref, label: first.label } : { id: BUILT_IN, label: BUILT_IN_LABEL };
		this.#edits = new Edits(seat, { id: turn.id, asker: brief.askerId, model: this.#model.id });
		const { sql, limits, catalog } = house;
		this.#books = new Books({
			sql,
			limits,
			payer: { turnId: turn.id, projectId: brief.claimed.projectId, askerId: brief.askerId },
			links: brief.chosen.links,
			priceVersion: catalog.version,
		});
	}

	/** @throws ModelFailure when nobody could answer, also for a turn that was stopped */
	async run(): Promise<void> {
		const { chosen, claimed } = this.#brief;
		const { answer, peer } = this.#seat;
		recoverTurn(peer.doc, claimed.turn.id, AGENT_ORIGIN);
		settleOthers(peer.doc, claimed.turn.id, AGENT_ORIGIN);
		this.#showUp();
		const isByRules = chosen.links.length === 0;
		// What is by rules is said anew, about the files as they are now.
		if (isByRules) answer.restart();
		if (answer.text !== '') answer.breakParagraph();
		else if (chosen.note !== undefined) answer.note(chosen.note);
		if (isByRules) await answerByRules({ brief: this.#brief, seat: this.#seat, edits: this.#edits });
		else await this.#converse();
		if (claimed.turn.mode !== 'edit') return;
		if (!isByRules) await this.#tidy();
		this.#outcomes.push(...outcomesOfChecks(await this.#check()));
	}

	/** Beside who asked, until it edits elsewhere. */
	#showUp(): void {
		const { request, askerId } = this.#brief;
		const { peer, caret } = this.#seat;
		const place = placeOfAsker(peer.doc, { request, askerId, presences: peer.presences() });
		if (place) caret.moveTo(place.file, undefined);
	}

	/** A person stopped it: what is open is ended where it is. */
	stop(): void {
		this.#edits.finish();
	}

	/** Another worker goes on. */
	abandon(): void {
		this.#edits.abandon();
	}

	/** How it came out, once all that it cost is written down. */
	async end({ failure, isStopped = false }: { failure?: string | undefined; isStopped?: boolean }): Promise<TurnEnd> {
		await this.#books.settled();
		if (this.#sent.length > 0) await saveTurnContext(this.#house.sql, this.#brief.claimed.turn.id, this.#sent);
		const outcomes = [...outcomesOf(this.#edits.outcomes), ...this.#outcomes];
		const text = this.#seat.answer.text.trimEnd();
		const said = text === '' ? summaryOf(outcomes) : text;
		const common = { agentName: this.#model.label, model: this.#model.id, outcomes };
		if (isStopped) return { ...common, state: 'cancelled', text: said };
		const isEmpty = said === '' && outcomes.every(({ kind }) => kind === 'withheld');
		const why = failure ?? this.#failure ?? (isEmpty ? `${this.#model.label} ${SAID_NOTHING}` : undefined);
		if (why !== undefined) return { ...common, state: 'failed', text: said, failure: why };
		const isPlan = this.#brief.claimed.turn.mode === 'plan';
		return { ...common, state: isPlan ? 'waiting' : 'done', text: said === '' ? NOTHING_APPLIED : said };
	}

	async #converse(): Promise<void> {
		const conversation = await this.#prepare();
		for (let round = 0; ; round++) {
			const reply = await conversation.ask();
			this.#model = { id: reply.link.ref, label: reply.link.label };
			if (this.#ends(reply)) return;
			const repair = round < REPAIR_ROUNDS ? await this.#repair(reply) : undefined;
			if (repair === undefined) return;
			await this.#books.settled();
			if (await isSpent(this.#house, this.#brief)) {
				this.#seat.answer.note(CAP_REACHED);
				return;
			}
			conversation.add(
				{ role: 'assistant', parts: [{ text: reply.text }] },
				{ role: 'user', parts: [{ text: repair }] },
			);
			this.#seat.answer.breakParagraph();
		}
	}

	async #prepare(): Promise<Conversation> {
		const { request, history, claimed, chosen, askerId } = this.#brief;
		const { peer, answer, caret, signal } = this.#seat;
		const [first] = chosen.links;
		if (!first) throw new Error('a conversation needs a model');
		const presences = peer.presences();
		const place = placeOfAsker(peer.doc, { request, askerId, presences });
		const build = async (link: CatalogLink) => {
			const window = windowOf(link, this.#house.ratios);
			const source = { doc: peer.doc, request, history, mode: claimed.turn.mode, askerId, presences, place, window };
			const context = await buildContext(this.#house, source, signal);
			for (const [id, snapshot] of context.shown) this.#edits.show(id, snapshot);
			return { ...context, units: promptUnitsOf(window) };
		};
		const context = await build(first);
		this.#outcomes.push(...context.withheld);
		this.#sent.push(...context.sent);
		// One beginning for all who can take it, so that a provider's cache holds it.
		const contextFor = async (link: CatalogLink) => {
			const { units } = context;
			return promptUnitsOf(windowOf(link, this.#house.ratios)) < units && link !== first ? build(link) : context;
		};
		const applied = this.#edits.applied();
		const isResumed = claimed.turn.text !== '' || applied.length > 0;
		const tools = new ReadTools({
			doc: peer.doc,
			show: (file, snapshot) => this.#edits.show(file, snapshot),
			inspector: this.#house.inspector,
			signal,
			opened: (file) => caret.moveTo(file, undefined),
			sent: (part) => this.#sent.push(part),
		});
		return new Conversation({
			house: this.#house,
			brief: this.#brief,
			seat: this.#seat,
			edits: this.#edits,
			books: this.#books,
			tools,
			contextFor,
			messages: isResumed ? goOn(answer.text, applied) : this.#approved(),
		});
	}

	/** The plan that a person approved, when the turn carries one out. */
	#approved(): Message[] {
		const { plan } = this.#brief;
		if (plan === undefined) return [];
		return [
			{ role: 'assistant', parts: [{ text: plan }] },
			{ role: 'user', parts: [{ text: 'This plan is approved. Carry it out now, with blocks.' }] },
		];
	}

	/** True when nothing may follow this answer. */
	#ends({ reason, link }: Reply): boolean {
		if (reason === 'refused') this.#failure = `${link.label} declined to answer this.`;
		if (reason === 'endless')
			this.#failure = `${link.label} did not come to an end and was stopped. What it had finished stays.`;
		if (reason === 'length') this.#seat.answer.note(`${link.label} reached the length that one answer may have.`);
		return reason === 'refused' || reason === 'endless';
	}

	/** What is sent back to the model when something of its answer could not be done, or broke something; undefined when all is well. */
	async #repair({ blocks }: Reply): Promise<string | undefined> {
		if (this.#brief.claimed.turn.mode !== 'edit') return undefined;
		const failed = blocks.filter(
			(block) => !isDone(block) && block.result !== 'rejected' && block.result !== 'no-right',
		);
		const lines = failed.map(
			({ block, path, message }) => `- block ${block}, ${path === '' ? 'no path' : path}: ${message}`,
		);
		const refused =
			lines.length === 0 ? [] : [`Some blocks were not applied:\n${lines.join('\n')}\nAll others are applied.`];
		const broken = repairText(await this.#check());
		if (refused.length === 0 && broken === undefined) return undefined;
		return [...refused, ...(broken === undefined ? [] : [broken]), WRITE_AGAIN].join('\n\n');
	}

	async #check(): Promise<Checked[]> {
		const { peer, caret, signal } = this.#seat;
		const files = this.#changed();
		if (files.length === 0) return [];
		caret.status('checking');
		return checkFiles(this.#house.inspector, { doc: peer.doc, files }, signal);
	}

	#changed(): ChangedFile[] {
		return changedFiles(this.#seat.peer.doc, this.#brief.claimed.turn.id, this.#edits.baseline);
	}

	/** Brings what was written into the form that its file has. */
	async #tidy(): Promise<void> {
		const { doc } = this.#seat.peer;
		for (const file of this.#changed()) {
			const text = textOf(doc, file.id);
			if (!text) continue;
			const snapshot = takeSnapshot(text);
			const blocks = await tidyBlocks({ doc, file: { ...file, after: snapshot.real }, snapshot }, this.#seat.signal);
			if (blocks.length === 0) continue;
			this.#edits.show(file.id, snapshot);
			for (const block of blocks) this.#edits.push(block);
			this.#edits.finish();
		}
	}
}

const windowOf = (link: CatalogLink, ratios: TokenRatios) => ({
	contextTokens: link.entry.contextTokens,
	outputTokens: outputTokensOf(link),
	charactersPerToken: ratios.of(link.model.name),
});

const SAID_NOTHING = 'answered with nothing. Ask again, or choose another model.';
const NOTHING_APPLIED = 'None of the edits could be applied.';
const WRITE_AGAIN =
	'Put this right with new blocks that fit the files as they are now, and say nothing else. If it is as it should be, say so in one sentence.';
