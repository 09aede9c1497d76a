import { describe, expect, test } from 'vitest';
import { usualInputs, usualSeed } from '#models/model.ts';
import { estimatePoints } from '#models/points/estimate.ts';
import { pointsModel, type PointsInputs } from '#models/points/points.ts';
import { plausibleSpans } from '#models/points/plausible.ts';
import { roiRange } from '#models/points/range.ts';
import { simulatePoints } from '#models/points/simulation.ts';
import { differenceChart, profitChart } from '#simulators/points/charts.ts';
import { accountsWords } from '#simulators/points/accounts-words.ts';
import { firstPoints } from '#simulators/points/first.ts';
import { estimateWords } from '#simulators/points/estimate-words.ts';
import { inverseWords } from '#simulators/points/inverse-words.ts';
import { owedWords } from '#simulators/points/liability-words.ts';
import { buffersOf, doJob, mergeResults, mostForRange } from '#simulators/points/jobs.ts';
import * as blocks from '#simulators/points/question-words.ts';
import { answerQuestion, mostForDozens, type Progress } from '#simulators/points/questions.ts';
import {
	moneyReceipt,
	pointsReceipt,
	receiptTable,
	wholeLines,
	type ReceiptLine,
} from '#simulators/points/receipts.ts';
import * as roiWords from '#simulators/points/roi-words.ts';
import * as tables from '#simulators/points/tables.ts';
import { tornadoWords } from '#simulators/points/tornado-words.ts';
import * as who from '#simulators/points/who-charts.ts';
import * as words from '#simulators/points/words.ts';
import { number, signedNumber } from '#ui/format.ts';
import { noResponse } from '../support/no-response.ts';
import { amongStanding } from '../support/standing.ts';

const usual: PointsInputs = { ...usualInputs(pointsModel.inputs), simulatedCustomers: 300 };
const least = { setupCost: 30_000, fixedCostPerMonth: 3_000, costPerMemberMonth: 0.5 };

const settings: readonly { name: string; change: Partial<PointsInputs> }[] = [
	...pointsModel.presets.map(({ label, inputs }) => ({ name: label, change: inputs })),
	{ name: 'least spent on nothing', change: { pointValue: 0, ...least } },
	{ name: 'no points', change: { pointsPerHundred: 0 } },
	{ name: 'nobody joins', change: { enrolmentRate: 0 } },
	{ name: 'everybody joins', change: { enrolmentRate: 1 } },
	{ name: 'a single month', change: { months: 1 } },
	{ name: 'seven months', change: { months: 7 } },
	{ name: 'out of reach', change: { threshold: 500, expiryMonths: 1 } },
	{ name: 'thin margin', change: { marginRate: 0.01, pointsPerHundred: 20 } },
	{ name: 'at the least cost', change: least },
	{ name: 'two tiers', change: { tierCount: 'two' } },
	{ name: 'tiers that nobody joins', change: { tierCount: 'three', enrolmentRate: 0 } },
	{ name: 'tiers that everybody reaches', change: { tierCount: 'three', goldSpend: 100 } },
	{ name: 'nobody ever leaves', change: { firstYearChurn: 0 } },
];

/** Everything the simulator can say about a setting. */
function everything(change: Partial<PointsInputs>): string[] {
	const inputs = { ...usual, ...change };
	const outcome = pointsModel.run(inputs, usualSeed);
	const estimate = estimatePoints(inputs);
	const range = roiRange({ model: 'points', v: 1, inputs, seed: usualSeed }, 100);
	const said = [
		words.question(inputs),
		roiWords.answer(inputs, outcome),
		words.meaning(inputs, outcome),
		words.finding(inputs, outcome),
		estimateWords(inputs, outcome, estimate),
		words.howSure(range, inputs),
		tables.quarterTable(inputs, outcome),
		tables.customerTable(inputs, outcome),
		tables.assumptionTable(range),
		moneyReceipt(inputs, outcome),
		pointsReceipt(outcome),
		differenceChart(inputs, outcome),
		profitChart(inputs, outcome),
		blocks.paysWords(inputs, outcome),
		blocks.whyWords(outcome),
		blocks.gapWords(outcome),
		blocks.whoWords(outcome),
		owedWords(outcome),
		blocks.tierWords(inputs, outcome),
		who.decileChart(outcome),
		who.decileTable(outcome),
		who.gapTable(outcome),
		who.tierChart(inputs, outcome),
		who.tierTable(inputs, outcome),
	];
	return said.map((part) => JSON.stringify(part));
}

describe('what the simulator says', () => {
	test.each(settings)('is whole in every setting: $name', ({ change }) => {
		for (const part of everything(change)) {
			expect(part).not.toMatch(/NaN|Infinity|undefined|無限大/);
			// JSON writes null where a number is not finite.
			expect(part).not.toMatch(/"[xy]":null/);
		}
	});

	test.each(settings)(
		'under the bars stand signs that a phone has room for: $name',
		({ change }) => {
			const inputs = { ...usual, ...change };
			const { x } = who.decileChart(pointsModel.run(inputs, usualSeed));
			expect(Math.max(...x.categories.map((name) => name.length))).toBeLessThanOrEqual(2);
		},
	);

	test.each(settings)('has a headline whose lines may break: $name', ({ change }) => {
		const inputs = { ...usual, ...change };
		const { headline, text } = words.finding(inputs, pointsModel.run(inputs, usualSeed));
		expect(headline).toMatch(/\|/);
		expect(text).toMatch(/。$/);
	});

	test('adds the quarters up to the totals it prints', () => {
		const outcome = pointsModel.run({ ...usual, months: 7 }, usualSeed);
		const { rows, foot } = tables.quarterTable({ ...usual, months: 7 }, outcome);
		expect(rows).toHaveLength(3);
		expect(rows.at(-1)?.[0]).toBe('第7個月');
		expect(rows.at(-1)?.[3]).toBe(foot?.[3]);
	});
});

describe('what the simulator says is true', () => {
	const said = (change: Partial<PointsInputs>) => {
		const inputs = { ...usual, ...change };
		const outcome = pointsModel.run(inputs, usualSeed);
		const { headline, text } = words.finding(inputs, outcome);
		return {
			outcome,
			meaning: words.meaning(inputs, outcome),
			finding: headline + text,
			comparison: estimateWords(inputs, outcome, estimatePoints(inputs)).said,
			sure: words.howSure(
				roiRange({ model: 'points', v: 1, inputs, seed: usualSeed }, 100),
				inputs,
			),
		};
	};

	test('without members it is they who are missing, not the margin', () => {
		const { comparison, sure } = said({ enrolmentRate: 0 });
		expect(comparison).toContain('沒有會員');
		expect(comparison).not.toContain('毛利還不夠');
		expect(sure).toContain('ROI都是−100%');
		expect(sure).not.toMatch(/到−100%|調高/);
	});

	test('a loss that comes of assuming no response is not called certain', () => {
		const { sure } = said(noResponse);
		expect(sure).toContain('零乘幾倍還是零');
		expect(sure).toContain('ROI是−100%，靠的正是這個假設');
		expect(sure).not.toContain('不靠說不準的假設');
	});

	test.each([{ pointsPerHundred: 0 }, { pointValue: 0 }, { enrolmentRate: 0 }])(
		'where nobody gets anything the loss is certain, whatever is assumed: %o',
		(change) => {
			expect(said({ ...noResponse, ...change }).sure).toContain('不靠說不準的假設');
			expect(said(change).sure).toContain('不靠說不準的假設');
		},
	);

	test('one response assumed to be none is named, for the range cannot move it', () => {
		const { label } = pointsModel.inputs.churnReduction;
		expect(said({ churnReduction: 0 }).sure).toContain(`「${label}」假設成零`);
		expect(said({}).sure).not.toContain('假設成零');
	});

	test('worthless points cost nothing when redeemed, and no share of nothing is told', () => {
		const { finding, sure } = said({ pointValue: 0 });
		expect(finding).not.toContain('兌換的成本');
		expect(sure).not.toContain('調高');
	});

	test('a loss of business is called one, and why ROI falls below −100 %', () => {
		const { outcome, meaning, finding } = said({ threshold: 500, expiryMonths: 1 });
		expect(outcome.roi).toBeLessThan(-1);
		expect(meaning).toContain('毛利反而少賺');
		expect(meaning).toContain('ROI比−100%還低');
		expect(meaning).not.toMatch(/收回|多賺−/);
		expect(finding).toContain('反而少買');
		expect(finding).not.toMatch(/多買的?\|?(只有)?−/);
	});

	test('a difference that is small is not printed as none', () => {
		expect(roiWords.share(-0.0003)).toBe('−0.03%');
		expect(roiWords.share(0.039)).toBe('3.9%');
		expect(roiWords.share(0)).toBe('0%');
		expect(roiWords.share(0.000_002)).toBe('不到0.01%');
	});

	test('with everyone in, nothing is compared; with chance enrolment, chance is the reason', () => {
		expect(said({ enrolmentRate: 1 }).finding).not.toContain('兩回事');
		for (const seed of [1, 2, 3, 4, 5]) {
			const inputs = { ...usual, selfSelection: 0 };
			const { text } = words.finding(inputs, pointsModel.run(inputs, seed));
			expect(text).not.toContain('愛買的人');
		}
	});

	test('where nothing is spent there is no payback to speak of', () => {
		const inputs = {
			...usual,
			pointsPerHundred: 0,
			setupCost: 0,
			fixedCostPerMonth: 0,
			costPerMemberMonth: 0,
		};
		const chart = differenceChart(inputs, simulatePoints(inputs, usualSeed));
		expect(chart.finding).not.toContain('個月回本');
	});

	test.each([1, 2, 3, 4, 5, 6])(
		'both receipts add up to what the quarters print, seed %d',
		(seed) => {
			const outcome = pointsModel.run(usual, seed);
			const total = (lines: readonly ReceiptLine[]) =>
				lines.reduce((sum, { amount }) => sum + amount, 0);
			const { foot } = tables.quarterTable(usual, outcome);
			expect(signedNumber(total(moneyReceipt(usual, outcome)))).toBe(foot?.[3]);
			expect(number(total(pointsReceipt(outcome)))).toBe(foot?.[4]);
		},
	);

	test('CLV carries its convention and what it leaves out', () => {
		const { caption, rows } = tables.customerTable(usual, pointsModel.run(usual, usualSeed));
		expect(rows[0]?.[0]).toBe('CLV（元；C，36個月，未扣開辦與固定費）');
		expect(caption).toContain('沒有扣開辦費和每月固定費');
	});
});

test('a lift that halves in ten years has lost a fifth after three, and is told so', () => {
	const slowest = { ...usual, liftHalfLifeMonths: 120, months: 36 };
	expect(words.halfLifeHint(slowest)).toBe('三年後，效果還剩81%');
	expect(words.halfLifeHint({ ...slowest, liftHalfLifeMonths: 12 })).toBe('三年後，效果還剩13%');
	const sources = [
		pointsModel.inputs.liftHalfLifeMonths.source,
		plausibleSpans.response?.liftHalfLifeMonths?.source ?? '',
	];
	for (const source of sources) {
		expect(source).toContain('三年後');
		expect(source).toContain('還剩八成');
		expect(source).not.toContain('不衰退');
	}
});

test('the first answer is the one the model gives, a little lighter to carry', () => {
	const first = firstPoints({ threshold: 20 });
	const outcome = pointsModel.run(first.state.inputs, usualSeed);
	expect(first.outcome.roi).toBe(outcome.roi);
	expect(first.outcome.months.difference).toEqual(outcome.months.difference.map(Math.round));
	expect(first.outcome.months).not.toHaveProperty('owed');
	expect(JSON.stringify(first).length).toBeLessThan(6_000);
});

test.each(pointsModel.presets)(
	'the page prints the same sums as it comes and after a move: $label',
	({ inputs: preset }) => {
		const first = firstPoints(preset);
		const { inputs } = first.state;
		const printed = (outcome: typeof first.outcome) => [
			moneyReceipt(inputs, outcome),
			tables.quarterTable(inputs, outcome),
			who.decileTable(outcome),
		];
		expect(printed(first.outcome)).toEqual(printed(pointsModel.run(inputs, usualSeed)));
	},
	20_000,
);

test('an initial value outside its range starts where the simulator would put it', () => {
	expect(firstPoints({ threshold: 10_000 }).state.inputs.threshold).toBe(500);
});

const stateOf = (change: Partial<PointsInputs> = {}) => ({
	model: 'points',
	v: 1,
	inputs: { ...usual, ...change },
	seed: usualSeed,
});
const numberIn = (text: unknown) => Number(String(text).replaceAll(',', '').replace('−', '-'));

describe('with tiers', () => {
	test('their privileges have a line of the receipt, which adds up', () => {
		const { inputs } = stateOf({ tierCount: 'three' });
		const outcome = pointsModel.run(inputs, usualSeed);
		const lines = moneyReceipt(inputs, outcome);
		expect(lines.find(({ name }) => name === '等級禮遇')?.amount).toBe(
			-Math.round(outcome.cost.tiers),
		);
		const total = lines.reduce((sum, { amount }) => sum + amount, 0);
		expect(total).toBe(Math.round(outcome.net));
		expect(numberIn(receiptTable('', lines, '').foot?.[1])).toBe(total);
	});

	test('without them there is no line, no chart and no table', () => {
		const outcome = pointsModel.run(usual, usualSeed);
		expect(moneyReceipt(usual, outcome).map(({ name }) => name)).not.toContain('等級禮遇');
		expect(who.tierChart(usual, outcome)).toBeNull();
		expect(who.tierTable(usual, outcome)).toBeNull();
	});

	test('the preset says that it is an illustration', () => {
		const preset = pointsModel.presets.find(({ id }) => id === 'tiers');
		expect(preset?.note).toMatch(/^示意.*假設/);
	});
});

describe('questions', () => {
	/** The other ways of counting and the books, in words. */
	async function accounts(change: Partial<PointsInputs>) {
		const state = stateOf(change);
		const answer = await answerQuestion({ kind: 'accounts', state });
		if (answer.kind !== 'accounts') throw new Error(answer.kind);
		return accountsWords(answer, state.inputs);
	}

	test.each(settings)('about the books and other ways are whole: $name', async ({ change }) => {
		expect(JSON.stringify(await accounts(change))).not.toMatch(/NaN|Infinity|undefined|無限大/);
	});

	test('every row of the roll-forward adds up as printed, and so does the bridge', async () => {
		const { table, bridge } = (await accounts({ months: 16 })).liability;
		for (const row of [...table.rows, table.foot ?? []]) {
			const [opening = 0, deferred = 0, recognised = 0, closing] = row.slice(1, 5).map(numberIn);
			expect(opening + deferred - recognised).toBe(closing);
		}
		expect(bridge.reduce((sum, { amount }) => sum + amount, 0)).toBe(numberIn(table.foot?.[4]));
		expect(bridge[0]?.amount).toBe(numberIn(table.foot?.[7]));
	});

	test('the four ways end at the ROI that the simulator shows', async () => {
		const state = stateOf();
		const { ways } = await accounts({});
		const roi = roiWords.roiWords(pointsModel.run(state.inputs, state.seed).roi);
		expect(ways.ways).toHaveLength(4);
		expect(ways.ways.at(-1)?.roi).toBe(roi);
		for (const { table } of ways.ways) if (table) expect(table.foot?.[3]).toBe(roi);
		expect(ways.said).toContain(`「因計畫而多的毛利」說${roi}`);
		expect(ways.ways[0]?.difference).toContain('扣掉會員沒有計畫也會買的');
	});

	test('without non-members the gap cannot be counted, and it is said why', async () => {
		const { ways } = await accounts({ enrolmentRate: 1 });
		expect(ways.ways[1]).toMatchObject({ roi: '算不出來' });
		expect(ways.ways[1]?.difference).toContain('沒有非會員');
	});

	test('what matters most comes first, with progress on the way', async () => {
		const heard: Progress[] = [];
		const result = await answerQuestion(
			{ kind: 'tornado', state: stateOf(), groups: ['decisions'] },
			(word) => heard.push(word),
		);
		if (result.kind !== 'tornado') throw new Error(result.kind);
		const answer = tornadoWords(result.tornado, result.state);
		expect(heard.at(-1)?.done).toBe(heard.at(-1)?.total);
		expect(answer.said).toContain(`最重要的是「${answer.bars[0]?.name}」`);
		expect(answer.bars.length).toBeLessThanOrEqual(8);
		expect(new Set(answer.bars.map(({ name }) => name)).size).toBe(answer.bars.length);
		expect(answer.table.rows.every((row) => String(row[5]).length > 0)).toBe(true);
	});

	test('of a large sample dozens of runs take fewer, and what is said goes by those', async () => {
		const result = await answerQuestion({
			kind: 'tornado',
			state: stateOf({ simulatedCustomers: 20_000, months: 1 }),
			groups: [],
		});
		if (result.kind !== 'tornado') throw new Error(result.kind);
		expect(result.state.inputs.simulatedCustomers).toBe(mostForDozens);
		expect(tornadoWords(result.tornado, result.state).said).toContain('每次模擬5,000人');
	});

	test('where nothing matters, nothing is called most important', () => {
		const row = { group: 'response', from: 0, to: 1, source: '假設', swing: 0 } as const;
		const rows = [{ ...row, name: 'lift' as const, roiAtFrom: -1, roiAtTo: -1 }];
		const { said, bars } = tornadoWords({ roi: -1, rows }, stateOf());
		expect(said).not.toContain('最重要');
		expect(bars).toHaveLength(0);
	});

	test('a target that can be met says where, and one that cannot says how far it goes', async () => {
		const ask = async (targetRoi: number, name: 'pointsPerHundred' | 'customers') => {
			const result = await answerQuestion({ kind: 'inverse', state: stateOf(), name, targetRoi });
			if (result.kind !== 'inverse') throw new Error(result.kind);
			return inverseWords(result.inverse, result.state);
		};
		const met = await ask(0, 'pointsPerHundred');
		const never = await ask(9, 'pointsPerHundred');
		const always = await ask(-5, 'customers');
		expect(met.said).toMatch(/要讓ROI達到0%，「每消費100元送」要.*點/);
		expect(met.values.length).toBeGreaterThan(0);
		for (const { value } of met.values) {
			const { roi } = pointsModel.run({ ...usual, pointsPerHundred: value }, usualSeed);
			expect(Math.abs(roi ?? 9)).toBeLessThan(0.05);
		}
		expect(never.said).toMatch(/^單靠「每消費100元送」辦不到/);
		// From 1.5 to 2 points ROI is as good as the same: no digit beyond the second means anything.
		expect(never.said).toMatch(/（大約\d(\.\d)?點時）/);
		expect(never.values).toHaveLength(0);
		expect(always.said).toContain('ROI都在−500%以上');
	});

	test('two stretches that meet the target are both told', () => {
		const at = (value: number, height: number) => ({ value, height });
		const crossing = (value: number, rising: boolean) => ({
			kind: 'reached' as const,
			rising,
			...at(value, 0),
			from: at(value, 0),
			to: at(value, 0),
		});
		const { said } = inverseWords(
			{
				kind: 'crossings',
				name: 'threshold',
				targetRoi: 0,
				tried: [at(1, 0.1), at(50, -0.1), at(500, 0.2)],
				best: at(500, 0.2),
				worst: at(50, -0.1),
				crossings: [crossing(20, false), crossing(80, true)],
			},
			stateOf(),
		);
		expect(said).toContain('要不超過20點，或至少80點；現在是30點');
	});
});

describe('a large sample', () => {
	const state = stateOf({ simulatedCustomers: 10_000, months: 3 });

	test('cut in two it gives the answer of the whole', () => {
		const shares = [0, 1].map((part) => doJob({ kind: 'share', state, part }));
		expect(shares.flatMap(buffersOf)).toHaveLength(2);
		expect(mergeResults(state, shares)).toEqual(doJob({ kind: 'run', state }));
	});

	test('has its range worked out with fewer, and says so', () => {
		const result = doJob({ kind: 'range', state });
		if (result.kind !== 'range') throw new Error(result.kind);
		expect(result.sample).toBe(mostForRange);
		const said = words.howSure(result.range, state.inputs, {
			sample: result.sample,
			shown: 10_000,
		});
		expect(said).toContain('真正說不準的比這更寬');
		expect(said).toContain('每次只模擬5,000人');
		expect(said).not.toContain('調高');
	});
});

test('lines in whole numbers add up to the whole of their sum', () => {
	const lines = wholeLines(
		[0.4, 0.4, 0.4].map((amount, index) => ({ name: String(index), amount })),
	);
	expect(lines.map(({ amount }) => amount).sort()).toEqual([0, 0, 1]);
});

// Those who have been on the list for three years were drawn apart from the product's simulator.
test('that everybody is taken for a newcomer is said, and which way it errs', () => {
	const [first] = words.leftOut;
	expect(first).toMatch(/今天剛加入.*流失偏高、CLV偏低.*靠留住人的計畫，ROI偏高，靠多買的偏低/);
	const only = {
		staying: { churnReduction: 0.15, lift: 0, goalGradient: 0, rewardedLift: 0 },
		buying: { churnReduction: 0, lift: 0.1 },
	};
	const moved = Object.values(only).map((change) => {
		const inputs = { ...usual, ...change, firstYearChurn: 0.4, simulatedCustomers: 2_000 };
		const fresh = pointsModel.run(inputs, usualSeed);
		const standing = amongStanding(inputs, usualSeed, 3);
		expect(standing.with.churn12).toBeLessThan((fresh.with.churn12 ?? 0) - 0.05);
		expect(standing.with.clv).toBeGreaterThan(1.1 * fresh.with.clv);
		return (standing.roi ?? Number.NaN) - (fresh.roi ?? Number.NaN);
	});
	expect(moved[0]).toBeLessThan(-0.05);
	expect(moved[1]).toBeGreaterThan(0.03);
});
