import { comesWhole } from '#models/model.ts';
import { pointsTiers, type PointsInputs } from './inputs.ts';
import { numberRowOf, type NumberName } from './number-inputs.ts';
import { usualPlausible } from './range.ts';

/**
 * How far each input may plausibly lie from where it stands. Nobody has measured most of them, so
 * the spans are assumptions too, and say so; what they are for is one question: which of the things
 * we do not know matters most.
 */
export interface PlausibleSpan {
	/** `times` the present value, `plus` added to it, or the ends themselves. */
	readonly by: 'times' | 'plus' | 'ends';
	readonly low: number;
	readonly high: number;
	/** zh-TW: who found the span, or 假設. */
	readonly source: string;
}

export type PlausibleSpans = Readonly<Partial<Record<NumberName, PlausibleSpan>>>;

const times = (low: number, high: number, source = '假設'): PlausibleSpan => ({
	by: 'times',
	low,
	high,
	source,
});
const plus = (amount: number, source = '假設'): PlausibleSpan => ({
	by: 'plus',
	low: -amount,
	high: amount,
	source,
});
const ends = (low: number, high: number, source = '假設'): PlausibleSpan => ({
	by: 'ends',
	low,
	high,
	source,
});

/** What we assume of how customers respond. */
const response = {
	lift: times(...usualPlausible.lift, '假設：大約一半到一倍半'),
	lightWeighting: times(
		...usualPlausible.lightWeighting,
		'方向見Liu（2007）：輕度買家反應較大；差多少是假設',
	),
	liftHalfLifeMonths: ends(
		8,
		120,
		'Meyer-Waarden與Benavent（2009）：六到九個月後變淡；另一端假設衰退得慢，三年後還剩八成',
	),
	goalGradient: times(0.5, 1.5),
	goalSensitiveShare: times(0.5, 1.5),
	goalShiftedShare: ends(0, 1, '假設：從全是多買到全只是提早買'),
	rewardedLift: times(...usualPlausible.rewardedLift),
	rewardedMonths: times(0.5, 2),
	noticeableReward: times(0.5, 2),
	monthsForHalfPull: times(0.5, 2),
	churnReduction: times(...usualPlausible.churnReduction, '假設：從留不住人到兩倍'),
	expiryResentment: times(...usualPlausible.expiryResentment),
	statusLift: times(0, 2),
	statusChurnReduction: times(0, 2),
	demotionResentment: times(0, 2),
	redeemProbability: times(0.7, 1.3),
	displacedShare: plus(0.2),
	valueForHalfResponse: times(0.5, 2),
} as const satisfies PlausibleSpans;

/** What we believe of who the customers are; a company's own records can narrow these. */
const customers = {
	customers: times(0.9, 1.1),
	purchasesPerMonth: times(0.9, 1.1),
	purchaseEvenness: times(0.7, 1.4),
	orderValue: times(0.9, 1.1),
	marginRate: plus(0.03),
	firstYearChurn: times(0.7, 1.3),
	enrolmentRate: plus(0.1),
	selfSelection: times(0, 2),
} as const satisfies PlausibleSpans;

const oneFifth = times(0.8, 1.2, '假設：決策多兩成或少兩成，看哪一個最值得再想');

/** Decisions are not unknown; moving them by a fifth shows which is worth another thought. */
const decisions = {
	pointsPerHundred: oneFifth,
	pointValue: oneFifth,
	threshold: oneFifth,
	expiryMonths: oneFifth,
	setupCost: oneFifth,
	fixedCostPerMonth: oneFifth,
	costPerMemberMonth: oneFifth,
	goldSpend: oneFifth,
	goldMultiplier: oneFifth,
	goldCostPerYear: oneFifth,
	platinumSpend: oneFifth,
	platinumMultiplier: oneFifth,
	platinumCostPerYear: oneFifth,
} as const satisfies PlausibleSpans;

export const plausibleSpans = { response, customers, decisions } as const;
export type PlausibleGroup = keyof typeof plausibleSpans;

const withTiers: readonly NumberName[] = [
	...(Object.keys(pointsTiers) as (keyof typeof pointsTiers)[]).filter(
		(name) => name !== 'tierCount' && name !== 'downgradeRule',
	),
	'statusLift',
	'statusChurnReduction',
	'demotionResentment',
];

/** Whether the input changes nothing as things stand, because the tiers it speaks of do not exist. */
export function isIdle(name: NumberName, { tierCount }: Pick<PointsInputs, 'tierCount'>): boolean {
	if (tierCount === 'none') return withTiers.includes(name);
	return tierCount === 'two' && name.startsWith('platinum');
}

/**
 * The span's two ends around a value, in the input's own unit, kept within its row. Where only
 * whole months or points exist the ends are rounded outwards, so that a span is never lost.
 */
export function endsOf(
	name: NumberName,
	value: number,
	span: PlausibleSpan,
): readonly [from: number, to: number] {
	const row = numberRowOf(name);
	const at = (end: number) =>
		span.by === 'times' ? value * end : span.by === 'plus' ? value + end : end;
	const [low, high] = [at(span.low), at(span.high)].sort((a, b) => a - b) as [number, number];
	// Twelve digits: 0.3, not 0.30000000000000004, in the picture and in the address; and a tenth more
	// than 12,000 customers is not rounded outwards to one more.
	const fit = (end: number, outwards: (end: number) => number) => {
		const clean = Number(end.toPrecision(12));
		return Math.min(row.max, Math.max(row.min, comesWhole(row) ? outwards(clean) : clean));
	};
	return [fit(low, Math.floor), fit(high, Math.ceil)];
}
