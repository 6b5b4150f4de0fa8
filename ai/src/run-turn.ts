import type { TurnEnd } from '@covibe/db';
import { CovibeError } from '@covibe/shared';
import { type Brief, readBrief, whyNotNow } from './agent/brief.ts';
import type { House } from './agent/house.ts';
import { Seat } from './agent/seat.ts';
import { Work } from './agent/work.ts';
import { ModelFailure } from './models/failure.ts';
import type { RunningTurn, RunTurn, StopReason } from './worker.ts';

/** Works on turns: reads what is asked, sits down in the room, asks a model, and writes what it answers. */
export function createRunTurn(house: House): RunTurn {
	return async (running, signal) => {
		const brief = await readBrief(house, running);
		if (typeof brief === 'string') return failed(running, brief);
		const refusal = await whyNotNow(house, brief);
		if (refusal !== undefined) return failed(running, refusal, brief);
		return workInRoom(house, { brief, running }, signal);
	};
}

async function workInRoom(
	house: House,
	{ brief, running }: { brief: Brief; running: RunningTurn },
	signal: AbortSignal,
): Promise<TurnEnd> {
	const { ticketSecret, realtimeUrl } = house.config;
	const { turn, projectId } = running;
	const agent = { turnId: turn.id, epoch: turn.epoch, projectId, askerId: brief.askerId, name: brief.chosen.label };
	let seat: Seat;
	try {
		seat = await Seat.take({ ticketSecret, realtimeUrl, agent }, running, signal);
	} catch (error) {
		if (error instanceof CovibeError) return failed(running, error.message, brief);
		throw error;
	}
	const work = new Work(house, brief, seat);
	const failure = await attempt(work, { brief, seat, signal });
	const isSaved = await seat.leave();
	if (signal.reason === ('cancelled' satisfies StopReason)) return work.end({ isStopped: true });
	return work.end({ failure: failure ?? (isSaved ? undefined : NOT_SAVED) });
}

const NOT_SAVED = 'The room could not be reached any more, so some of the edits may be missing.';

/** @returns why it failed, for people. @throws what is no failure of a model's; and whatever, when another worker goes on. */
async function attempt(
	work: Work,
	{ brief, seat, signal }: { brief: Brief; seat: Seat; signal: AbortSignal },
): Promise<string | undefined> {
	try {
		await work.run();
		signal.throwIfAborted();
		return seat.refusal?.message;
	} catch (error) {
		if ((signal.reason as StopReason | undefined) === 'cancelled') {
			work.stop();
			return undefined;
		}
		if (signal.aborted) work.abandon();
		else if (seat.refusal) return seat.refusal.message;
		else if (error instanceof ModelFailure) {
			work.stop();
			const link = brief.chosen.links.find(({ model }) => model.name === error.model);
			return error.saidOf(link?.label ?? error.model);
		}
		await seat.leave();
		throw error;
	}
}

function failed({ turn }: RunningTurn, failure: string, brief?: Brief): TurnEnd {
	const agentName = brief?.chosen.label ?? 'AI';
	return { state: 'failed', text: turn.text, agentName, model: turn.model, outcomes: turn.outcomes, failure };
}
