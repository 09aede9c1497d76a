import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	assumptionPlaces,
	fieldsConcerned,
	fieldsOf,
	readComments,
	readPatch,
	unanswered,
	type Answer,
	type Comment,
	type Patch,
} from '#workflow/comment.ts';
import {
	emptyDesign,
	factors,
	numberFields,
	requiredFields,
	strategies,
	textFields,
	type Design,
	type DesignField,
	type NumberField,
	type TextField,
} from '#workflow/design.ts';
import { ledgerOf } from '#workflow/ledger.ts';

const numberNames = Object.keys(numberFields) as NumberField[];
const textNames = Object.keys(textFields) as TextField[];
const everyField: DesignField[] = [
	...textNames,
	'weakestFactor',
	'chosenStrategies',
	...numberNames,
];

/** A value on the slider's own steps. */
const setting = (field: NumberField) => {
	const { min, max, step } = numberFields[field];
	const steps = Math.round((max - min) / step);
	return fc.nat(Math.min(steps, 5)).map((place) => Number((min + place * step).toPrecision(12)));
};
const anyNumbers = fc.record(
	Object.fromEntries(numberNames.map((field) => [field, setting(field)])) as Record<
		NumberField,
		fc.Arbitrary<number>
	>,
);
const anyDesign: fc.Arbitrary<Design> = fc
	.record({
		text: fc.record(
			Object.fromEntries(
				textNames.map((field) => [field, fc.constantFrom('', '原本的字', '改過的字')]),
			) as Record<TextField, fc.Arbitrary<string>>,
		),
		weakestFactor: fc.option(fc.constantFrom(...factors)),
		chosenStrategies: fc.subarray([...strategies]),
		numbers: anyNumbers,
	})
	.map((design) => ({ ...design, numbersSet: numberNames }));

/** Two versions, and a review of the first as a lecturer may have written it. */
const anyRevision = fc
	.record({
		before: anyDesign,
		after: anyDesign,
		drafts: fc.array(
			fc.record({
				field: fc.option(fc.constantFrom(...everyField)),
				asked: fc.option(
					fc
						.record({ numbers: anyNumbers, names: fc.subarray(numberNames, { minLength: 1 }) })
						.map(({ numbers, names }) => ({ numbers, names })),
				),
				answer: fc.option(fc.constantFrom('adopted' as const, 'rebutted' as const)),
			}),
			{ maxLength: 8 },
		),
	})
	.map(({ before, after, drafts }) => {
		const comments = drafts.map(({ field, asked }, index): Comment => {
			const given = Object.fromEntries((asked?.names ?? []).map((n) => [n, asked?.numbers[n]]));
			const patch = readPatch(given, before);
			return { id: `k${index}`, field, text: '再想一次', patch, result: null };
		});
		const answers = drafts.flatMap(({ answer }, index): Answer[] =>
			answer
				? [
						{
							commentId: `k${index}`,
							kind: answer,
							reason: answer === 'rebutted' ? '試過了，更差' : '',
							by: '林子晴',
							at: index,
							version: 1,
						},
					]
				: [],
		);
		return {
			before: { number: 1, design: before },
			after: { number: 2, design: after },
			comments,
			answers,
		};
	});

const differs = (one: Design, other: Design, field: DesignField): boolean => {
	const read = (design: Design): unknown =>
		field in textFields
			? design.text[field as TextField]
			: field in numberFields
				? design.numbers[field as NumberField]
				: JSON.stringify(design[field as 'weakestFactor' | 'chosenStrategies']);
	return read(one) !== read(other);
};

describe('the ledger, whatever was written, asked and answered', () => {
	test('names every field that changed exactly once, and no other', () => {
		fc.assert(
			fc.property(anyRevision, (given) => {
				const { words, numbers } = ledgerOf(given);
				const changed = everyField.filter((field) =>
					differs(given.before.design, given.after.design, field),
				);
				expect([...words, ...numbers].map(({ field }) => field).sort()).toEqual(changed.sort());
			}),
		);
	});

	test('names every comment exactly once, in the order of the review', () => {
		fc.assert(
			fc.property(anyRevision, (given) => {
				expect(ledgerOf(given).comments.map(({ comment }) => comment)).toEqual(given.comments);
			}),
		);
	});

	test('calls an adopted patch “as asked” exactly when its values stand in the new version', () => {
		fc.assert(
			fc.property(anyRevision, (given) => {
				for (const { comment, outcome } of ledgerOf(given).comments) {
					if (outcome.kind !== 'adopted') continue;
					const { patch } = comment;
					const stands =
						patch !== null &&
						fieldsOf(patch).every((field) => given.after.design.numbers[field] === patch[field]);
					expect(outcome.applied === 'asAsked').toBe(stands);
				}
			}),
		);
	});

	test('gives a change to the comments on its field, adopted or not, and calls the others unasked', () => {
		fc.assert(
			fc.property(anyRevision, (given) => {
				const { words, numbers, unasked, despite } = ledgerOf(given);
				const adopted = given.comments.filter(({ id }) =>
					given.answers.some(({ commentId, kind }) => commentId === id && kind === 'adopted'),
				);
				for (const { field, ...found } of [...words, ...numbers]) {
					const on = (comments: readonly Comment[]) =>
						comments
							.filter((comment) => fieldsConcerned(comment).includes(field))
							.map(({ id }) => id);
					const others = given.comments.filter((comment) => !adopted.includes(comment));
					expect(found).toMatchObject({ answers: on(adopted), despite: on(others) });
					const isNobodys = on(adopted).length === 0;
					expect(despite.includes(field)).toBe(isNobodys && on(others).length > 0);
					expect(unasked.includes(field)).toBe(isNobodys && on(others).length === 0);
				}
			}),
		);
	});

	test('keeps what the team said: a rebuttal with its reason, silence as unanswered', () => {
		fc.assert(
			fc.property(anyRevision, (given) => {
				const { comments } = ledgerOf(given);
				const silent = comments.filter(({ outcome }) => outcome.kind === 'unanswered');
				expect(silent.map(({ comment }) => comment)).toEqual(
					unanswered(given.comments, given.answers),
				);
				for (const { comment, outcome } of comments) {
					const answer = given.answers.find(({ commentId }) => commentId === comment.id);
					expect(outcome.kind).toBe(answer?.kind ?? 'unanswered');
					if (outcome.kind === 'rebutted') expect(outcome.reason).toBe('試過了，更差');
				}
			}),
		);
	});

	test('of two versions that are alike tells no change, and that what was adopted never came', () => {
		fc.assert(
			fc.property(anyRevision, (given) => {
				const ledger = ledgerOf({ ...given, after: { number: 2, design: given.before.design } });
				expect([ledger.words, ledger.numbers, ledger.unasked]).toEqual([[], [], []]);
				for (const { outcome } of ledger.comments) {
					if (outcome.kind === 'adopted') expect(outcome.applied).toBe('nothing');
				}
			}),
		);
	});
});

describe('a comment adopted', () => {
	const at = (threshold: number): Design => ({
		...emptyDesign(),
		numbers: { ...emptyDesign().numbers, threshold },
	});
	const asks = (patch: Patch | null, field: DesignField | null = 'threshold'): Comment => ({
		id: 'a',
		field,
		text: '門檻太高',
		patch,
		result: null,
	});
	const applied = (comment: Comment, after: Design) => {
		const answer = { kind: 'adopted' as const, reason: '', by: '林子晴', at: 0, version: 1 };
		const [entry] = ledgerOf({
			before: { number: 1, design: at(30) },
			after: { number: 2, design: after },
			comments: [comment],
			answers: [{ commentId: 'a', ...answer }],
		}).comments;
		return entry?.outcome.kind === 'adopted' ? entry.outcome.applied : null;
	};

	test.each([
		{ comment: asks({ threshold: 20 }), after: at(20), is: 'asAsked' },
		{ comment: asks({ threshold: 20 }), after: at(25), is: 'otherwise' },
		{ comment: asks({ threshold: 20 }), after: at(30), is: 'nothing' },
		{ comment: asks({ threshold: 20, expiryMonths: 6 }), after: at(20), is: 'otherwise' },
		{ comment: asks(null), after: at(25), is: 'inWords' },
		{ comment: asks(null, 'risks'), after: at(25), is: 'nothing' },
		{ comment: asks(null, null), after: at(25), is: 'inWords' },
	])('$comment.patch is $is', ({ comment, after, is }) => {
		expect(applied(comment, after)).toBe(is);
	});
});

describe('comments as they were stored', () => {
	test('before they had names are named by their place, and the empty ones are left out', () => {
		const read = readComments([
			{ field: 'risks', text: '一' },
			{ field: null, text: ' ' },
			{ field: null, text: '三' },
		]);
		expect(read).toEqual([
			{ id: 'c1', field: 'risks', text: '一', patch: null, result: null },
			{ id: 'c3', field: null, text: '三', patch: null, result: null },
		]);
	});

	test('never share a name', () => {
		fc.assert(
			fc.property(
				fc.array(fc.option(fc.constantFrom('', 'c1', 'c2', 'c3', 'k'), { nil: undefined })),
				(ids) => {
					const read = readComments(ids.map((id) => ({ id, field: null, text: '字' })));
					expect(new Set(read.map(({ id }) => id)).size).toBe(ids.length);
				},
			),
		);
	});

	test('come in the order of the form, whatever order they were written in, each under its name', () => {
		// Section by section, assumptions after, the whole at last.
		const form = [...requiredFields, ...assumptionPlaces, null];
		expect(new Set(form)).toEqual(new Set([...everyField, ...assumptionPlaces, null]));
		const written = form.map((field, place) => ({ id: `k${place}`, field, text: '字' }));
		fc.assert(
			fc.property(fc.shuffledSubarray(written), (comments) => {
				const read = readComments(comments);
				const places = read.map(({ field }) => form.indexOf(field));
				expect(places).toEqual(places.toSorted((one, other) => one - other));
				expect(new Set(read.map(({ id, field }) => `${id}${field}`))).toEqual(
					new Set(comments.map(({ id, field }) => `${id}${field}`)),
				);
			}),
		);
		const twice = readComments(
			['先', '後'].map((text, place) => ({ id: `${place}`, field: 'risks', text })),
		);
		expect(twice.map(({ text }) => text)).toEqual(['先', '後']);
	});
});

describe('a patch', () => {
	const design = emptyDesign();

	test('keeps inside the slider’s range and steps, and passes over what is no slider', () => {
		expect(
			readPatch({ threshold: 9_999, expiryMonths: 6.4, lift: 1, setupCost: 'much' }, design),
		).toEqual({ threshold: 500, expiryMonths: 6 });
	});

	test('that moves nothing is none', () => {
		expect(readPatch({ threshold: design.numbers.threshold }, design)).toBeNull();
		expect(readPatch(null, design)).toBeNull();
	});
});
