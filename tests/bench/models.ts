import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchCase, BenchResult } from './case.ts';
import { createReport, percentile, promised, type Measured } from './lines.ts';
import { orderFileLines } from './orders-browser.ts';
import { sliderLines } from './sliders.ts';

/**
 * `npm run bench:models`: how fast the models are, measured, not tested. One line a case; with
 * `--json` one JSON object a line. Ends with 1 when a target is missed. Words after the options
 * pick the cases whose name contains one of them; `--no-browser` leaves out those in Chromium.
 */
export interface BenchLine extends Measured {
	median_ms: number;
	min_ms: number;
	runs: number;
	checksum: number;
	parameters?: Readonly<Record<string, number>>;
	/** The most that the promised figure may be, and which figure that is. */
	target_ms?: number;
	target_of?: 'median_ms' | 'p95_ms';
	p95_ms?: number;
}

const options = process.argv.slice(2);
const words = options.filter((option) => !option.startsWith('--'));
const wanted = (name: string): boolean =>
	words.length === 0 || words.some((word) => name.includes(word));

const { print, end } = createReport<BenchLine>((line) => {
	const figure = line.target_of === 'p95_ms' ? `p95 ${line.p95_ms?.toFixed(1)}` : '';
	const target = line.target_ms === undefined ? '' : `≤ ${line.target_ms}`;
	return `${line.name}, n=${line.n}: median ${line.median_ms.toFixed(1)} ms, min ${line.min_ms.toFixed(1)} ${figure} ${target}`;
});

async function measure(each: BenchCase): Promise<BenchLine> {
	const prepared = await each.prepare();
	const runs = each.runs ?? 5;
	let result: BenchResult = await each.run(prepared);
	const times: number[] = [];
	for (let run = 0; run < runs; run++) {
		const start = performance.now();
		result = await each.run(prepared);
		times.push(performance.now() - start);
	}
	times.sort((first, second) => first - second);
	const line: BenchLine = {
		name: each.name,
		n: each.n,
		median_ms: percentile(times, 0.5),
		min_ms: times[0] ?? Number.NaN,
		runs,
		checksum: result.checksum,
		...(result.parameters ? { parameters: result.parameters } : {}),
	};
	const { targetMilliseconds: most } = each;
	return most === undefined ? line : promised(line, 'median_ms', most);
}

const folder = join(import.meta.dirname, 'cases');
for (const file of readdirSync(folder).sort()) {
	const { cases } = (await import(join(folder, file))) as { cases: readonly BenchCase[] };
	for (const each of cases) if (wanted(each.name)) print(await measure(each));
}
if (!options.includes('--no-browser') && wanted('slider to picture')) {
	for (const line of await sliderLines()) print(line);
}
if (!options.includes('--no-browser') && wanted('order file from drop to result')) {
	for (const line of await orderFileLines()) print(line);
}
end();
