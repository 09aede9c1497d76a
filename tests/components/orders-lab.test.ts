import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { LabExample } from '../../src/simulators/orders/example-words.ts';
import DataLab from '../../src/simulators/orders/DataLab.svelte';

const example: LabExample = {
	title: '連鎖咖啡店（合成資料）',
	learned: 0.65,
	weeks: 36,
	expectedTotal: 1_050,
	actualTotal: 1_000,
	groups: [0, 1, 2, 3, 4, 5, 6, 7].map((repeatOrders) => ({
		repeatOrders,
		expectedMean: repeatOrders / 2,
		actualMean: repeatOrders / 2.1,
	})),
};
const companies = [
	{
		id: 'shop' as const,
		title: '網路商店（合成資料）',
		note: '一年約三次。',
		source: '假設：虛構',
	},
	{ id: 'gym' as const, title: '健身房會員（合成資料）', note: '按月續約。', source: '假設：虛構' },
];

const day = (number: number): string =>
	new Date(Date.UTC(2024, 0, 1) + number * 86_400_000).toISOString().slice(0, 10);
const rowsOf = (count: number, written: (day: number) => string = day): string =>
	[
		'會員,日期,金額',
		...Array.from({ length: count }, (_, i) => `K${i % 70},${written((i * 13) % 560)},${90 + i}`),
	].join('\n');
const file = (name: string, text: string): File => new File([text], name, { type: 'text/csv' });

async function open() {
	const { container } = await render(DataLab, { companies, example });
	const text = (selector: string) =>
		container.querySelector(selector)?.textContent?.replaceAll(/\s+/g, '') ?? '';
	const input = container.querySelector<HTMLInputElement>('input[type=file]');
	if (!input) throw new Error('no file input');
	await expect.poll(() => input.disabled).toBe(false);
	const give = (...files: File[]) => userEvent.upload(input, files);
	const drop = (...files: File[]) => {
		const carried = new DataTransfer();
		for (const each of files) carried.items.add(each);
		const event = (type: string) =>
			new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: carried });
		const over = event('dragover');
		document.body.dispatchEvent(over);
		document.body.dispatchEvent(event('drop'));
		return over;
	};
	return { container, text, give, drop };
}

test('before there are data one test is shown worked out, with its error', async () => {
	const { container, text } = await open();
	expect(text('.example p')).toBe(
		'連鎖咖啡店（合成資料）：只看前65%的時間，就猜之後36週有1,050筆訂單；實際1,000筆，多猜5.0%。',
	);
	expect(container.querySelector('.example svg')).not.toBeNull();
	expect(text('.privacy')).toBe('檔案只在這台裝置的瀏覽器裡讀；沒有一筆訂單離開這裡。');
});

test('a file dropped anywhere on the page is read, and the page is not left for it', async () => {
	const { text, drop } = await open();
	const over = drop(file('掉下來.csv', rowsOf(400)));
	expect(over.defaultPrevented).toBe(true);
	await expect.poll(() => text('.file b')).toBe('掉下來.csv');
	expect(text('.example')).toBe('');
});

test('of several files the first is read, and the page says so', async () => {
	const { text, drop } = await open();
	drop(file('一.csv', rowsOf(300)), file('二.csv', rowsOf(300)));
	expect(text('.word')).toBe('');
	await expect.poll(() => text('.file b')).toBe('一.csv');
	await expect.poll(() => text('.word')).toContain('一次只讀一個檔案');
});

test('of two files in quick succession only the later one is ever shown', async () => {
	const { container, text, drop } = await open();
	const shown = new Set<string>();
	const look = new MutationObserver(() => shown.add(text('.file b')));
	look.observe(container, { subtree: true, childList: true, characterData: true });
	drop(file('先.csv', rowsOf(60_000)));
	drop(file('後.csv', rowsOf(300)));
	await expect.poll(() => text('.file b')).toBe('後.csv');
	await expect.poll(() => container.querySelector('progress')).toBeNull();
	look.disconnect();
	shown.delete('');
	expect([...shown]).toEqual(['後.csv']);
});

test('a moved setting is worked out anew for the same file', async () => {
	const { container, text, drop } = await open();
	drop(file('店.csv', rowsOf(500)));
	await expect.poll(() => text('.file b')).toBe('店.csv');
	const label = '預測多遠，週';
	const settings = container.querySelector('.plate-in details');
	if (settings instanceof HTMLDetailsElement) settings.open = true;
	const stages = new Set<string>();
	const look = new MutationObserver(() => stages.add(text('.working label')));
	look.observe(container, { subtree: true, childList: true, characterData: true });
	await userEvent.fill(page.getByRole('textbox', { name: label }), '26');
	await expect.poll(() => stages.size).toBeGreaterThan(0);
	await expect.poll(() => container.querySelector('progress')).toBeNull();
	look.disconnect();
	expect(text('.trouble')).toBe('');
	expect(text('.file b')).toBe('店.csv');
});

test('a day and month that could be exchanged are asked about, and can be', async () => {
	const { container, text, drop } = await open();
	// No day above the 12th, so nothing in the file tells.
	const short = (number: number) => `${1 + (number % 12)}/${1 + ((number * 5) % 12)}/2024`;
	drop(file('哪一天.csv', rowsOf(300, short)));
	await expect.poll(() => text('.file b')).toBe('哪一天.csv');
	expect(container.querySelector<HTMLDetailsElement>('.file details')?.open).toBe(true);
	expect(text('.file .reading')).toMatch(/檔案裡看不出來，先當成[月日]／[月日]／年/);
	const other = container.querySelector<HTMLInputElement>(
		'.reading fieldset:nth-of-type(2) input:not(:checked)',
	);
	if (!other) throw new Error('no choice');
	const chosen = other.closest('label')?.textContent?.trim();
	await userEvent.click(other);
	await userEvent.click(page.getByRole('button', { name: '照這樣重讀' }));
	await expect.poll(() => text('.file .reading')).not.toContain('看不出來');
	const checked = [...container.querySelectorAll<HTMLInputElement>('.reading input:checked')];
	expect(checked.map((each) => each.closest('label')?.textContent?.trim())).toContain(chosen);
});

test('a file whose columns cannot be guessed is set straight where it is refused', async () => {
	const { container, text, drop } = await open();
	drop(file('好.csv', rowsOf(400)));
	await expect.poll(() => text('.file b')).toBe('好.csv');
	drop(file('怪.csv', '店員,品項,備註\n甲,茶,無\n乙,茶,無\n'));
	await expect.poll(() => text('.trouble [role=alert]')).toContain('找不到「日期」');
	expect(text('.file b')).toBe('好.csv');
	const again = container.querySelector<HTMLButtonElement>('.trouble .reading > .in-a-row button');
	expect(again?.disabled).toBe(true);
	await userEvent.selectOptions(page.getByLabelText('第1欄的用途').first(), '客戶');
	await userEvent.selectOptions(page.getByLabelText('第3欄的用途').first(), '日期');
	expect(again?.disabled).toBe(false);
	await userEvent.click(page.getByRole('button', { name: '照這樣重讀' }).first());
	await expect.poll(() => text('.trouble [role=alert]')).toMatch(/沒有一列|找不到/);
	expect(text('.file b')).toBe('好.csv');
});

test('orders and subscriptions can be switched by hand', async () => {
	const { container, text, drop } = await open();
	const rows = Array.from({ length: 60 }, (_, i) => `U${i},${day(i)},${i % 3 ? day(i + 90) : ''}`);
	drop(file('訂閱.csv', ['會員,開始日期,結束日期', ...rows].join('\n')));
	await expect.poll(() => text('.file b')).toBe('訂閱.csv');
	expect(text('.plate-in')).toContain('訂閱資料不必設定');
	const details = container.querySelector<HTMLDetailsElement>('.file details');
	if (details) details.open = true;
	await userEvent.click(page.getByRole('radio', { name: '訂單' }));
	await expect.poll(() => text('.plate-in')).toContain('預測多遠');
});
