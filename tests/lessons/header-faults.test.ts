import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { z } from 'astro/zod';
import { strict, text, whole } from '#exercises/fields.ts';
import { checkedFiles } from '#lessons/checked-files.ts';
import { headerFaults } from '#lessons/header-faults.ts';

const schema = strict({
	number: whole('請寫第幾課'),
	title: text('請寫標題'),
	objectives: z.array(text(), { error: '請寫這一課的目標' }),
	notes: z.array(strict({ minutes: z.number(), say: text('請寫要說的話') })).default([]),
});
const good = ['number: 4', 'title: 價值', 'objectives:', '  - 說出三個數字'];
const lesson = (head: readonly string[]) =>
	['---', ...head, '---', '', '課文: 不是資料'].join('\n');
const faults = (head: readonly string[]) => headerFaults(lesson(head), schema);

test('a header that has everything has no fault, whatever system wrote its lines', () => {
	expect(faults(good)).toEqual([]);
	expect(headerFaults(`\uFEFF${lesson(good).replaceAll('\n', '\r\n')}`, schema)).toEqual([]);
});

test('what is missing is named, with what is expected', () => {
	expect(faults(good.slice(0, 2))).toEqual([{ line: 1, message: 'objectives：請寫這一課的目標' }]);
	expect(headerFaults('---\n---\n課文', schema).map(({ message }) => message)).toEqual([
		'number：請寫第幾課',
		'title：請寫標題',
		'objectives：請寫這一課的目標',
	]);
});

test('what is wrong is told with its own line, in its list', () => {
	const head = [
		...good,
		'notes:',
		'  - minutes: 2',
		'    sya: 大家好',
		'  - minutes: 三',
		'    say: 再見',
	];
	expect(faults(head)).toEqual([
		{ line: 7, message: 'notes第1項的say：請寫要說的話' },
		{ line: 8, message: 'notes第1項：沒有「sya」；可以寫的是minutes、say' },
		{ line: 9, message: 'notes第2項的minutes：無效的輸入值：預期為 number，但收到 string' },
	]);
});

test('what cannot be read is told once, with its line, and a header without an end too', () => {
	const [fault, ...others] = faults(['number: 4', 'title: 值: 多少', ...good.slice(2)]);
	expect(others).toEqual([]);
	expect(fault).toMatchObject({ line: 3, message: expect.stringContaining('讀不懂') });
	expect(headerFaults('---\nnumber: 4\n\n課文', schema)).toEqual([
		{ line: 1, message: expect.stringContaining('檔頭沒有結束') },
	]);
});

test('a file without a header is all data', () => {
	expect(headerFaults('number: 4\n\ntitle: 12\nobjectives: []', schema)).toEqual([
		{ line: 3, message: 'title：請寫標題' },
	]);
});

const folder = mkdtempSync(join(tmpdir(), 'loyalty-content-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a collection stops before its first file is read, with the faults of all of them', async () => {
	mkdirSync(join(folder, 'content'), { recursive: true });
	const write = (name: string, head: readonly string[]) =>
		writeFileSync(join(folder, 'content', name), lesson(head));
	write('01-first.mdx', good);
	write('02-second.mdx', good.slice(1));
	write('03-third.mdx', good.slice(0, 2));
	const { loader } = checkedFiles({ pattern: '*.mdx', base: './content' }, schema);
	// All that the check needs of what the framework hands over; the rest is never reached.
	const context = { config: { root: pathToFileURL(`${folder}/`) } };
	await expect(loader.load(context as Parameters<typeof loader.load>[0])).rejects.toThrow(
		'content/02-second.mdx:1　number：請寫第幾課\ncontent/03-third.mdx:1　objectives：請寫這一課的目標',
	);
});
