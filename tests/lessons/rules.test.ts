import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCheck } from '#lessons/check/rules.ts';

/** A check as it should be; each test spoils one line of it. */
const good = `---
number: 99
title: 試題
---

課文。

<Check>

<Question id="who-pays" kind="one" ask="誰付錢？" returns>
  <Option says="店家" right>付的是店家。</Option>
  <Option says="客人">客人付的是價錢。</Option>
  <Hint>看看帳本。</Hint>
  <Explain>羊毛出在羊身上。</Explain>
</Question>

<Question id="which-count" kind="several" ask="哪些算？">
  <Option says="甲" right>算。</Option>
  <Option says="乙">不算。</Option>
  <Explain>只有甲。</Explain>
</Question>

<Question id="steps" kind="order" ask="排好">
  <Option says="一">先。</Option>
  <Option says="二">中。</Option>
  <Option says="三">後。</Option>
  <Explain>一二三。</Explain>
</Question>

<Question
  id="how-much"
  kind="estimate"
  answer={3667}
  within={100}
  unit="元"
  ask="多少？"
>
  <Option right>剛好。</Option>
  <Option at={10000}>那是營收。</Option>
  <Option low>太少。</Option>
  <Option high>太多。</Option>
  <Explain>算式在課文裡。</Explain>
</Question>

</Check>
`;

const lineOf = (source: string, piece: string) =>
	source.slice(0, source.indexOf(piece)).split('\n').length;
const faultsOf = (source: string) =>
	readCheck(source).faults.map(({ line, message }) => `${line} ${message}`);

test('a check as it should be has no fault, and is read whole', () => {
	const { questions, faults } = readCheck(good);
	expect(faults).toEqual([]);
	expect(questions?.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
		'who-pays one',
		'which-count several',
		'steps order',
		'how-much estimate',
	]);
	expect(questions?.[0]).toMatchObject({ returns: true, hints: 1, situation: null });
	expect(questions?.[2]?.options.map(({ says }) => says)).toEqual(['一', '二', '三']);
	expect(questions?.[3]?.estimate).toEqual({ answer: 3667, within: 100, unit: '元' });
	expect(questions?.[3]?.options.map(({ at, side }) => at ?? side)).toEqual([
		null,
		10_000,
		'low',
		'high',
	]);
});

/** What is spoiled, the words that are then complained of, and the piece on whose line. */
const spoiled = [
	['no right option', '"店家" right', '"店家"', /至少要有一個對的選項/, '<Question id="who-pays"'],
	[
		'two right in a single choice',
		'"客人"',
		'"客人" right',
		/只能有一個 right/,
		'<Question id="who',
	],
	['an option without feedback', '不算。', '  ', /says="乙".*沒有回饋/, '<Option says="乙"'],
	['an option without words', 'says="客人"', '', /缺 says/, '<Option >客人'],
	[
		'an attribute it does not take',
		'<Hint>',
		'<Hint step={1}>',
		/沒有「step」這一項/,
		'<Hint step',
	],
	['two options alike', 'says="乙"', 'says="甲"', /「甲」出現兩次/, '<Option says="甲">'],
	['everything right', '"乙"', '"乙" right', /至少要有一個不對的/, '<Question id="which'],
	['an estimate without tolerance', '  within={100}\n', '', /缺 within/, '<Question\n'],
	['a tolerance of zero', '{100}', '{0}', /within 要大於0/, '<Question\n'],
	['a tolerance below zero', '{100}', '{-5}', /within 要大於0，現在是「-5」/, '<Question\n'],
	['an estimate without its number', 'answer={3667}', '', /缺 answer/, '<Question\n'],
	['an estimate without unit', 'unit="元"', '', /缺 unit/, '<Question\n'],
	['nothing for a guess too low', '<Option low>太少。</Option>', '', /<Option low>/, '<Question\n'],
	['a slip that counts as right', '{10000}', '{3700}', /被當成答對/, '<Question\n'],
	['two questions of one id', 'which-count', 'who-pays', /和第\d+行的那一題一樣/, 'kind="several"'],
	['an id that is no word', '"steps"', '"第3題"', /英文小寫的詞/, '<Question id="第3題"'],
	['an unknown kind', '"several"', '"many"', /kind="many" 不是題型/, '<Question id="which'],
	['no explanation', '<Explain>只有甲。</Explain>', '', /缺 <Explain>/, '<Question id="which'],
	['a question without question', 'ask="誰付錢？"', '', /缺 ask/, '<Question id="who'],
	['an empty hint', '看看帳本。', '', /<Hint> 是空的/, '<Hint>'],
	['words in the wrong place', '  <Hint>', '  散落的字\n  <Hint>', /放錯地方/, '<Question id="who'],
	['right in an order', '"二"', '"二" right', /排序題的 <Option> 不寫 right/, '<Option says="二"'],
	['a hint outside', '課文。', '<Hint>早了。</Hint>', /<Hint> 要寫在 <Question>/, '<Hint>早了'],
] as const;

describe('a mistake is told with its line and what was expected', () => {
	test.each(spoiled)('%s', (_, from, to, message, piece) => {
		const source = good.replace(from, to);
		expect(source).not.toBe(good);
		const [first, ...more] = faultsOf(source);
		expect(first).toMatch(message);
		expect(first?.split(' ')[0]).toBe(String(lineOf(source, piece)));
		expect(more).toEqual([]);
	});

	test('fewer than three questions', () => {
		const from = good.indexOf('<Question id="which');
		const source = good.slice(0, from) + good.slice(good.indexOf('<Question\n'));
		expect(faultsOf(source)).toEqual([`${lineOf(good, '<Check>')} <Check> 只有2題，至少要3題。`]);
	});

	test('no check at all', () => {
		const source = good.slice(0, good.indexOf('<Check>'));
		expect(faultsOf(source)).toEqual(['6 這一課沒有 <Check>：課文最後要有至少3題的檢核。']);
	});

	test('a second check', () => {
		expect(faultsOf(`${good}\n<Check>\n</Check>\n`).at(-1)).toMatch(/一課只有一個 <Check>/);
	});
});

test('words in code, comments and front matter are not meant', () => {
	const aside = good
		.replace('title: 試題', 'title: <Question> 是什麼')
		.replace('課文。', '`<Option>`\n{/* <Hint> */}\n\n```mdx\n<Check>\n</Check>\n```');
	expect(faultsOf(aside)).toEqual([]);
});

describe('the lessons', () => {
	const folder = join(import.meta.dirname, '..', '..', 'content', 'lessons');
	const checks = readdirSync(folder).map((file) => ({
		file,
		...readCheck(readFileSync(join(folder, file), 'utf8')),
	}));

	test.each(checks)('$file has a check without fault', ({ faults }) => {
		expect(faults).toEqual([]);
	});

	// Each worked again from what the question says, not from the lesson's own sum.
	const clv = (margin: number, kept: number) => (margin * 1.1) / (1.1 - kept);
	const burden = 0.04 * 0.7 * 0.65;
	test.each([
		{ id: 'cost-per-kept', worked: (500 * 120) / 40 },
		{ id: 'care-break-even', worked: 100 * (1.1 - (900 * 1.1) / clv(1_000, 0.8)) },
		{ id: 'third-customer', worked: 12_000 * 0.3 - 24 * 40 - 10 * 60 },
		{ id: 'month-to-year', worked: 100 * (1 - 0.97 ** 12) },
		{
			id: 'break-even-at-four-percent',
			worked: (100 * (6_000 * burden + 60)) / (6_000 * (0.5 - burden)),
		},
	])('the estimate $id is $worked', ({ id, worked }) => {
		const { estimate } = checks.flatMap(({ questions }) => questions).find((one) => one.id === id)!;
		// To the digits that are printed, and far within the tolerance.
		expect(Math.abs(estimate!.answer - worked)).toBeLessThan(estimate!.within / 10);
	});

	test('five items of the first lesson come back on the last', () => {
		const first = checks.find(({ file }) => file.startsWith('01-'));
		expect(first?.questions.filter(({ returns }) => returns)).toHaveLength(5);
	});
});
