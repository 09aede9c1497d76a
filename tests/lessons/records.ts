import fc from 'fast-check';
import type { Entries } from '#lessons/own/merge.ts';

/** Records of readers, generated: few lessons and questions, so that two of them often meet. */
export const lessons = ['goals', 'clv', 'brand-trust'];
const lesson = fc.constantFrom(...lessons);
const at = fc.integer({ min: 0, max: 5 }).map((day) => `2026-11-0${day + 1}T08:00:00.000Z`);
const given = fc.oneof(
	fc.integer({ min: 0, max: 3 }),
	fc.subarray(['甲', '乙', '丙'], { minLength: 1 }),
);
const attempt = fc.oneof(
	fc.record({ given, right: fc.boolean(), at }),
	// From before the moment was kept.
	fc.record({ given, right: fc.boolean() }),
);
const answer = fc.record({
	first: attempt,
	latest: fc.option(attempt),
	tries: fc.integer({ min: 0, max: 9 }),
	solved: fc.boolean(),
});
const text = fc
	.array(fc.constantFrom('五倍', '沒有出處', '先問', '。', ' ', '\n'), {
		minLength: 1,
		maxLength: 5,
	})
	.map((pieces) => pieces.join(''))
	.filter((words) => words.trim() !== '');
const note = fc.record({ text, at });
const number = fc.integer({ min: 1, max: 4 }).map((value) => `${value}0%`);
const guess = fc.record({
	ask: fc.constant('幾成？'),
	value: fc.integer({ min: 1, max: 4 }),
	guess: number,
	truth: number,
	at,
});
const exercise = fc.record({
	first: fc.record({ given, at }),
	position: given,
	title: fc.constant('回一封客訴'),
	finding: fc.constantFrom('客人留下了。', '客人走了。'),
	at,
});
const seen = fc.uniqueArray(fc.constantFrom('a b', 'a c', 'b a'), { minLength: 1 });
const place = fc.record({
	lesson,
	section: fc.constantFrom('one', 'two'),
	words: fc.constantFrom('一', '二'),
	at,
});
const progress = fc
	.record({
		stamped: fc.uniqueArray(lesson),
		last: fc.constant(null),
		places: fc.uniqueArray(place, { maxLength: 3, selector: (one) => one.lesson }),
	})
	.filter(({ stamped, places }) => stamped.length + places.length > 0);

const keyed = (kind: string, value: fc.Arbitrary<unknown>) =>
	fc.dictionary(
		fc.tuple(lesson, fc.constantFrom('one', 'two')).map(([of, id]) => `${kind}/${of}/${id}`),
		value,
		{ maxKeys: 4, noNullPrototype: true },
	);

export const records: fc.Arbitrary<Entries> = fc
	.tuple(
		fc.option(progress),
		keyed('answer', answer),
		keyed('guess', guess),
		keyed('exercise', exercise),
		keyed('exercise-seen', seen),
		fc.dictionary(
			lesson.map((of) => `note/${of}`),
			note,
			{ maxKeys: 3, noNullPrototype: true },
		),
	)
	.map(([own, ...others]) => Object.assign({}, own ? { progress: own } : {}, ...others));
