import { expect, test } from 'vitest';
import { wordlessWorker, withoutWords } from '#simulators/wordless-worker.ts';

const row = "const rows = { a: number({ label: '客戶數', key: 'n', unit: '人', min: 1 }) };";

test('a worker’s table keeps its numbers and units, and says nothing', () => {
	expect(withoutWords(row)).toBe(
		"const rows = { a: number({ label: '', key: '', unit: '人', min: 1 }) };",
	);
});

test('only the worker that answers in numbers goes without words', () => {
	const table = '/x/src/models/points/inputs.ts';
	const step = wordlessWorker();
	step.buildStart({ input: '/x/src/simulators/rfm/rfm.worker.ts' });
	expect(step.transform(row, table)).toBeNull();
	step.buildStart({ input: '/x/src/simulators/points/points.worker.ts' });
	expect(step.transform(row, table)?.code).not.toContain('客戶數');
	expect(step.transform(row, '/x/src/models/points/tiers.ts')).toBeNull();
	const presets = "export const pointsPresets = [{ id: 'generous', inputs: {} }];";
	const code = step.transform(presets, '/x/src/models/points/presets.ts')?.code;
	expect(code).toBe('export const pointsPresets = [];');
});
