import { describe, expect, test } from 'vitest';
import type { Given, Question } from '#lessons/check/question.ts';
import {
	compareAnswers,
	comparedInAll,
	givenInWords,
	judgedInWords,
} from '#lessons/own/compare.ts';
import { checkResults, countedInWords, ownExercises, ownGuesses } from '#lessons/own/results.ts';
import { lastPlace, nextFrom, nextLesson } from '#lessons/own/way.ts';

const option = (says: string, right = false) => ({ says, right, at: null, side: null });
const base = { situation: null, ask: '？', estimate: null, hints: 0, returns: true };
const one: Question = {
	...base,
	id: 'one',
	kind: 'one',
	options: [option('甲'), option('乙', true), option('丙')],
};
const several: Question = {
	...base,
	id: 'several',
	kind: 'several',
	options: [option('甲', true), option('乙', true), option('丙'), option('丁')],
};
const order: Question = {
	...base,
	id: 'order',
	kind: 'order',
	options: ['甲', '乙', '丙'].map((says) => option(says)),
};
const estimate: Question = {
	...base,
	id: 'estimate',
	kind: 'estimate',
	options: [],
	estimate: { answer: 1_500, within: 50, unit: '元' },
};
const tried = (given: Given, right = false) => ({ given, right });
const toldOf = (question: Question, then: Given, now: Given) =>
	compareAnswers(question, tried(then), tried(now)).told;

describe('then and now', () => {
	test.each([
		[one, ['乙'], ['乙'], '兩次都答對'],
		[one, ['甲'], ['乙'], '當時沒答對，這次一次就對'],
		[one, ['乙'], ['甲'], '當時答對，這次改了主意'],
		[one, ['甲'], ['甲'], '兩次給了同一個答案'],
		[one, ['甲'], ['丙'], '換了一個想法'],
		[several, ['丙'], ['甲'], '比當時近了'],
		[several, ['甲'], ['丙', '丁'], '比當時遠'],
		[several, ['甲', '丙'], ['丙', '甲'], '兩次給了同一個答案'],
		[order, ['丙', '乙', '甲'], ['甲', '丙', '乙'], '換了一個想法'],
		[order, ['丙', '乙', '甲'], ['丙', '乙', '甲'], '兩次給了同一個答案'],
		[estimate, 300, 600, '比當時近了'],
		[estimate, 1_400, 120, '比當時遠'],
		[estimate, 300, 1_480, '當時沒答對，這次一次就對'],
	] as [Question, Given, Given, string][])(
		'%#: what changed is said',
		(question, then, now, words) => {
			expect(toldOf(question, then, now)).toContain(words);
		},
	);

	test('an answer whose words are gone is held against what was said then', () => {
		const { wasRight, told } = compareAnswers(one, tried(['從前的字'], true), tried(['甲']));
		expect(wasRight).toBe(true);
		expect(told).toContain('當時答對');
	});

	test('what is missing is said, for one and for all', () => {
		const [no, yes] = [compareAnswers(one, null, null), tried(['乙'], true)];
		expect(compareAnswers(one, yes, null).told).toBe('這次還沒有作答。');
		expect(compareAnswers(one, null, yes).told).toContain('第1課那時沒有作答');
		expect(comparedInAll([no])).toContain('第1課的檢核你還沒有答過');
		expect(comparedInAll([compareAnswers(one, yes, null)])).toContain('那時你答了1題。先在這裡');
		expect(comparedInAll([compareAnswers(one, yes, null)], '到第22課。')).toBe(
			'第1課那時你答了1題。到第22課。',
		);
	});

	test('all of them are counted over the ones answered twice', () => {
		const compared = [
			compareAnswers(one, tried(['甲']), tried(['乙'])),
			compareAnswers(several, tried(['甲', '乙']), tried(['甲', '乙'])),
			compareAnswers(estimate, tried(300), null),
		];
		expect(comparedInAll(compared)).toBe(
			'3題裡兩次都答過的有2題；只看每次的第一個答案，當時對1題，現在對2題。有1題從不對變成對。',
		);
	});

	test('an answer is told as it was given', () => {
		expect(givenInWords(estimate, 1_500)).toBe('1,500元');
		expect(givenInWords(several, ['甲', '丙'])).toBe('「甲」、「丙」');
		expect(givenInWords(order, ['丙', '甲'])).toBe('丙 → 甲');
	});

	test('a true choice among several is not called wrong for what is still missing', () => {
		const words = (given: string[], isRight = false) =>
			judgedInWords(several, { given, right: isRight }, isRight);
		expect(words(['甲'])).toBe('「甲」（還沒全對）');
		expect(words(['丁'])).toBe('「丁」（不對）');
	});
});

describe('a reader’s results', () => {
	const lesson = { id: 'clv', number: 4, title: 'CLV', seal: '來日方長', questions: ['a', 'b'] };
	const answer = (right: boolean, solved: boolean) => ({
		first: tried(['甲'], right),
		latest: null,
		tries: 1,
		solved,
	});
	const wordsFor = (a: object | null, b: object | null) =>
		checkResults(
			{ ...(a && { 'answer/clv/a': a }), ...(b && { 'answer/clv/b': b }), 'answer/gone/x': a },
			[lesson],
		).map(({ atOnce, words }) => `${atOnce} ${words}`);

	test('say what was right at once, in words that help on', () => {
		expect(wordsFor(null, null)).toEqual([]);
		expect(wordsFor(answer(true, true), answer(true, true))).toEqual(['2 每一題第一次就答對。']);
		expect(wordsFor(answer(true, true), answer(false, true))).toEqual([
			'1 其餘1題多試幾次，也都弄懂了。',
		]);
		expect(wordsFor(answer(false, true), answer(false, true))).toEqual([
			'0 第一次都沒答對，後來每一題都弄懂了。',
		]);
		expect(wordsFor(answer(true, true), answer(false, false))).toEqual(['1 還有1題可以再想想。']);
		expect(wordsFor(answer(false, false), null)).toEqual(['0 還有1題沒看過。']);
	});

	test('show guesses that can be read, and pass over the others', () => {
		const guess = { ask: '幾成？', guess: '80%', truth: '58%', at: 'soon', value: 0.8 };
		const entries = {
			'guess/clv/clv': guess,
			'guess/clv/odd': { guess: 3 },
			'guess/clv/null': null,
			'guess/gone/clv': guess,
		};
		const done = { position: 3, title: '回一封客訴', finding: '客人留下了。', at: 'soon' };
		const exercises = { 'exercise/clv/complaint': done, 'exercise/clv/odd': { title: 5 } };
		expect(ownExercises(exercises, [lesson])).toEqual([
			{ lesson, title: '回一封客訴', finding: '客人留下了。' },
		]);
		expect(countedInWords({ ...entries, ...exercises }, [lesson])).toBe('4個猜測、2個練習');
		expect(countedInWords({ 'exercise-seen/clv/complaint': ['call', 'wait'] }, [lesson])).toBe(
			'2條走到底的路',
		);
		expect(countedInWords({}, [lesson])).toBe('');
		expect(ownGuesses(entries, [lesson]).map(({ truth, at }) => ({ truth, at }))).toEqual([
			{ truth: '58%', at: '' },
		]);
	});
});

describe('the way on', () => {
	const order22 = ['goals', 'outline', 'clv'];
	const place = (lesson: string, section: string | null = null) => ({
		lesson,
		section,
		words: section && `〈${section}〉`,
		at: '2026-11-01T08:00:00.000Z',
	});
	const progress = (stamped: string[], ...places: ReturnType<typeof place>[]) => ({
		stamped,
		last: places[0]?.lesson ?? null,
		places,
	});

	test('nothing read is nowhere', () => {
		expect(lastPlace(progress([]), order22)).toBeNull();
		expect(lastPlace(progress([], place('gone')), order22)).toBeNull();
	});
	test('the section last in view, and the lesson before the page that asks', () => {
		const read = progress([], place('outline'), place('clv', 'when'));
		expect(lastPlace(read, order22)?.address).toBe('/lessons/outline');
		expect(lastPlace(read, order22, 'outline')).toEqual({
			lesson: 'clv',
			address: '/lessons/clv#when',
			section: '〈when〉',
		});
	});
	test('the next lesson is the one begun, else the first without a seal, else none', () => {
		expect(nextLesson(progress(['goals'], place('clv', 'when')), order22)?.address).toBe(
			'/lessons/clv#when',
		);
		expect(nextLesson(progress(['goals'], place('goals')), order22)?.lesson).toBe('outline');
		expect(nextLesson(progress(order22, place('clv')), order22)).toBeNull();
	});
	test('a lesson leads on to a later one left in the middle, and with its own seal as the map does', () => {
		const from = (stamped: string[], ...read: string[]) =>
			nextFrom(
				progress(stamped, ...['outline', ...read].map((each) => place(each))),
				order22,
				'outline',
			)?.lesson;
		expect(from([], 'clv', 'goals')).toBe('clv');
		expect(from([], 'goals')).toBeUndefined();
		expect(from(['goals'], 'goals')).toBeUndefined();
		expect(from(['goals', 'outline'], 'goals')).toBe('clv');
		expect(from(['outline'], 'goals')).toBe('goals');
		expect(from(order22, 'clv')).toBeUndefined();
	});
});
