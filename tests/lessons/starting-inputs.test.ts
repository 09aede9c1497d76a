import { expect, test } from 'vitest';
import { lineOf, startingFaults } from '#lessons/starting-inputs.ts';
import { clvInputs } from '#models/clv/inputs.ts';

test('a start that fits the table has no faults', () => {
	expect(startingFaults(clvInputs, { retentionPerYear: 0.9, timing: 'B' })).toEqual([]);
});

test('a number out of its range is told with the range, in both writings', () => {
	const [fault] = startingFaults(clvInputs, { retentionPerYear: 90 });
	expect(fault).toContain('retentionPerYear（年留存率）');
	expect(fault).toContain('0% 到 100%');
	expect(fault).toContain('「90」');
	expect(startingFaults(clvInputs, { orderValue: '400' })).toHaveLength(1);
});

test('a choice and a name that do not exist are told with those that do', () => {
	expect(startingFaults(clvInputs, { timing: 'E' })[0]).toContain('A、B、C、D');
	expect(startingFaults(clvInputs, { retention: 0.9 })[0]).toContain('retentionPerYear');
});

test('the line is that of the word, not of one that begins alike', () => {
	expect(lineOf('一\n<NpsSimulatorTwo />\n\n<NpsSimulator />', 'NpsSimulator')).toBe(4);
});
