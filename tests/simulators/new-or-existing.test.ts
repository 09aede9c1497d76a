import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	choiceInputs,
	choiceModel,
	choicePresets,
	type ChoiceInputs,
} from '#models/churn/new-or-existing-model.ts';
import { usualInputs } from '#models/model.ts';
import {
	budgetTable,
	equityChart,
	ratioChart,
	sidesTable,
} from '#simulators/new-or-existing/figures.ts';
import {
	answerOf,
	betterOf,
	budgetWords,
	conventions,
	findingOf,
	hintsOf,
	meansOf,
	newCustomerWords,
	question,
	spendWords,
} from '#simulators/new-or-existing/words.ts';

const at = (inputs: Partial<ChoiceInputs> = {}): ChoiceInputs => ({
	...usualInputs(choiceInputs),
	...inputs,
});
const shown = (given: Partial<ChoiceInputs> = {}) => {
	const inputs = at(given);
	const outcome = choiceModel.run(inputs, 1);
	const { budget } = outcome;
	return {
		outcome,
		words: {
			question: question(inputs),
			answer: answerOf(outcome),
			means: meansOf(inputs, outcome),
			finding: findingOf(inputs, outcome),
			budget: budgetWords(budget),
			spend: spendWords(inputs, outcome),
			customer: newCustomerWords(inputs, outcome),
			hints: hintsOf(inputs),
			charts: [ratioChart(inputs, outcome), ...(budget.ok ? [equityChart(budget)] : [])],
			tables: [sidesTable(inputs, outcome), ...(budget.ok ? [budgetTable(budget)] : [])],
		},
	};
};

describe('the rule of five', () => {
	test('is about what is spent, not about what is bought', () => {
		const { words } = shown();
		expect(words.answer).toMatchObject({ figure: '1', suffix: '元' });
		expect(words.answer.after).toContain('買到3元');
		expect(words.means).toContain('真正留住一位要3,000元');
		expect(words.finding.headline).toContain('不等於划算');
		// At 30 % a kept customer nets 2,000 and a new one 3,000: what is alike is what one NT$ buys.
		expect(words.finding.text).toContain('要讓一元買到的價值一樣多，接觸到的人得有30%是因此才留下');
		const { now } = shown({ savedShare: 0.3 }).outcome;
		expect(now.valuePerDollarKept).toBeCloseTo(now.valuePerDollarWon, 9);
		expect([now.netPerCustomerKept, now.netPerCustomerWon].map(Math.round)).toEqual([2_000, 3_000]);
		expect(shown({ savedShare: 0.3 }).words.finding.text).not.toContain('打平');
		expect(words.finding.text).toContain('差到15倍');
	});

	test('turns round where those who would leave can be found', () => {
		expect(betterOf(shown({ savedShare: 0.4 }).outcome)).toBe('keep');
		expect(betterOf(shown({ savedShare: 0.3 }).outcome)).toBe('even');
		expect(betterOf(shown({ savedShare: 0.02 }).outcome)).toBe('win');
	});

	test('takes the new customer’s worth as an assumption of its own, and says what the rest give', () => {
		expect(shown().words.hints.newValue).toContain('另外的假設');
		expect(shown().words.hints.newValue).toContain('是4,125元');
	});

	test('calls nothing cheaper where both cost the same', () => {
		const { words } = shown({ ratio: 1 });
		const all = JSON.stringify([words.question, words.means, words.finding]);
		expect(all).not.toMatch(/便宜|貴|花得少|1倍/);
		expect(words.question).toContain('花費一樣');
		expect(words.finding.headline).toContain('花的錢一樣');
		expect(shown({ ratio: 2.5 }).words.question).toContain('是留住舊客的2.5倍');
	});

	test('does not say only of everybody', () => {
		expect(shown({ savedShare: 1 }).words.means).toContain('接觸到的每一位都是因此留下的');
		expect(shown({ savedShare: 1 }).words.means).not.toContain('只有');
	});

	test('tells how far keeping is ahead instead of what it lacks', () => {
		const { words } = shown({ ratio: 25 });
		expect(words.finding.headline).toContain('留舊客划算');
		expect(words.finding.text).toContain('只要有6%是因此才留下，一元買到的就一樣多，現在是10%');
		expect(words.finding.text).toContain(
			'爭取新客的花費只要是留住舊客的15倍，也就一樣多，現在是25倍',
		);
		expect(words.finding.text).not.toMatch(/打平|得差到/);
	});

	test('does not praise either side where both lose', () => {
		const { words } = shown({ newValue: 1_000, keptValue: 1_000 });
		expect(words.finding.headline).toContain('兩邊都在賠錢');
	});

	test('in lesson 1 keeping earns nothing at 12%, and loses as much as winning at 10%', () => {
		const text = readFileSync(
			join(import.meta.dirname, '..', '..', 'content', 'lessons', '01-goals.mdx'),
			'utf8',
		);
		const asked = { ratio: 5, acquisitionCost: 600, newValue: 500, keptValue: 1_000 };
		const bought = (savedShare: number) => {
			const { answer, finding } = shown({ ...asked, marginPerYear: 1_000, savedShare }).words;
			return { kept: answer.figure, won: answer.after, headline: finding.headline };
		};
		expect(bought(0.12)).toMatchObject({
			kept: '1',
			headline: '留舊客|不賺不賠，|爭取新客|賠錢。',
		});
		expect(text).toContain('拉到12%，一元只換回一元');
		expect(bought(0.1)).toMatchObject({ kept: '0.83', won: '同樣一元爭取新客，買到0.83元' });
		expect(text).toContain('拉到10%，換回0.83元，和找新客賠得一樣多');
		expect(bought(0.09).headline).toContain('兩邊都在賠錢');
	});

	test('is about what it costs to win, and lesson 1 has no letter that lesson 4 explains', () => {
		for (const given of [{}, { ratio: 1 }, { ratio: 25 }, { keptValue: 0 }]) {
			const { words } = shown(given);
			const said = JSON.stringify([words, conventions, choiceInputs]).replaceAll('|', '');
			expect(said).not.toMatch(/(?<!爭取|一位)新客的花費|是舊客的/);
			expect(said).not.toMatch(/（A）|期初收款/);
		}
	});

	test('carries the word 假設', () => {
		expect(choiceInputs.ratio.source).toContain('假設');
		expect(choiceInputs.ratio).toMatchObject({ usual: 5, min: 1, max: 25 });
	});
});

describe('the split', () => {
	test('is worth at least what is spent now', () => {
		for (const { inputs } of choicePresets) {
			const { budget } = shown(inputs).outcome;
			if (!budget.ok) throw new Error(budget.reason);
			const { now, best } = budget.split;
			expect(best.equityPerProspect).toBeGreaterThanOrEqual(now.equityPerProspect);
		}
	});

	test('starts from today’s spending and today’s rates', () => {
		const { budget } = shown().outcome;
		if (!budget.ok) throw new Error(budget.reason);
		expect(budget.split.now.winningRate).toBeCloseTo(0.1, 12);
		expect(budget.split.now.keepingRate).toBeCloseTo(0.7, 12);
		expect(budget.split.now.winningSpend).toBeCloseTo(150, 9);
		expect(budget.split.now.keepingSpend).toBeCloseTo(300, 9);
	});

	test('says which two numbers contradict each other', () => {
		expect(shown({ winRate: 0.3 }).words.budget).toContain('成交率');
		expect(shown({ keepRate: 0.9 }).words.budget).toContain('留存率');
	});
});

test('nothing that is shown ever reads NaN, Infinity, null or undefined', () => {
	const anything = fc.record({
		ratio: fc.double({ min: 1, max: 25, noNaN: true }),
		acquisitionCost: fc.constantFrom(100, 1_500, 50_000),
		savedShare: fc.double({ min: 0.005, max: 1, noNaN: true }),
		newValue: fc.constantFrom(0, 4_500, 200_000),
		keptValue: fc.constantFrom(0, 1, 3_000, 200_000),
		marginPerYear: fc.constantFrom(100, 1_500, 50_000),
		discountPerYear: fc.constantFrom(0, 0.1, 0.5),
		winRate: fc.double({ min: 0.01, max: 0.9, noNaN: true }),
		winCeiling: fc.double({ min: 0.02, max: 0.95, noNaN: true }),
		keepRate: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
		keepCeiling: fc.double({ min: 0.06, max: 0.98, noNaN: true }),
		points: fc.constantFrom(0, 0.05, 0.3),
	});
	fc.assert(
		fc.property(anything, (given) => {
			expect(JSON.stringify(shown(given).words)).not.toMatch(
				/NaN|Infinity|null|undefined|無限大|—%/,
			);
		}),
		{ numRuns: 400 },
	);
});
