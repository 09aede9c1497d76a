import { Worker } from 'node:worker_threads';
import type { ModelState } from '#models/model.ts';
import type { PointsInputs } from '#models/points/inputs.ts';
import { patchedState } from '#workflow/comment.ts';
import { compile, compileAtCase, type Design } from '#workflow/design.ts';
import type { CaseCompany } from '#workflow/words.ts';
import { companyInputs } from './company.ts';

type State = ModelState<PointsInputs>;
/** Whose figure it is: the draft that is being written, or the version handed in last. */
interface Asked {
	id: string;
	caseId: string;
	from: 'draft' | 'handed in';
}

/** The ROIs of a team's designs for the desk, each null until it has been worked out. */
export interface RoiEstimates {
	/** `frozen` is what was handed in: as the wall runs it, also where the case has changed since. */
	of(team: Asked, design: Design, frozen?: State): number | null;
	/** The same at the case's own assumptions; undefined where the team has moved none of them. */
	atCase(team: Asked, design: Design): number | null | undefined;
	close(): Promise<void>;
}

/** More figures than the teams of one process have ever had; the oldest go first. */
const mostKept = 2_000;

interface Estimate {
	/** The state it was asked for, as text. */
	asked: string;
	roi: number | null;
}

interface Wanted {
	teamId: string;
	state: State;
}

/**
 * Works out ROIs beside the main thread, one at a time and the newest of each kind only, so
 * that a simulation never holds up a keystroke. `ready` is told when a figure has arrived.
 */
export function createRoiEstimates(
	cases: ReadonlyMap<string, CaseCompany>,
	ready: (teamId: string) => void,
): RoiEstimates {
	const estimates = new Map<string, Estimate>();
	const wanted = new Map<string, Wanted>();
	let worker: Worker | null = null;
	let working: { name: string; teamId: string; asked: string } | null = null;

	function finish(roi: number | null): void {
		const done = working;
		working = null;
		const estimate = done && estimates.get(done.name);
		if (done && estimate?.asked === done.asked) {
			estimate.roi = roi;
			ready(done.teamId);
		}
		next();
	}

	function hire(): Worker {
		const hired = new Worker(new URL('./roi.worker.ts', import.meta.url));
		hired.unref();
		hired.on('message', finish);
		hired.on('error', (error) => {
			console.error('試算 ROI 的背景程序停了：', error);
			worker = null;
			finish(null);
		});
		return hired;
	}

	function next(): void {
		const [first] = wanted;
		if (working || !first) return;
		const [name, { teamId, state }] = first;
		wanted.delete(name);
		working = { name, teamId, asked: JSON.stringify(state) };
		worker ??= hire();
		worker.postMessage(state);
	}

	/** The last figure of that name; a new one is asked for where the state is another by now. */
	function figure({ id, from }: Asked, kind: string, state: State): number | null {
		const [name, drafted] = [`${id} ${from} ${kind}`, `${id} draft ${kind}`];
		const asked = JSON.stringify(state);
		const known = estimates.get(name);
		if (known?.asked === asked) return known.roi;
		const [oldest] = estimates.keys();
		if (oldest !== undefined && estimates.size >= mostKept) estimates.delete(oldest);
		// A draft that is handed in has its figure already.
		const same = estimates.get(drafted);
		if (same?.asked === asked && same.roi !== null) {
			estimates.set(name, { ...same });
			return same.roi;
		}
		// The last figure stays on the desk until the new one is there.
		estimates.set(name, { asked, roi: known?.roi ?? null });
		wanted.set(name, { teamId: id, state });
		next();
		return known?.roi ?? null;
	}

	return {
		// The very state that the team's own page and the review run, so that all three agree.
		of(asked, design, frozen) {
			const state = frozen
				? patchedState(frozen, null)
				: compile(design, companyInputs(cases.get(asked.caseId)));
			return figure(asked, 'as it is', state);
		},
		atCase(asked, design) {
			const state = compileAtCase(design, companyInputs(cases.get(asked.caseId)));
			return state ? figure(asked, 'at case', state) : undefined;
		},
		async close() {
			wanted.clear();
			await worker?.terminate();
		},
	};
}
