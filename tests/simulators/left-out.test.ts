import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** 怎麼算 and 沒有算進去的, of every simulator that has them. */
const folder = join(import.meta.dirname, '..', '..', 'src', 'simulators');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
	/(^|[/-])words\.ts$/.test(name),
);
interface Told {
	readonly conventions?: readonly string[];
	readonly leftOut?: readonly string[];
}
const told = await Promise.all(
	files.map(async (name): Promise<[string, Told]> => [name, await import(join(folder, name))]),
);
const listing = told.flatMap(([name, { leftOut }]) => (leftOut ? [{ name, leftOut }] : []));

test('there are simulators that say what they leave out', () => {
	expect(listing.length).toBeGreaterThan(15);
});

// Under that heading a sentence names what is missing: what is made up or assumed is in the model,
// and a second 沒有 would say the opposite.
test.each(listing)('$name leaves out what it lists there', ({ leftOut }) => {
	for (const sentence of leftOut) {
		expect(sentence).not.toMatch(/（示意）|都是假設|容易走的先走了/);
		expect(sentence).not.toMatch(/沒有算|不算[。，；]|沒有扣|不反應|也不隨|頭到尾不變|也不在裡面/);
	}
});

test('what is counted is told where it says how', () => {
	const countedBy = (simulator: string) =>
		told.find(([name]) => name === join(simulator, 'words.ts'))?.[1].conventions?.join('');
	const measures = countedBy('measures');
	expect(measures).toContain('客人是虛構的（示意）');
	expect(measures).toContain('被吸引走的人來的次數剩四成');
	expect(countedBy('points')).toContain('愈久沒走的客戶，平均愈不容易走');
});
