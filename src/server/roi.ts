import { Worker } from 'node:worker_threads';
import type { ModelState } from '#models/model.ts';
import type { PointsInputs } from '#models/points/inputs.ts';
import { compile, compileAtCase, type Design } from '#workflow/design.ts';
import type { CaseCompany } from '#workflow/words.ts';
import { companyInputs } from './company.ts';

/** A draft's ROI for the desk, or null until it has been worked out. */
export interface RoiEstimates {
	of(team: { id: string; caseId: string }, design: Design): number | null;
	/** The same at the case's own assumptions; undefined where the team has moved none of them. */
	atCase(team: { id: string; caseId: string }, design: Design): number | null | undefined;
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
	state: ModelState<PointsInputs>;
}

/**
 * Works out ROIs beside the main thread, one at a time and the newest draft of each team only, so
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
	function figure(name: string, teamId: string, state: ModelState<PointsInputs>): number | null {
		const asked = JSON.stringify(state);
		const known = estimates.get(name);
		if (known?.asked === asked) return known.roi;
		const [oldest] = estimates.keys();
		if (oldest !== undefined && estimates.size >= mostKept) estimates.delete(oldest);
		// The last figure stays on the desk until the new one is there.
		estimates.set(name, { asked, roi: known?.roi ?? null });
		wanted.set(name, { teamId, state });
		next();
		return known?.roi ?? null;
	}

	return {
		// The very state that the team's own page and the review run, so that all three agree.
		of: ({ id, caseId }, design) =>
			figure(id, id, compile(design, companyInputs(cases.get(caseId)))),
		atCase({ id, caseId }, design) {
			const state = compileAtCase(design, companyInputs(cases.get(caseId)));
			return state ? figure(`${id} at case`, id, state) : undefined;
		},
		async close() {
			wanted.clear();
			await worker?.terminate();
		},
	};
}
