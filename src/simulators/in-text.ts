import type { InputTable, Model } from '#models/model.ts';

/** The model as a lesson shows it: the numbers that the lesson starts from are its example's. */
export function inText<Table extends InputTable, Outcome>(
	model: Model<Table, Outcome>,
	given: object,
): Model<Table, Outcome> {
	const inputs = Object.fromEntries(
		Object.entries(model.inputs).map(([name, row]) => [
			name,
			name in given ? { ...row, source: '示意：課文的例子' } : row,
		]),
	) as Table;
	return { ...model, inputs };
}
