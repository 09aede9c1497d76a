import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
	asWritten,
	compile,
	designText,
	designValues,
	emptyDesign,
	materialise,
	missingFields,
	numberFields,
	overlongTexts,
	requiredFields,
	strategies,
	strategyKey,
	textFields,
	unreadyFields,
	wordsOnly,
	type Design,
	type NumberField,
	type TextField,
} from '#workflow/design.ts';
import { evidenceKey, mostEvidence } from '#workflow/evidence.ts';
import { changesBetween, scoreReceipt, type Rubric } from '#workflow/submission.ts';
import { raw } from '../support/raw-update.ts';

const numberNames = Object.keys(numberFields) as NumberField[];

function filledDocument(): Y.Doc {
	const doc = new Y.Doc();
	for (const field of Object.keys(textFields) as TextField[]) {
		designText(doc, field).insert(0, `寫在「${field}」的字`);
	}
	const values = designValues(doc);
	values.set('weakestFactor', 'price');
	values.set(strategyKey('programme'), true);
	for (const field of numberNames) values.set(field, numberFields[field].usual);
	return doc;
}

describe('reading a document', () => {
	test('an empty document misses every required field', () => {
		expect(missingFields(materialise(new Y.Doc()))).toEqual(requiredFields);
	});

	test('a filled document misses nothing', () => {
		expect(missingFields(materialise(filledDocument()))).toEqual([]);
	});

	test('blanks do not count as words', () => {
		const doc = filledDocument();
		designText(doc, 'risks').delete(0, designText(doc, 'risks').length);
		designText(doc, 'risks').insert(0, ' 　\n');
		expect(missingFields(materialise(doc))).toEqual(['risks']);
	});

	test('as written it holds every word and piece of evidence, more than may be handed in', () => {
		const doc = filledDocument();
		const words = '長'.repeat(textFields.planName.most + 9);
		designText(doc, 'measures').insert(0, '長'.repeat(textFields.measures.most));
		designText(doc, 'planName').insert(0, words);
		const ids = Array.from({ length: mostEvidence + 2 }, (_, index) => `a${index}`);
		for (const id of ids) {
			designValues(doc).set(evidenceKey('risks', id), { kind: 'source', text: '店長' });
		}
		const whole = asWritten(doc);
		expect(whole.text.planName).toBe(designText(doc, 'planName').toString());
		expect(whole.text.measures).toBe(designText(doc, 'measures').toString());
		expect(whole.backing?.evidence.risks?.map(({ id }) => id)).toEqual(ids);
		const handedIn = materialise(doc);
		expect(handedIn.text.planName.length).toBe(textFields.planName.most);
		expect(handedIn.backing?.evidence.risks?.length).toBe(mostEvidence);
		const rest = ({ text: _, backing: __, ...others }: Design) => others;
		expect(rest(whole)).toEqual(rest(handedIn));
	});

	test('a text that is too long is no more ready than an empty one', () => {
		const doc = filledDocument();
		expect(unreadyFields(doc)).toEqual([]);
		designText(doc, 'planName').insert(0, '長'.repeat(textFields.planName.most));
		designText(doc, 'risks').delete(0, designText(doc, 'risks').length);
		expect(unreadyFields(doc)).toEqual(['planName', 'risks']);
	});

	test('whatever a document holds, a design inside its ranges comes out', () => {
		const anything = fc.oneof(fc.double(), fc.string(), fc.boolean(), fc.constant(null));
		fc.assert(
			fc.property(
				fc.dictionary(fc.constantFrom(...numberNames, 'weakestFactor', 'oops'), anything),
				(given) => {
					const doc = new Y.Doc();
					for (const [name, value] of Object.entries(given)) designValues(doc).set(name, value);
					const design = materialise(doc);
					for (const name of numberNames) {
						expect(design.numbers[name]).toBeGreaterThanOrEqual(numberFields[name].min);
						expect(design.numbers[name]).toBeLessThanOrEqual(numberFields[name].max);
					}
				},
			),
		);
	});
});

describe('a text over its limit', () => {
	const { most } = textFields.planName;

	test('is named with what is too much, and one at its limit is not', () => {
		const doc = new Y.Doc();
		designText(doc, 'planName').insert(0, '字'.repeat(most));
		expect(overlongTexts(doc)).toEqual([]);
		designText(doc, 'planName').insert(0, '再多');
		expect(overlongTexts(doc)).toEqual([{ field: 'planName', over: 2 }]);
	});

	test('is so by its words, whatever else has come into it', () => {
		const doc = new Y.Doc();
		designText(doc, 'planName').insert(0, '字'.repeat(most));
		const values = Array.from({ length: 3_000 }, () => null);
		Y.applyUpdate(doc, raw(1, 0, [{ text: 'text:planName', values }]));
		expect(overlongTexts(doc)).toEqual([]);
	});

	test('is read without half a sign at its end', () => {
		const doc = new Y.Doc();
		designText(doc, 'planName').insert(0, `${'字'.repeat(most - 1)}😀`);
		expect(materialise(doc).text.planName).toBe('字'.repeat(most - 1));
	});
});

describe('a design is the model', () => {
	const base: Design = { ...emptyDesign() };

	test.each(numberNames)('moving %s moves the simulator', (name) => {
		const row = numberFields[name];
		const moved = row.usual === row.max ? row.min : row.max;
		const after = compile({ ...base, numbers: { ...base.numbers, [name]: moved } }, {});
		expect(after.inputs[name]).toBe(moved);
		expect(after).not.toEqual(compile(base, {}));
	});

	test('every other field is listed as words only', () => {
		const listed = new Set<string>([...wordsOnly, ...numberNames]);
		expect(requiredFields.filter((field) => !listed.has(field))).toEqual([]);
		const words: Design = {
			...base,
			text: { ...base.text, risks: '想過的事', planName: '再來一杯' },
			weakestFactor: 'trust',
			chosenStrategies: [...strategies],
		};
		expect(compile(words, {})).toEqual(compile(base, {}));
	});

	test('customers and response come from the case, never from the team', () => {
		const state = compile(base, { customers: 1_200, lift: 0.02 });
		expect(state.inputs.customers).toBe(1_200);
		expect(state.inputs.lift).toBe(0.02);
	});
});

describe('between two versions', () => {
	test('only what differs is listed, with before and after', () => {
		const before = materialise(filledDocument());
		const after: Design = {
			...before,
			text: { ...before.text, risks: '換了一種寫法' },
			numbers: { ...before.numbers, threshold: 40 },
		};
		expect(changesBetween(before, after)).toEqual([
			{ field: 'risks', before: before.text.risks, after: '換了一種寫法' },
			{ field: 'threshold', before: String(before.numbers.threshold), after: '40' },
		]);
		expect(changesBetween(before, before)).toEqual([]);
	});
});

describe('the score', () => {
	const rubric: Rubric = {
		version: 1,
		levelNames: ['未見', '起步', '可用', '扎實', '出色'],
		criteria: [
			{ id: 'who', name: '對準客群', weight: 0.25, levels: ['1', '2', '3', '4', '5'] },
			{ id: 'how', name: '機制說得通', weight: 0.75, levels: ['1', '2', '3', '4', '5'] },
		],
	};

	test('is a receipt whose lines add up', () => {
		const { lines, total, missing } = scoreReceipt(rubric, { who: 4, how: 3 });
		expect(lines.map(({ points }) => points)).toEqual([20, 45]);
		expect(total).toBe(65);
		expect(missing).toEqual([]);
	});

	test('names the criteria that have no level yet, and takes no level outside the scale', () => {
		expect(scoreReceipt(rubric, { who: 6 }).missing).toEqual(['who', 'how']);
	});
});
