import { expect, test } from 'vitest';
import { designSections, shownValue } from '#presentation/design-rows.ts';
import { compile, costFields, emptyDesign, usualCost, type Design } from '#workflow/design.ts';
import { words } from '../support/class.ts';

test('in every case what nobody has decided reads as the team’s own page and its figures have it', () => {
	expect(words.cases.size).toBeGreaterThanOrEqual(5);
	for (const [id, { inputs }] of words.cases) {
		const rowsOf = (design: Design) =>
			designSections(design, words.design, inputs).flatMap(({ rows }) => rows);
		const empty = emptyDesign();
		const { inputs: reckoned } = compile(empty, inputs);
		for (const field of costFields) {
			const row = (design: Design) => rowsOf(design).find((one) => one.field === field);
			expect({ id, field, ...row(empty) }).toMatchObject({
				value: shownValue(field, usualCost(inputs, field)),
				untouched: true,
			});
			expect(row(empty)?.value).toBe(shownValue(field, reckoned[field]));
			const decided: Design = {
				...empty,
				numbers: { ...empty.numbers, [field]: 0 },
				numbersSet: [field],
			};
			expect(row(decided)).toMatchObject({ value: shownValue(field, 0), untouched: false });
		}
	}
});
