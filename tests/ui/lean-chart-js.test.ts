import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Color } from '#ui/chart-colour.ts';
import { withoutUnusedAxes } from '#ui/lean-chart-js.ts';

// The library as it is installed: a new version that is written otherwise is noticed here first.
const entry = createRequire(import.meta.url).resolve('chart.js');
const source = readFileSync(join(entry, '..', 'chart.js'), 'utf8');

test('the axes that nobody registers are emptied, and nothing else', () => {
	const lean = withoutUnusedAxes(source);
	for (const name of ['LogarithmicScale', 'RadialLinearScale', 'TimeScale', 'TimeSeriesScale']) {
		expect(lean).toContain(`class ${name} {}`);
	}
	const classes = (text: string) => text.match(/^class \w+/gm) ?? [];
	expect(classes(lean)).toEqual(classes(source));
	for (const kept of ['LinearScale extends LinearScaleBase', 'CategoryScale extends Scale']) {
		expect(lean).toContain(`class ${kept} {`);
	}
	expect(source.length - lean.length).toBeGreaterThan(10_000);
});

test('a library written otherwise stops the build instead of being cut in the wrong place', () => {
	expect(() => withoutUnusedAxes('class LinearScale {}')).toThrow(/LogarithmicScale/);
});

test('a colour under the pointer stays as the style sheet has it', () => {
	const colour = new Color('rgb(0, 90, 90)');
	expect(colour.saturate().darken().hexString()).toBe('rgb(0, 90, 90)');
	expect(colour.valid).toBe(false);
});

test('Chart.js asks a colour for nothing but what the stand-in has', () => {
	const helpers = readFileSync(join(entry, '..', 'chunks', 'index.js'), 'utf8');
	const asked = helpers.match(/new Color\([^)]*\)[^;]*/g) ?? [];
	expect(asked).toEqual([
		'new Color(value)',
		'new Color(value).saturate(0.5).darken(0.1).hexString()',
	]);
});
