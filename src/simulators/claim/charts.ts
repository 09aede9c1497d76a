import type { ClaimInputs } from '#models/churn/claim-inputs.ts';
import { claimInputs } from '#models/churn/claim-inputs.ts';
import { mapAxes } from '#models/churn/claim-region.ts';
import type { ClaimOutcome } from '#models/churn/claim-model.ts';
import { famousClaim } from '#models/churn/claim.ts';
import {
	pointsFrom,
	type Callout,
	type LineChartSpec,
	type LineSeries,
	type ReferenceLine,
} from '#ui/chart-spec.ts';
import { standNames } from '../compare-stands.ts';
import { exactPercent } from '../digits.ts';
import { claimed, firmWords, gainWords, lessHereWords, lessWords, verdictOf } from './words.ts';

/** Where a setting stands on the map. */
interface Stand {
	inputs: ClaimInputs;
	outcome: ClaimOutcome;
}

export const axisNames = {
	discount: '年折現率',
	growth: '毛利每年成長',
	acquisitionShare: '取得成本占原本價值的',
} as const;

export const heightOf = (inputs: ClaimInputs): number =>
	inputs.across === 'discount'
		? inputs.discountPerYear
		: inputs.across === 'growth'
			? inputs.growth
			: inputs.acquisitionShare;

const standsAt = ({ inputs, outcome }: Stand, name: string): Callout => ({
	x: inputs.retentionPerYear,
	y: heightOf(inputs),
	lines: [`${name}：${gainWords(outcome.claim)}`],
});

/** Where so few leave that there are not as many points to lose: the map bends there. */
function shortWords({ reduction, reductionKind }: ClaimInputs): string {
	const bend = 1 - reduction;
	const seen =
		reductionKind === 'points' && reduction > 0 && bend < claimInputs.retentionPerYear.max;
	return seen
		? `留存率超過${exactPercent(bend)}之後，流失的本來就不夠少這麼多，最多降到0%，所以底色轉彎。`
		: '';
}

/** Where the claim is true: retention against one other condition, with the present spot on it. */
export function mapChart(now: Stand, pinned?: Stand): LineChartSpec {
	const { inputs, outcome } = now;
	const { across } = inputs;
	const { min, max } = mapAxes[across];
	const contour = (id: 'a' | 'b', name: string, at: 'atLow' | 'atHigh'): LineSeries[] => {
		const inside = outcome.region.map((spot) => spot[at] !== null);
		const first = inside.indexOf(true);
		// Where a contour leaves the map and comes back, it runs along the edge in between.
		const points = outcome.region
			.slice(first, inside.lastIndexOf(true) + 1)
			.map(({ retention, from, to }) => ({
				x: retention,
				y: (across === 'discount') === (at === 'atLow') ? to : from,
			}));
		if (first === -1) return [];
		return [{ id, name, points }];
	};
	const somewhere = outcome.region.some(({ from, to }) => to > from);
	// Two spots of different maps must not be read off the same one.
	const comparable = pinned !== undefined && pinned.inputs.across === across;
	return {
		kind: 'line',
		finding: `橫軸是原本的年留存率，縱軸是${axisNames[across]}。${
			somewhere
				? `有底色的地方，${lessWords(inputs)}的價值增加在${claimed}之內`
				: `這張圖上沒有一個地方的增加在${claimed}之內`
		}。現在的位置是留存率${exactPercent(inputs.retentionPerYear)}、${axisNames[across]}${exactPercent(heightOf(inputs))}，${verdictOf(outcome.claim)}。${
			comparable
				? `釘住的設定是留存率${exactPercent(pinned.inputs.retentionPerYear)}、${axisNames[across]}${exactPercent(heightOf(pinned.inputs))}，${verdictOf(pinned.outcome.claim)}。`
				: ''
		}`,
		caption: somewhere
			? `有底色的地方，「多${claimed}」才成立。虛線上剛好${exactPercent(famousClaim.from)}，實線上剛好${exactPercent(famousClaim.to)}；其他條件照現在的設定。${shortWords(inputs)}`
			: `照現在的設定，這張圖上沒有一個地方落在${claimed}之內。`,
		x: {
			label: '原本的年留存率',
			unit: '留存率',
			format: 'percent',
			min: claimInputs.retentionPerYear.min,
			max: claimInputs.retentionPerYear.max,
		},
		y: { label: `${axisNames[across]}（%）`, format: 'percent', min, max },
		series: [
			...contour('a', `+${exactPercent(famousClaim.from)}`, 'atLow'),
			...contour('b', `+${exactPercent(famousClaim.to)}`, 'atHigh'),
		],
		bands: somewhere
			? [
					{
						look: 'range',
						name: `在${claimed}之內`,
						points: outcome.region.map(({ retention, from, to }) => ({
							x: retention,
							low: from,
							high: to,
						})),
					},
				]
			: [],
		callouts: [
			...(comparable ? [standsAt(pinned, standNames.pinned)] : []),
			standsAt(now, comparable ? standNames.now : '現在'),
		],
	};
}

/** What the firm sees: its base, and with it profit, grows over years towards its new size. */
export function firmChart(inputs: ClaimInputs, outcome: ClaimOutcome): LineChartSpec {
	const { firm, claim } = outcome;
	const end = firm.byPeriod.at(-1) ?? 0;
	const references: ReferenceLine[] = [];
	let highest = end;
	if (claim.kind === 'change' && claim.gain > 0 && claim.gain < Math.max(0.02, end) * 4) {
		highest = Math.max(end, claim.gain);
		references.push({
			axis: 'y',
			at: claim.gain,
			look: 'dotted',
			label: `一位客戶的終身價值 ${gainWords(claim)}`,
		});
	}
	return {
		kind: 'line',
		shape: 'flat',
		finding: `${lessHereWords(inputs)}之後，${firmWords(outcome)}`,
		caption:
			'公司的客戶數（每人毛利不變時，也就是利潤）比原來多多少。新客人數每年一樣多，花費還沒扣。',
		x: { label: '年', unit: '年', format: 'number', whole: true, min: 0 },
		y: {
			label: '客戶數比原來多（%）',
			format: 'percent',
			min: 0,
			// Room above the line across the plot for its name.
			...(firm.byPeriod.some((more) => more > 0) ? { max: 1.25 * highest } : {}),
		},
		series: [
			{
				id: 'b',
				name: '客戶數',
				endLabel: [`+${exactPercent(end, 1)}`],
				points: pointsFrom(firm.byPeriod),
			},
		],
		references,
	};
}
