import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
	bestFrom,
	endingFor,
	journeyAlong,
	otherChoices,
	pathOf,
	pathsFrom,
	stageStanding,
	turningPoint,
	type BranchingCase,
	type Path,
} from '#exercises/branching/rules.ts';
import { branchingSchema } from '#exercises/branching/schema.ts';
import { findingOf, whenWords } from '#exercises/branching/words.ts';

const file = join(import.meta.dirname, '..', '..', 'content', 'exercises', 'complaint.yaml');
const source = parse(readFileSync(file, 'utf8'));
const complaint: BranchingCase = branchingSchema.parse(source);
const paths = pathsFrom(complaint);
const rankOf = (path: Path): number =>
	complaint.endings.findIndex(({ id }) => id === journeyAlong(complaint, path).ending?.id);

describe('every path of the complaint', () => {
	test('takes four to six choices, three at each step, and comes to an end', () => {
		for (const path of paths) {
			const { turns, step, ending } = journeyAlong(complaint, path);
			expect(turns).toHaveLength(path.length);
			expect(path.length).toBeGreaterThanOrEqual(4);
			expect(path.length).toBeLessThanOrEqual(6);
			expect(step).toBeNull();
			expect(ending).not.toBeNull();
		}
		for (const { choices } of complaint.steps) expect(choices).toHaveLength(3);
	});

	test('is told apart from every other', () => {
		expect(new Set(paths.map((path) => path.join(' '))).size).toBe(paths.length);
	});

	test('adds up what its choices cost, and forgets nothing that was learned', () => {
		for (const path of paths) {
			const { turns, state } = journeyAlong(complaint, path);
			const sum = (of: (choice: (typeof turns)[number]['choice']) => number) =>
				turns.reduce((all, { choice }) => all + of(choice), 0);
			expect(state.minutes).toBe(sum(({ minutes }) => minutes));
			expect(state.money).toBe(sum(({ money }) => money));
			for (const { id, from } of complaint.accounts)
				expect(state.accounts[id]).toBe(from + sum(({ accounts }) => accounts[id] ?? 0));
			expect(new Set(state.learned)).toEqual(
				new Set(turns.flatMap(({ choice }) => choice.learns ?? [])),
			);
		}
	});

	test('undone by one choice stands where it stood before that choice', () => {
		for (const path of paths) {
			const { turns } = journeyAlong(complaint, path);
			for (const [place, { before }] of turns.entries())
				expect(journeyAlong(complaint, path.slice(0, place)).state).toEqual(before);
		}
	});

	test('offers, at each turn, every choice that was not taken', () => {
		for (const path of paths.slice(0, 40)) {
			const journey = journeyAlong(complaint, path);
			for (const [place, others] of otherChoices(complaint, journey).entries()) {
				const ids = [path[place], ...others.map(({ choice }) => choice.id)];
				expect(new Set(ids)).toEqual(
					new Set(journey.turns[place]?.step.choices.map(({ id }) => id)),
				);
			}
		}
	});

	test('comes to the best ending, or has a turn that gave a better one away', () => {
		for (const path of paths) {
			const turning = turningPoint(complaint, journeyAlong(complaint, path));
			if (rankOf(path) === 0) {
				expect(turning).toBeNull();
				continue;
			}
			const lost = complaint.endings.findIndex(({ id }) => id === turning?.lost.id);
			const place = turning?.place ?? -1;
			expect(lost).toBeLessThan(rankOf(path));
			// Before that turn it was within reach; from then on nothing better than the end was.
			expect(pathsFrom(complaint, path.slice(0, place)).some((one) => rankOf(one) === lost)).toBe(
				true,
			);
			expect(
				pathsFrom(complaint, path.slice(0, place + 1)).every((one) => rankOf(one) >= rankOf(path)),
			).toBe(true);
		}
	});
});

test('a customer who is owed less never ends worse', () => {
	const states = paths.map((path) => journeyAlong(complaint, path).state);
	const rank = (state: (typeof states)[number]) =>
		complaint.endings.findIndex(({ id }) => id === endingFor(complaint, state)?.id);
	for (const one of states.slice(0, 80))
		for (const other of states) {
			const isBetter =
				Object.entries(one.accounts).every(([id, stands]) => stands >= (other.accounts[id] ?? 0)) &&
				other.learned.every((lesson) => one.learned.includes(lesson));
			if (isBetter) expect(rank(one)).toBeLessThanOrEqual(rank(other));
		}
});

test('the branches differ: every ending is come to, and the first two steps do not decide it', () => {
	expect(new Set(paths.map(rankOf))).toEqual(new Set(complaint.endings.keys()));
	const start = complaint.steps[0]?.choices ?? [];
	for (const { id } of start)
		expect(
			new Set(paths.filter(([first]) => first === id).map(rankOf)).size,
		).toBeGreaterThanOrEqual(3);
});

test('money alone buys no customer who tells others', () => {
	const told = paths
		.map((path) => journeyAlong(complaint, path))
		.filter(({ ending }) => ending?.id === 'tells');
	expect(told.length).toBeGreaterThan(0);
	for (const { turns, state } of told) {
		expect(state.accounts['treatment']).toBeGreaterThan(0);
		expect(turns.map(({ choice }) => choice.id)).not.toContain('coupon');
	}
});

test('neither its place nor its length gives the best sentence away', () => {
	const asked = complaint.steps.filter(({ choices }) => choices.some(({ kept }) => kept));
	expect(asked.length).toBeGreaterThan(5);
	const best = asked.map(({ choices }) => {
		const place = choices.findIndex(({ kept }) => kept);
		const lengths = choices.map(({ says }) => says.length);
		return { place, isLongest: lengths[place] === Math.max(...lengths) };
	});
	for (const place of [0, 1, 2]) {
		const here = best.filter((one) => one.place === place).length;
		expect(here, `${place}`).toBeGreaterThanOrEqual(2);
		expect(here, `${place}`).toBeLessThanOrEqual(asked.length / 2);
	}
	const longest = best.filter(({ isLongest }) => isLongest).length;
	expect(longest).toBeGreaterThan(0);
	expect(longest).toBeLessThanOrEqual(asked.length / 2);
});

// The lesson says both of these in its text.
test('the paths that cost the company least keep nobody', () => {
	const ends = paths.map((path) => journeyAlong(complaint, path));
	const least = ends.filter(({ state }) => state.money < 1000);
	expect(least.length).toBeGreaterThan(10);
	expect(new Set(least.map(({ ending }) => ending?.id))).toEqual(new Set(['leaves', 'review']));
});
test('who was sent to the voicemail first never tells others', () => {
	const sent = paths.filter(([first]) => first === 'voicemail');
	expect(sent.map((path) => journeyAlong(complaint, path).ending?.id)).not.toContain('tells');
});

// Walked by hand, card by card.
test('the call that is handled well: eight minutes, 1,000 NT$, all three stages kept', () => {
	const path = ['call-back', 'sorry-first', 'new-one', 'thank-and-ask', 'faq'];
	const journey = journeyAlong(complaint, path);
	expect(journey.state).toMatchObject({
		minutes: 8,
		money: 1000,
		accounts: { outcome: 1, process: 2, treatment: 3 },
		learned: ['rush', 'beans'],
	});
	expect(journey.ending?.id).toBe('tells');
	expect(complaint.stages.map(({ id }) => stageStanding(journey, id))).toEqual([
		'kept',
		'kept',
		'kept',
	]);
	expect(turningPoint(complaint, journey)).toMatchObject({ place: 4, lost: { id: 'repaired' } });
	expect(bestFrom(complaint, path.slice(0, 4))?.id).toBe('repaired');
});

test('a stage is lost, made good, or never come to', () => {
	const standing = (path: Path) =>
		complaint.stages.map(({ id }) => stageStanding(journeyAlong(complaint, path), id));
	expect(standing(['music'])).toEqual(['lost', 'unmet', 'unmet']);
	expect(standing(['call-back', 'beans-first', 'take-back'])).toEqual(['kept', 'mended', 'unmet']);
	expect(standing(['music', 'both-ours', 'send-in', 'own-it'])).toEqual(['lost', 'kept', 'mended']);
});

test('there is something to learn at every place of every path', () => {
	for (const path of paths)
		for (const length of [0, ...path.keys(), path.length]) {
			const { headline, text } = findingOf(
				complaint,
				journeyAlong(complaint, path.slice(0, length)),
			);
			expect(headline.length).toBeGreaterThan(3);
			expect(text.length).toBeGreaterThan(3);
			expect(`${headline}${text}`).not.toMatch(/undefined|null|NaN|。。|」」/);
		}
});
test('the printed tree tells when each ending comes about', () => {
	expect(complaint.endings.map((ending) => whenWords(complaint, ending))).toEqual([
		'結果不欠，程序最多欠2格，對待最多欠1格，公司學到「齒輪的縫太窄，深焙豆的油會把細粉黏在裡面；改寬就不卡」。',
		'結果至少餘1格，程序不欠，對待至少餘3格。',
		'結果不欠，程序最多欠2格，對待最多欠1格。',
		'對待最多欠2格。',
		'其他的路。',
	]);
});

test('a path that the case no longer has is walked as far as it goes', () => {
	const journey = journeyAlong(complaint, ['music', 'no-such-choice', 'new-one']);
	expect(pathOf(journey)).toEqual(['music']);
	expect(journey.step?.id).toBe('hot');
	expect(journey.ending).toBeNull();
});

describe('what a teacher gets wrong is told with its place', () => {
	const faultsIn = (spoil: (given: typeof source) => void) => {
		const given = structuredClone(source);
		spoil(given);
		const { error } = branchingSchema.safeParse(given);
		return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}：${message}`);
	};
	const stepAt = (id: string): number =>
		source.steps.findIndex((step: { id: string }) => step.id === id);

	test('nothing is wrong with the case as it stands', () => {
		expect(faultsIn(() => {})).toEqual([]);
	});
	test.each([
		{
			what: 'a goto to nowhere',
			spoil: (given: typeof source) => (given.steps[0].choices[0].goto = 'hott'),
			says: 'steps.0.choices.0.goto：沒有叫「hott」的一步',
		},
		{
			what: 'a start to nowhere',
			spoil: (given: typeof source) => (given.start = 'ringing'),
			says: 'start：沒有叫「ringing」的一步',
		},
		{
			what: 'a circle',
			spoil: (given: typeof source) => (given.steps[stepAt('closing')].choices[1].goto = 'remedy'),
			says: /^steps\.\d+\.choices\.\d+\.goto：從這裡會繞回「\w+」，這條路走不完$/,
		},
		{
			what: 'a step that leads to itself',
			spoil: (given: typeof source) => (given.steps[0].choices[0].goto = 'rings'),
			says: 'steps.0.choices.0.goto：從這裡會繞回「rings」，這條路走不完',
		},
		{
			what: 'a step that nothing leads to',
			spoil: (given: typeof source) => given.steps.push({ ...given.steps[1], id: 'island' }),
			says: `steps.${source.steps.length}.id：沒有一條路走得到「island」這一步`,
		},
		{
			what: 'a choice without a way on',
			spoil: (given: typeof source) => delete given.steps[0].choices[1].goto,
			says: 'steps.0.choices.1：請寫goto（下一步的名字）或ends: true，兩個選一個',
		},
		{
			what: 'a choice with two',
			spoil: (given: typeof source) => (given.steps[0].choices[1].ends = true),
			says: 'steps.0.choices.1：請寫goto（下一步的名字）或ends: true，兩個選一個',
		},
		{
			what: 'an ending that no path comes to',
			spoil: (given: typeof source) => (given.endings[1].when.accounts.treatment = 99),
			says: 'endings.1.when：沒有一條路走到「tells」這個結局',
		},
		{
			what: 'a last ending with a condition',
			spoil: (given: typeof source) => (given.endings.at(-1).when = { accounts: {} }),
			says: 'endings.4.when：最後一種結局接住其他所有的路，不能寫when',
		},
		{
			what: 'an account that there is not',
			spoil: (given: typeof source) => (given.steps[0].choices[0].accounts = { fairness: -1 }),
			says: 'steps.0.choices.0.accounts.fairness：沒有叫「fairness」的帳；有的是outcome、process、treatment',
		},
		{
			what: 'a stage that there is not',
			spoil: (given: typeof source) => (given.steps[0].stage = 'open'),
			says: 'steps.0.stage：沒有叫「open」的階段；有的是reach、hold、close',
		},
		{
			what: 'a choice that does not say whether it keeps its stage',
			spoil: (given: typeof source) => delete given.steps[0].choices[0].kept,
			says: 'steps.0.choices.0.kept：請寫kept：這個選擇守住了這一段（true）還是沒有（false）',
		},
		{
			what: 'the same name twice',
			spoil: (given: typeof source) => (given.steps[0].choices[1].id = 'music'),
			says: 'steps.0.choices.1.id：「rings」這一步已經有同名的選擇',
		},
		{
			what: 'a consequence left out',
			spoil: (given: typeof source) => delete given.steps[0].choices[0].then,
			says: 'steps.0.choices.0.then：請寫一段文字',
		},
		{
			what: 'a misspelt key',
			spoil: (given: typeof source) => (given.steps[0].choices[0].minute = 3),
			says: /^steps\.0\.choices\.0：沒有「minute」；可以寫的是id、says、then/,
		},
		{
			what: 'time that is no number',
			spoil: (given: typeof source) => (given.steps[0].choices[0].minutes = '三分鐘'),
			says: 'steps.0.choices.0.minutes：請寫整數',
		},
	])('$what', ({ spoil, says }) => {
		const faults = faultsIn(spoil);
		if (typeof says === 'string') expect(faults).toContain(says);
		else expect(faults.some((fault) => says.test(fault))).toBe(true);
	});
});
