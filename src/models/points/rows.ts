import type { NumberInput } from '#models/model.ts';

/** A number's row, without saying so each time. */
export const numberRow = (row: Omit<NumberInput, 'kind'>): NumberInput => ({
	kind: 'number',
	...row,
});
