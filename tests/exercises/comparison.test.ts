import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
	aspects,
	cellOf,
	inCase,
	inTruth,
	judgeOrder,
	ticked,
	ticksAstray,
	type Aspect,
	type Comparison,
	type Fit,
} from '#exercises/comparison/rules.ts';
import { findingOf, fitWords, orderTold, reasonOf } from '#exercises/comparison/words.ts';
import { startOf } from '#exercises/comparison/position.ts';
import { comparisonSchema } from '#exercises/comparison/schema.ts';
import { drawCustomers } from '#models/points/customers.ts';
import { readContent } from '#server/content.ts';
import { compile, emptyDesign, type CaseInputs } from '#workflow/design.ts';

const content = join(import.meta.dirname, '..', '..', 'content');
const source = parse(readFileSync(join(content, 'exercises', 'levers.yaml'), 'utf8'));
const levers: Comparison = comparisonSchema.parse(source);
const conditions = levers.conditions.map(({ id }) => id);
const order = fc.shuffledSubarray([...levers.guess.of], { minLength: levers.guess.of.length });
const ticks = fc.subarray(conditions);
const fitsOf = (all: readonly { mechanism: { id: string }; fit: Fit }[]) =>
	Object.fromEntries(all.map(({ mechanism, fit }) => [mechanism.id, fit]));

describe('the guess', () => {
	// The lesson says: hardest to leave is Apple, easiest is Netflix.
	test('runs from Apple to Netflix', () => {
		const names = inTruth(levers).map(({ name }) => name);
		expect(names.at(0)).toBe('Apple');
		expect(names.at(-1)).toBe('Netflix');
	});
	test('of four with two alike in the middle has five pairs, whatever the order', () => {
		fc.assert(
			fc.property(order, (guessed) => {
				const { right, pairs, astray } = judgeOrder(levers, guessed);
				expect(pairs).toBe(5);
				expect(astray === null).toBe(right === pairs);
				// The same order backwards gets exactly the other pairs right.
				expect(judgeOrder(levers, guessed.toReversed()).right).toBe(pairs - right);
			}),
		);
	});
	test('tells where it was made how it did, and which two are not compared', () => {
		expect(orderTold(levers, ['netflix', 'starbucks', 'costco', 'apple'])).toBe(
			'能判定的5對裡，你排對0對（星巴克和Costco分不出先後，不比）。',
		);
		expect(orderTold(levers, ['apple', 'costco', 'starbucks', 'netflix'])).toBe(
			'能判定的5對裡，你全排對了（星巴克和Costco分不出先後，不比）。',
		);
	});
	test('does not mind which of two alike comes first', () => {
		expect(judgeOrder(levers, ['apple', 'costco', 'starbucks', 'netflix'])).toMatchObject({
			right: 5,
			astray: null,
		});
		expect(judgeOrder(levers, ['apple', 'starbucks', 'costco', 'netflix']).right).toBe(5);
	});
	test('names the first pair that stands the wrong way round', () => {
		expect(judgeOrder(levers, ['apple', 'netflix', 'costco', 'starbucks'])).toEqual({
			right: 3,
			pairs: 5,
			astray: ['netflix', 'costco'],
		});
	});
});

describe('side by side', () => {
	test('every case says something of every aspect, and marks its loss and its evidence', () => {
		for (const subject of levers.subjects)
			for (const aspect of Object.keys(aspects) as Aspect[]) {
				const { marks, says } = cellOf(subject, aspect);
				expect(says.length).toBeGreaterThan(5);
				expect(marks.length > 0).toBe(aspect === 'leaving' || aspect === 'evidence');
			}
	});
	// The lesson says that one cell has it, and that it measured another company.
	test('one case names research', () => {
		const named = levers.subjects.filter(({ evidence }) => evidence.kinds.includes('research'));
		expect(named.map(({ id }) => id)).toEqual(['starbucks']);
		expect(named[0]?.evidence.says).toContain('量的不是星巴克');
	});
	test('research that is named is among the lesson’s sources', () => {
		const lesson = readFileSync(join(content, 'lessons', '18-cases.mdx'), 'utf8');
		for (const { evidence } of levers.subjects)
			for (const [, name, year] of evidence.says.matchAll(/（([A-Z][a-z]+)等，(\d{4})）/g))
				expect(lesson).toMatch(new RegExp(`- text: '${name},.*\\(${year}\\)`));
	});
	test('a case without evidence names no other kind beside', () => {
		for (const { evidence } of levers.subjects)
			if (evidence.kinds.includes('none')) expect(evidence.kinds).toEqual(['none']);
	});
});

describe('whether the conditions are there', () => {
	test('a lever fits exactly when everything it needs is ticked', () => {
		fc.assert(
			fc.property(ticks, (given) => {
				for (const { mechanism, fit, lacking } of ticked(levers, given)) {
					const missing = mechanism.needs.filter((id) => !given.includes(id));
					expect(fit).toBe(missing.length === 0 ? 'has' : 'lacks');
					expect(lacking.map(({ id }) => id).toSorted()).toEqual(missing.toSorted());
				}
			}),
		);
	});
	test('one more tick never takes a lever away', () => {
		fc.assert(
			fc.property(ticks, fc.constantFrom(...conditions), (given, more) => {
				const before = fitsOf(ticked(levers, given));
				const after = fitsOf(ticked(levers, [...given, more]));
				for (const [id, fit] of Object.entries(before))
					if (fit === 'has') expect(after[id]).toBe('has');
			}),
		);
	});
	test('nothing ticked, nothing fits; everything ticked, everything does', () => {
		expect(new Set(ticked(levers, []).map(({ fit }) => fit))).toEqual(new Set(['lacks']));
		expect(new Set(ticked(levers, conditions).map(({ fit }) => fit))).toEqual(new Set(['has']));
	});
	test('ticking what the story has, and only that, is nowhere astray', () => {
		for (const company of levers.companies) {
			const has = conditions.filter((id) => company.conditions[id]?.is === 'has');
			expect(ticksAstray(levers, company, has)).toEqual({ tooMany: [], tooFew: [] });
			const all = ticksAstray(levers, company, conditions);
			expect(all.tooMany.map(({ id }) => id)).toEqual(
				conditions.filter((id) => company.conditions[id]?.is === 'lacks'),
			);
		}
	});

	// Read from the stories: ten nights are eight or nine years; thin margins give points no room.
	test.each([
		{ company: 'half-hill-tea', points: 'has', fee: 'lacks', content: 'lacks' },
		{ company: 'little-island-inn', points: 'lacks', memory: 'test', prepaid: 'lacks' },
		{ company: 'lively-gym', prepaid: 'test', fee: 'lacks' },
		{ company: 'river-books', content: 'lacks', points: 'lacks' },
		{ company: 'square-market', points: 'lacks', fee: 'lacks', prepaid: 'test' },
	])('$company', ({ company, ...expected }) => {
		const found = levers.companies.find((one) => one.case === company);
		expect(found && fitsOf(inCase(levers, found))).toMatchObject(expected);
	});
	// Two visits a month on average: whoever never reaches the end of a card is hidden in the mean.
	test('the one lever that has everything says whom its mean hides', () => {
		const tea = levers.companies.find(({ case: name }) => name === 'half-hill-tea');
		const { inputs } = readContent(content).cases.get('half-hill-tea') ?? { inputs: {} };
		const state = compile(emptyDesign(), inputs as CaseInputs);
		const customers = drawCustomers(state.inputs, state.seed);
		const rare = customers.filter(({ rate }) => rate < 1).length / customers.length;
		expect(rare).toBeGreaterThan(0.45);
		expect(rare).toBeLessThan(0.5);
		expect(tea?.conditions.often?.why).toContain('將近一半一個月來不到一次');
		// And so does the verdict: a lever does not hold for all when its condition does not.
		const points = tea && inCase(levers, tea).find(({ mechanism }) => mechanism.id === 'points');
		expect(points && fitWords(points)).toBe('行得通，但只對常來的人');
		expect(points && reasonOf(points)).toBe('要的條件都有，但只對常來的人。');
		const asked = {
			...startOf(levers),
			at: 'company',
			company: 'half-hill-tea',
			asked: true,
		} as const;
		expect(findingOf(levers, asked, '半山茶行').headline).toBe(
			'半山茶行：|「點數」行得通，|但只對常來的人。',
		);
	});
	// The lesson says so.
	test('of all levers in all five companies only one has everything it needs', () => {
		const having = levers.companies.flatMap((company) =>
			inCase(levers, company).filter(({ fit }) => fit === 'has'),
		);
		expect(having.map(({ mechanism }) => mechanism.id)).toEqual(['points']);
	});
	test('every company is one of the case companies, and all five are here', () => {
		expect(levers.companies).toHaveLength(5);
		for (const { case: name } of levers.companies)
			expect(existsSync(join(content, 'cases', `${name}.yaml`))).toBe(true);
	});
});

describe('what a teacher gets wrong is told with its place', () => {
	test.each([
		{
			what: 'a guess at nobody',
			spoil: (given: typeof source) => (given.guess.of[0] = 'amazon'),
			says: 'guess.of.0：沒有叫「amazon」的一家',
		},
		{
			what: 'a guess at one whose level is not given',
			spoil: (given: typeof source) => given.guess.of.push('prime'),
			says: 'subjects.5.leaving.level：要猜的公司請寫level：離開有多難，1到3',
		},
		{
			what: 'a loss of no known kind',
			spoil: (given: typeof source) => (given.subjects[0].leaving.loses = ['love']),
			says: 'subjects.0.leaving.loses.0：請寫money（錢）、effort（時間與麻煩）、ties（人情）、little（幾乎沒有）其中一個',
		},
		{
			what: 'an aspect left out',
			spoil: (given: typeof source) => delete given.subjects[2].breaks,
			says: 'subjects.2.breaks：請寫一段文字',
		},
		{
			what: 'a lever that needs an unknown condition',
			spoil: (given: typeof source) => (given.mechanisms[0].needs = ['friends']),
			says: 'mechanisms.0.needs.0：沒有叫「friends」的條件',
		},
		{
			what: 'a company with a condition left out',
			spoil: (given: typeof source) => delete given.companies[1].conditions.few,
			says: 'companies.1.conditions：「little-island-inn」還缺「few」這個條件',
		},
		{
			what: 'customers for whom alone there is a condition that is not there',
			spoil: (given: typeof source) => (given.companies[0].conditions.few.only = '常來的人'),
			says: 'companies.0.conditions.few.only：只有寫has的條件可以寫only',
		},
		{
			what: 'a condition that no lever needs',
			spoil: (given: typeof source) => (given.mechanisms[3].needs = ['often']),
			says: 'conditions：沒有一招靠「fits」這個條件',
		},
		{
			what: 'a company twice',
			spoil: (given: typeof source) => (given.companies[1].case = 'half-hill-tea'),
			says: 'companies.1.case：這家個案公司寫過了',
		},
	])('$what', ({ spoil, says }) => {
		const given = structuredClone(source);
		spoil(given);
		const { error } = comparisonSchema.safeParse(given);
		const faults = (error?.issues ?? []).map(
			({ path, message }) => `${path.join('.')}：${message}`,
		);
		expect(faults).toContain(says);
	});
});
