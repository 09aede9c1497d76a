/**
 * Kaplan & Meier's survival curve (1958): how many would still be here after a time, when some
 * customers were last seen as customers and nobody knows when they will leave.
 */

/** A time at which somebody left. */
export interface KaplanMeierStep {
	time: number;
	/** Customers seen up to this time, those last seen at it included. */
	atRisk: number;
	/** How many of them left at it. */
	left: number;
	/** Share still here after it, 0–1. */
	survival: number;
	/** Greenwood's standard error; null once nobody is left, where it does not exist. */
	standardError: number | null;
	/** 95 % limits by log(−log S), which stay within 0–1; null where the error is. */
	low: number | null;
	high: number | null;
}

export interface KaplanMeier {
	customers: number;
	left: number;
	/** Steps down, in order of time; between them the curve is level, before the first it is 1. */
	steps: KaplanMeierStep[];
	/** The last time anybody was seen; beyond it nothing is known. Null without customers. */
	lastSeen: number | null;
	/** The first time at which at most half are still here; null when that was not seen. */
	median: number | null;
	/** 95 % limits of the median, where the limits of the curve cross one half; null when unseen. */
	medianLow: number | null;
	medianHigh: number | null;
}

const z95 = 1.959_963_984_540_054;
/** Up to here whole-number times are counted into boxes, which is faster than sorting. */
const mostBoxes = 1_000_000;

interface Moment {
	time: number;
	left: number;
	seen: number;
}

/**
 * The curve of customers who were each seen for `durations` (≥ 0, any unit) and `ended` says
 * whether they left then (1 or true) or were last seen as customers (0 or false). Whoever is last
 * seen when another leaves still counts as at risk. Standard errors by Greenwood, limits by
 * log(−log S). The order of customers does not matter. RangeError when lengths differ or a
 * duration is negative or not a number.
 */
export function kaplanMeier(
	durations: ArrayLike<number>,
	ended: ArrayLike<number | boolean>,
): KaplanMeier {
	const customers = durations.length;
	if (ended.length !== customers) {
		throw new RangeError(`${customers} durations need as many marks, got ${ended.length}`);
	}
	const moments = momentsOf(durations, ended);
	const steps: KaplanMeierStep[] = [];
	let atRisk = customers;
	let left = 0;
	let survival = 1;
	let greenwood = 0;
	for (const moment of moments) {
		if (moment.left > 0) {
			const staying = atRisk - moment.left;
			left += moment.left;
			survival *= staying / atRisk;
			if (staying > 0) greenwood += moment.left / (atRisk * staying);
			steps.push({
				time: moment.time,
				atRisk,
				left: moment.left,
				survival,
				...limits(survival, greenwood),
			});
		}
		atRisk -= moment.seen;
	}
	const crossing = (share: (step: KaplanMeierStep) => number | null) => {
		// Multiplying leaves crumbs: a share that ought to be one half may come out a hair above.
		const step = steps.find((each) => (share(each) ?? 1) <= 0.5 + 1e-12);
		return step ? step.time : null;
	};
	return {
		customers,
		left,
		steps,
		lastSeen: moments.at(-1)?.time ?? null,
		median: crossing((step) => step.survival),
		medianLow: crossing((step) => step.low),
		medianHigh: crossing((step) => step.high),
	};
}

function limits(survival: number, greenwood: number) {
	if (survival === 0) return { standardError: null, low: null, high: null };
	const spread = (z95 * Math.sqrt(greenwood)) / Math.abs(Math.log(survival));
	return {
		standardError: survival * Math.sqrt(greenwood),
		low: Math.max(0, survival ** Math.exp(spread)),
		high: Math.min(1, survival ** Math.exp(-spread)),
	};
}

/** Customers by the time they were last seen, in order of time. */
function momentsOf(durations: ArrayLike<number>, ended: ArrayLike<number | boolean>): Moment[] {
	let longest = 0;
	let whole = true;
	for (let i = 0; i < durations.length; i++) {
		const time = durations[i] ?? Number.NaN;
		if (!(time >= 0 && time < Number.POSITIVE_INFINITY)) {
			throw new RangeError(`durations must be 0 or more, got ${time} at ${i}`);
		}
		if (time > longest) longest = time;
		whole &&= Number.isInteger(time);
	}
	return whole && longest < mostBoxes
		? countedMoments(durations, ended, longest)
		: sortedMoments(durations, ended);
}

function countedMoments(
	durations: ArrayLike<number>,
	ended: ArrayLike<number | boolean>,
	longest: number,
): Moment[] {
	const seen = new Float64Array(longest + 1);
	const left = new Float64Array(longest + 1);
	for (let i = 0; i < durations.length; i++) {
		const time = durations[i] as number;
		seen[time] = (seen[time] ?? 0) + 1;
		if (ended[i]) left[time] = (left[time] ?? 0) + 1;
	}
	const moments: Moment[] = [];
	seen.forEach((count, time) => {
		if (count > 0) moments.push({ time, left: left[time] ?? 0, seen: count });
	});
	return moments;
}

function sortedMoments(durations: ArrayLike<number>, ended: ArrayLike<number | boolean>): Moment[] {
	// Two sorts of plain numbers are several times faster than one of customers by their number.
	const all = Float64Array.from(durations).sort();
	const ends = Float64Array.from(durations)
		.filter((_, i) => Boolean(ended[i]))
		.sort();
	const moments: Moment[] = [];
	let last: Moment | undefined;
	let end = 0;
	for (const time of all) {
		if (last?.time !== time) {
			last = { time, left: 0, seen: 0 };
			moments.push(last);
			for (; ends[end] === time; end++) last.left++;
		}
		last.seen++;
	}
	return moments;
}

/**
 * Share still here after `time`, 0–1; null beyond the last time anybody was seen, unless by then
 * everybody had left.
 */
export function survivalAt(curve: KaplanMeier, time: number): number | null {
	if (!(time >= 0)) throw new RangeError(`time must be 0 or more, got ${time}`);
	if (curve.lastSeen === null) return null;
	if (time > curve.lastSeen && curve.steps.at(-1)?.survival !== 0) return null;
	const step = curve.steps.findLast((each) => each.time <= time);
	return step ? step.survival : 1;
}

export interface RestrictedMean {
	/** Average time as a customer within the limit, in the unit of the durations. */
	mean: number;
	standardError: number;
}

/**
 * How long customers stay on average within the first `limit`: the area under the curve up to it.
 * It exists where the plain average does not, because that would need the end of everybody. Null
 * when the limit lies beyond what was seen and somebody is still here, or without customers. Its
 * standard error is √Σ (area after t)²·d/(n(n−d)), Greenwood's formula carried over to the area.
 */
export function restrictedMean(curve: KaplanMeier, limit: number): RestrictedMean | null {
	if (!(limit >= 0 && Number.isFinite(limit))) {
		throw new RangeError(`limit must be 0 or more, got ${limit}`);
	}
	if (survivalAt(curve, limit) === null) return null;
	const steps = curve.steps.filter(({ time }) => time < limit);
	let variance = 0;
	let areaAfter = 0;
	let until = limit;
	for (const { time, atRisk, left, survival } of steps.toReversed()) {
		areaAfter += survival * (until - time);
		if (atRisk > left) variance += (areaAfter ** 2 * left) / (atRisk * (atRisk - left));
		until = time;
	}
	return { mean: until + areaAfter, standardError: Math.sqrt(variance) };
}
