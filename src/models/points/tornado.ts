import { requireInRange, type ModelState } from '#models/model.ts';
import { finish, type Progress } from './crossings.ts';
import { pointsInputs, type PointsInputs } from './inputs.ts';
import type { NumberName } from './number-inputs.ts';
import {
	endsOf,
	isIdle,
	plausibleSpans,
	type PlausibleGroup,
	type PlausibleSpan,
	type PlausibleSpans,
} from './plausible.ts';
import { pointsModel } from './points.ts';

/** One input moved alone, the same customers and luck throughout. */
export interface TornadoRow {
	name: NumberName;
	group: PlausibleGroup;
	/** The values tried, in the input's own unit. */
	from: number;
	to: number;
	/** ROI there; null when nothing is spent. */
	roiAtFrom: number | null;
	roiAtTo: number | null;
	/** Highest less lowest ROI of the two ends and the present value. */
	swing: number;
	/** Where the span comes from, zh-TW. */
	source: string;
}

export interface Tornado {
	/** ROI where everything stands; null when nothing is spent. */
	roi: number | null;
	/** Widest swing first. */
	rows: TornadoRow[];
}

export interface TornadoOptions {
	/** Which groups to move; left out, what is not for us to decide: response and customers. */
	groups?: readonly PlausibleGroup[];
	/** How far each input is moved; one without a span, or of tiers that do not exist, stays. */
	spans?: Readonly<Partial<Record<PlausibleGroup, PlausibleSpans>>>;
	/** Customers simulated a run; left out, the state's own, so that `roi` is the figure shown. */
	sample?: number;
}

const assumptions: readonly PlausibleGroup[] = ['response', 'customers'];

/**
 * What matters most: each input moved to the ends of its plausible span, alone, and how far ROI
 * goes with it. Two runs an input with the same seed, one between two yields, so that a worker can
 * report and stop; an end that is where the input stands needs none. An input whose ends agree may
 * still matter between them, and spans move alone what may move together: a ranking, no interval.
 * Throws RangeError for inputs out of range.
 */
export function* tornadoSteps(
	state: ModelState<PointsInputs>,
	options: TornadoOptions = {},
): Generator<Progress, Tornado> {
	const { groups = assumptions, spans = plausibleSpans } = options;
	const inputs = {
		...state.inputs,
		simulatedCustomers: options.sample ?? state.inputs.simulatedCustomers,
	};
	requireInRange(pointsInputs, inputs);
	const moves = groups.flatMap((group) =>
		(Object.entries(spans[group] ?? {}) as [NumberName, PlausibleSpan][])
			.filter(([name]) => !isIdle(name, inputs))
			.map(([name, span]) => {
				const [from, to] = endsOf(name, inputs[name], span);
				return { name, group, from, to, source: span.source };
			}),
	);
	const isMove = (name: NumberName, value: number) => value !== inputs[name];
	const progress = {
		done: 0,
		total: moves.reduce(
			(runs, { name, from, to }) => runs + Number(isMove(name, from)) + Number(isMove(name, to)),
			1,
		),
	};
	function* roiWith(changed: PointsInputs): Generator<Progress, number | null> {
		const { roi } = pointsModel.run(changed, state.seed);
		progress.done++;
		yield { ...progress };
		return roi;
	}

	const roi = yield* roiWith(inputs);
	const rows: TornadoRow[] = [];
	for (const move of moves) {
		const { name, from, to } = move;
		const roiAtFrom = isMove(name, from) ? yield* roiWith({ ...inputs, [name]: from }) : roi;
		const roiAtTo = isMove(name, to) ? yield* roiWith({ ...inputs, [name]: to }) : roi;
		const known = [roi, roiAtFrom, roiAtTo].filter((each) => each !== null);
		const swing = known.length > 0 ? Math.max(...known) - Math.min(...known) : 0;
		rows.push({ ...move, roiAtFrom, roiAtTo, swing });
	}
	return { roi, rows: rows.sort((a, b) => b.swing - a.swing) };
}

/** {@link tornadoSteps} in one go. */
export function tornado(state: ModelState<PointsInputs>, options: TornadoOptions = {}): Tornado {
	return finish(tornadoSteps(state, options));
}
