import fc from 'fast-check';
import { expect, test } from 'vitest';
import { choiceModel } from '#models/churn/new-or-existing-model.ts';
import { journeyModel } from '#models/journey/model.ts';
import { numberRow, type InputTable } from '#models/model.ts';
import { pointsModel } from '#models/points/points.ts';
import { perceivedValueModel } from '#models/perceived-value/model.ts';
import { serviceQualityModel } from '#models/service-quality/model.ts';
import { csatModel } from '#models/survey/csat-model.ts';
import { intentionModel } from '#models/survey/intention-model.ts';
import { inText } from '#simulators/in-text.ts';
import { countWords } from '#simulators/provenance.ts';

const said = (table: InputTable): string => countWords(Object.values(table));
const row = (source: string) =>
	numberRow({ label: '', key: '', unit: '', min: 0, max: 1, step: 1, usual: 0, source });

// Counted by hand from the tables.
test.each([
	[serviceQualityModel, '18個輸入：15個是示意，3個是假設'],
	[journeyModel, '14個輸入：12個是示意，1個是假設，1個另有說明'],
	[perceivedValueModel, '17個輸入：16個是示意，1個是假設'],
	[csatModel, '5個輸入，全部是示意'],
	[intentionModel, '5個輸入，全部是假設'],
	[{ title: '點數計畫', inputs: pointsModel.inputs }, '44個輸入：40個是假設，4個另有說明'],
])('$0.title tells what its numbers rest on', ({ inputs }, words) => {
	expect(said(inputs)).toBe(words);
});

test('whatever the sources are, the parts make the whole, and all is called all', () => {
	const sources = fc.array(fc.constantFrom('示意：課文', '假設', '慣例', 'Liu（2007）'), {
		minLength: 1,
	});
	fc.assert(
		fc.property(sources, (list) => {
			const words = countWords(list.map(row));
			const [whole, ...parts] = [...words.matchAll(/\d+/g)].map(([digits]) => Number(digits));
			expect(whole).toBe(list.length);
			if (parts.length > 0) {
				expect(parts.reduce((sum, part) => sum + part, 0)).toBe(whole);
				expect(parts).not.toContain(whole);
			} else {
				const kinds = new Set(list.map((source) => /示意|假設/.exec(source)?.[0]));
				expect(kinds.size).toBe(1);
				expect(words.includes('全部')).toBe(!kinds.has(undefined));
			}
		}),
	);
});

test('what a lesson starts from is its own example, and the rest is what it was', () => {
	const given = { ratio: 5, acquisitionCost: 600 };
	const { inputs } = inText(choiceModel, given);
	expect(inputs.acquisitionCost.source).toBe('示意：課文的例子');
	expect(inputs.savedShare).toEqual(choiceModel.inputs.savedShare);
	expect(said(inputs)).toContain('2個是示意');
	expect(said(choiceModel.inputs)).not.toContain('示意');
});
