import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	emptyReview,
	mergeReviews,
	sameReview,
	valueAt,
	type ReviewContent,
	type ReviewPlace,
} from '#workflow/review-merge.ts';

const fields = ['risks', 'threshold', 'measures'] as const;
const anyText = fc.constantFrom('', '太高了', '寫一個日期', '問誰？');
const anyPatch = fc.option(fc.record({ threshold: fc.constantFrom(10, 12) }));

/** Names are drawn by window: two windows that begin the same comment know nothing of each other. */
const anyReview: fc.Arbitrary<ReviewContent> = fc.record({
	scores: fc.dictionary(fc.constantFrom('fit', 'proof'), fc.integer({ min: 1, max: 5 })),
	comments: fc.subarray([...fields]).chain((chosen) =>
		fc.tuple(
			...chosen.map((field) =>
				fc
					.record({ id: fc.constantFrom('one', 'two'), text: anyText, patch: anyPatch })
					.map((said) => ({ ...said, id: `${said.id}-${field}`, field }))
					.filter(({ text, patch }) => text !== '' || patch !== null),
			),
		),
	),
	summary: anyText,
});
const places: ReviewPlace[] = [
	'summary',
	'score:fit',
	'score:proof',
	...fields.flatMap((field): ReviewPlace[] => [`text:${field}`, `patch:${field}`]),
];

test('whoever has written nothing new gets the other’s review, whole', () => {
	fc.assert(
		fc.property(anyReview, anyReview, (base, other) => {
			expect(sameReview(mergeReviews(base, base, other).content, other)).toBe(true);
			expect(sameReview(mergeReviews(base, other, base).content, other)).toBe(true);
		}),
	);
});

test('nothing that either side wrote is in neither the review nor among what is handed back', () => {
	fc.assert(
		fc.property(anyReview, anyReview, anyReview, (base, mine, theirs) => {
			const { content, rivals } = mergeReviews(base, mine, theirs);
			for (const place of places) {
				const stands = JSON.stringify(valueAt(content, place));
				const kept = rivals.filter((one) => one.place === place).map(({ value }) => value);
				for (const side of [mine, theirs]) {
					const value = valueAt(side, place);
					if (value === undefined) continue;
					const isOld = JSON.stringify(value) === JSON.stringify(valueAt(base, place));
					const isThere = [stands, ...kept.map((one) => JSON.stringify(one))].includes(
						JSON.stringify(value),
					);
					expect(isOld || isThere).toBe(true);
				}
			}
		}),
	);
});

test('of two changes at one place mine stands', () => {
	fc.assert(
		fc.property(anyReview, anyReview, (mine, theirs) => {
			const { content } = mergeReviews(emptyReview, mine, theirs);
			for (const place of places) {
				const value = valueAt(mine, place);
				if (value !== undefined) expect(valueAt(content, place)).toEqual(value);
			}
		}),
	);
});

test('a comment that the other side holds already keeps the name it is stored under', () => {
	const on = (id: string, text: string) => ({
		...emptyReview,
		comments: [{ id, field: 'risks' as const, text, patch: null }],
	});
	const { content } = mergeReviews(emptyReview, on('new', '一'), on('old', '二'));
	expect(content.comments).toEqual([{ id: 'old', field: 'risks', text: '一', patch: null }]);
});
