import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { drawCustomers } from '#models/points/customers.ts';
import { seededRandom } from '#models/random.ts';
import { readContent } from '#server/content.ts';
import { revised } from '#server/practice/decide.ts';
import { numberFields, textFields, type NumberField, type TextField } from '#workflow/design.ts';
import type { WrittenFields } from '#workflow/words.ts';
import {
	decides,
	errorOf,
	measuredIn,
	practiceCase,
	ruleOnInterval,
	type Rule,
} from '../support/written-design.ts';

/**
 * What the simulated students of the practice class say in figures, held against the model of the
 * very design that it stands in. A figure that nobody reckons again is not to be written.
 */
const words = readContent(join(import.meta.dirname, '..', '..', 'content'));
const company = practiceCase(words);

type Measured = ReturnType<typeof measuredIn>;
interface Saying {
	/** A group a figure; a number outside the groups is part of the words. */
	pattern: RegExp;
	/**
	 * What the figures are of a design, of the one before it, and of the figures themselves where one
	 * of them is a question.
	 */
	measures: (now: Measured, before: Measured, said: readonly number[]) => readonly number[];
}

const n = '([−\\d.,]+)';
const saying = (words_: string, measures: Saying['measures']): Saying => ({
	pattern: new RegExp(words_.replaceAll('N', n), 'g'),
	measures,
});
const inTenThousands = (amount: number) => amount / 10_000;
const cost = ({ outcome }: Measured) => inTenThousands(outcome().cost.total);
const net = ({ outcome }: Measured) => inTenThousands(outcome().net);
const roi = ({ outcome }: Measured) => 100 * (outcome().roi ?? Number.NaN);
const lift = ({ outcome }: Measured) => 100 * (outcome().causalLift ?? Number.NaN);
const face = ({ inputs }: Measured) => inputs.threshold * inputs.pointValue;
const revenue = ({ outcome }: Measured) => outcome().revenue.members.with;

const errorOfAll = (now: Measured) =>
	errorOf(now.all().changeSpread, now.all().people, now.heldOut);
const errorOfLight = (now: Measured) =>
	errorOf(now.light().spread, now.light().people, now.heldOut);
/** As a rule's lines are written and kept: to a hundredth of a visit. */
const inHundredths = (visits: number) => Number(visits.toFixed(2));
const halfOfPay = (now: Measured) => inHundredths(now.gapToPay() / 2);
/** How a rule on everybody decides where the programme does what the model says, and nothing. */
const decidesOnAll = (now: Measured, rule: Rule) => ({
	works: decides(now.all().gap, errorOfAll(now), rule),
	fails: decides(0, errorOfAll(now), rule),
});
/** The better team's: its lines are for the difference that is found, not for the interval's ends. */
const ruleOfAll = (now: Measured) =>
	decidesOnAll(now, {
		stopsBelow: halfOfPay(now),
		goesOnAbove: inHundredths(now.gapToPay()),
	});
/** The one that it does without. */
const intervalOfAll = (now: Measured) =>
	decidesOnAll(now, ruleOnInterval(now.gapToPay(), errorOfAll(now)));
const ruleOfLight = (now: Measured) => {
	const error = errorOfLight(now);
	const rule = ruleOnInterval(now.lightGapToPay(), error);
	return { works: decides(now.light().gap, error, rule), fails: decides(0, error, rule) };
};

const sayings: readonly Saying[] = [
	// The rules.
	saying('買100元送N點', ({ inputs }) => [inputs.pointsPerHundred]),
	saying('滿N點折N元', (now) => [now.inputs.threshold, face(now)]),
	saying('回饋從N點降到N點', (now, before) => [
		before.inputs.pointsPerHundred,
		now.inputs.pointsPerHundred,
	]),
	saying('門檻跟著從N點降到N點', (now, before) => [before.inputs.threshold, now.inputs.threshold]),
	saying('一次買N元就有N點', ({ inputs }) => [
		inputs.orderValue,
		(inputs.orderValue * inputs.pointsPerHundred) / 100,
	]),
	// Two or three cups an order, the case says.
	saying('一杯要N到N元', ({ inputs }) => [inputs.orderValue / 3, inputs.orderValue / 2]),
	// Who there is.
	saying('一個月來一到兩次的客人，占登記名單N%', (now) => [100 * now.lightShare()]),
	saying('估計約N人會加入', (now) => [100 * Math.round(now.lightMembers() / 100)]),
	saying('一個月不到一次的人占N%', (now) => [100 * now.rareShare()]),
	// How far the reward is.
	saying('一個月來N次的人等N個月就能折第一次', (now, _, [visits = Number.NaN]) => [
		visits,
		now.wait(visits),
	]),
	saying('有N%的會員在效期內湊不滿', ({ outcome }) => [
		100 * (1 - (outcome().canReachShare ?? Number.NaN)),
	]),
	saying('買最多的一成客人拿走N%的獎勵，買最少的一半只拿N%', (now) => [
		100 * now.rewardShareOfTopTenth(),
		100 * now.rewardShareOfLowerHalf(),
	]),
	// Three years.
	saying('總成本N萬元', (now) => [cost(now)]),
	saying('總成本從N萬元降到N萬元', (now, before) => [cost(before), cost(now)]),
	saying('淨賺N萬元', (now) => [net(now)]),
	saying('淨賺從N萬元變成N萬元', (now, before) => [net(before), net(now)]),
	saying('從賠N萬元變成賺N萬元', (now, before) => [-net(before), net(now)]),
	saying('會員多買N%', (now) => [lift(now)]),
	saying('會員多買的從N%變成N%', (now, before) => [lift(before), lift(now)]),
	saying('會員三年會跟我們買N萬元', (now) => [inTenThousands(revenue(now))]),
	saying('花1元就有N元的營業額', (now) => [revenue(now) / now.outcome().cost.total]),
	saying('每一種反應都只有假設的N%，剛好打平；都只有一半，ROI是N%', (now) => [
		100 * now.breakEven(),
		100 * now.roiWith(0.5),
	]),
	saying('ROI是N%', (now) => [roi(now)]),
	saying('ROI從N%變成N%', (now, before) => [roi(before), roi(now)]),
	// Half a year with a group to compare.
	saying('六個月平均會從每人每月N次掉到N次', (now) => [now.visitsBefore(), now.all().without]),
	saying('有點數的人是N次', (now) => [now.all().with]),
	saying('兩組差的N次', (now) => [now.all().gap]),
	saying('試算是多N次', (now) => [now.light().gap]),
	saying('直接比兩組的平均，N%的誤差有±N次', (now) => [
		95,
		1.96 * errorOf(now.all().spread, now.all().people, now.heldOut),
	]),
	saying('兩組再相減，誤差縮到±N次', (now) => [1.96 * errorOfAll(now)]),
	saying('兩組再相減，N%的誤差是±N次', (now) => [95, 1.96 * errorOfAll(now)]),
	saying('只有一千多位偶爾來的客人，N%的誤差是±N次', (now) => [95, 1.96 * errorOfLight(now)]),
	saying('不到N次，約是打平要的一半，就停止發點', (now) => [halfOfPay(now)]),
	saying('超過N次，也就是打平要的差別，就全部開放', (now) => [now.gapToPay()]),
	saying('人就這麼多，N%的範圍常常', () => [95]),
	saying('N%的範圍整段都不到N次才停，一點效果都沒有時，會停的機會只有N%', (now) => [
		95,
		now.gapToPay(),
		100 * intervalOfAll(now).fails.stops,
	]),
	saying('偶爾來的客人多來幾次的N%範圍，整段都不到N次就停，不到這個數字會賠', (now) => [
		95,
		now.lightGapToPay(),
	]),
	saying('偶爾來的客人多來幾次的N%範圍', () => [95]),
	saying('一點效果都沒有，會停的機會也只有N%', (now) => [100 * ruleOfLight(now).fails.stops]),
	saying('誤停的機會是N%，全部開放的機會是N%', (now) => [
		100 * ruleOfAll(now).works.stops,
		100 * ruleOfAll(now).works.goesOn,
	]),
	saying('一點效果都沒有時，會停的機會是N%，誤開的機會是N%', (now) => [
		100 * ruleOfAll(now).fails.stops,
		100 * ruleOfAll(now).fails.goesOn,
	]),
];

const spreadOf = (values: readonly number[]) => {
	const mean = values.reduce((total, value) => total + value, 0) / values.length;
	return Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length);
};

const numberIn = (said: string) => Number(said.replaceAll(',', '').replace('−', '-'));
/** As the text writes it: to its number of decimals. */
const asSaid = (value: number, said: string) =>
	value.toFixed(said.split('.')[1]?.length ?? 0).replace('-', '−');

/** What is wrong in one text: figures that are others, and those that nothing here reckons. */
function wrongIn(text: string, now: Measured, before: Measured): string[] {
	const wrong: string[] = [];
	let rest = text;
	// In their order, for a longer saying may hold a shorter one's words.
	for (const { pattern, measures } of sayings) {
		rest = rest.replace(pattern, (sentence: string, ...matched: unknown[]) => {
			const said = matched.slice(0, pattern.source.split(n).length - 1).map(String);
			const found = measures(now, before, said.map(numberIn));
			found.forEach((value, at) => {
				const written = said[at]?.replaceAll(',', '') ?? '';
				const right = asSaid(value, written);
				if (written !== right) wrong.push(`「${sentence}」：${written}應該是${right}`);
			});
			return '';
		});
	}
	const unknown = rest.match(/[^，。；：]*\d[^，。；：]*/g) ?? [];
	return [...wrong, ...unknown.map((part) => `「${part}」的數字沒有人重算`)];
}

const textsOf = (written: WrittenFields) =>
	(Object.keys(textFields) as TextField[]).map((field) => written[field] ?? '');
const wrongInAll = (written: WrittenFields, now: Measured, before: Measured) =>
	textsOf(written).flatMap((text) => wrongIn(text, now, before));

/** Every slider at another place than the students' own. */
const patches: readonly Partial<Record<NumberField, number>>[] = [
	{ pointsPerHundred: 1.5 },
	{ pointsPerHundred: 4, threshold: 120, pointValue: 0.5, expiryMonths: 6 },
	Object.fromEntries(Object.entries(numberFields).map(([field, { max }]) => [field, max])),
];

describe.each(words.practice.teams)('$first.planName', (team) => {
	const { first, revision, rebuttal } = team;
	const second = { ...first, ...revision };
	const [atFirst, atSecond] = [first, second].map((each) => measuredIn(each, company)) as [
		Measured,
		Measured,
	];

	test('every figure of both versions is the model’s', () => {
		expect(wrongInAll(first, atFirst, atFirst)).toEqual([]);
		expect(wrongInAll(second, atSecond, atFirst)).toEqual([]);
	});

	test.each(patches)('after the lecturer’s %o too, and no answer names any', (patch) => {
		const patched = { ...first, ...revised(team, patch) };
		const now = measuredIn(patched, company);
		expect(wrongInAll(patched, now, atFirst)).toEqual([]);
		expect(rebuttal).not.toMatch(/\d/);
	});

	// A rule that stops what works as readily as it goes on with it decides nothing, nor does one that
	// mostly lets run what does nothing; who has no better one is to say so.
	test('where it says when to stop, the rule tells what works from what does not, or says that it cannot', () => {
		for (const [written, at] of [
			[first, atFirst],
			[second, atSecond],
		] as const) {
			const { risks = '' } = written;
			if (/兩組差/.test(risks)) {
				const { works, fails } = ruleOfAll(at);
				expect(works.stops).toBeLessThan(0.1);
				expect(works.goesOn).toBeGreaterThan(2 / 3);
				expect(fails.goesOn).toBeLessThan(0.05);
				expect(fails.stops).toBeGreaterThan(0.75);
			}
			if (/偶爾來的客人/.test(risks)) {
				expect(ruleOfLight(at).fails.stops).toBeLessThan(0.5);
				expect(risks).toMatch(/會停的機會也只有.*還沒想好/);
			}
		}
	});
});

/** How many come in a month or more, where so many do on average (Knuth's way). */
function counted(mean: number, random: () => number): number {
	let count = -1;
	for (let left = 1; left > Math.exp(-mean); left *= random()) count++;
	return count;
}

test('people who come and leave by chance differ by as much as the reckoning of the error says', () => {
	const [team] = words.practice.teams;
	if (!team) throw new Error('no team');
	const at = measuredIn(team.first, company);
	const members = drawCustomers(at.inputs, 1).filter(({ member }) => member);
	const random = seededRandom(2);
	const [months, times] = [6, 100];
	const drawn = { all: { after: [], change: [] }, light: { after: [], change: [] } } as Record<
		'all' | 'light',
		Record<'after' | 'change', number[]>
	>;
	for (const { rate, churnPerMonth } of members) {
		for (let time = 0; time < times; time++) {
			let after = 0;
			for (let month = 0; month < months; month++) {
				after += counted(rate, random) / months;
				if (random() < churnPerMonth) break;
			}
			const change = after - counted(rate * months, random) / months;
			for (const of of rate >= 1 && rate <= 2 ? [drawn.all, drawn.light] : [drawn.all]) {
				of.after.push(after);
				of.change.push(change);
			}
		}
	}
	// The programme's effect of some hundredths of a visit leaves the spread as it is.
	for (const who of ['all', 'light'] as const) {
		expect(at[who]().spread / spreadOf(drawn[who].after)).toBeCloseTo(1, 1);
		expect(at[who]().changeSpread / spreadOf(drawn[who].change)).toBeCloseTo(1, 1);
	}
});

test('the better team’s revision lets light buyers wait no longer, and pays more in both ways', () => {
	const [team] = words.practice.teams;
	if (!team) throw new Error('no team');
	const before = measuredIn(team.first, company);
	const now = measuredIn({ ...team.first, ...team.revision }, company);
	expect(now.wait(1.5)).toBeCloseTo(before.wait(1.5), 9);
	expect(now.outcome().net).toBeGreaterThan(before.outcome().net);
	expect(roi(now)).toBeGreaterThan(roi(before));
});

test('a figure that moved, and one that nobody reckons, are both found', () => {
	const [team] = words.practice.teams;
	if (!team) throw new Error('no team');
	const at = measuredIn(team.first, company);
	const wrong = wrongIn('三年總成本9萬元，客人有7位，ROI是1.0%。', at, at);
	expect(wrong).toHaveLength(3);
	expect(wrong[0]).toMatch(/9應該是\d+/);
	expect(wrong.at(-1)).toContain('客人有7位');
});
