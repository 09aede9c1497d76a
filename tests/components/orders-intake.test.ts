import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { seededRandom } from '#models/random.ts';
import DataLab from '../../src/simulators/orders/DataLab.svelte';

/** The data lab when something goes wrong on the way in. */

const example = {
	title: '合成資料',
	learned: 0.65,
	weeks: 36,
	expectedTotal: 1_050,
	actualTotal: 1_000,
	groups: [],
};
const day = (number: number): string =>
	new Date(Date.UTC(2024, 0, 1) + number * 86_400_000).toISOString().slice(0, 10);
const rowsOf = (count: number): string =>
	[
		'會員,日期,金額',
		...Array.from({ length: count }, (_, i) => `K${i % 70},${day((i * 13) % 560)},${90 + i}`),
	].join('\n');
/** Customers who differ in how often they buy and when they stop, so that a model can be fitted. */
function livelyRows(): string {
	const random = seededRandom(7);
	const rows = ['會員,日期,金額'];
	for (let who = 0; who < 250; who++) {
		const gap = 8 + 70 * random() ** 2;
		const leaves = 0.5 * random() ** 2;
		const spend = 80 + 400 * random();
		for (let at = 250 * random(); at < 560; at += -gap * Math.log(1 - random())) {
			rows.push(`K${who},${day(Math.floor(at))},${Math.round(spend * (0.5 + random()))}`);
			if (random() < leaves) break;
		}
	}
	return rows.join('\n');
}
const file = (name: string, text: string): File => new File([text], name, { type: 'text/csv' });
const noDates = '店員,品項,備註\n甲,茶,無\n乙,茶,無\n';

async function open() {
	const { container } = await render(DataLab, { companies: [], example });
	const text = (selector: string) =>
		container.querySelector(selector)?.textContent?.replaceAll(/\s+/g, '') ?? '';
	await expect
		.poll(() => container.querySelector<HTMLInputElement>('input[type=file]')?.disabled)
		.toBe(false);
	const drop = (...files: File[]) => {
		const carried = new DataTransfer();
		for (const each of files) carried.items.add(each);
		document.body.dispatchEvent(
			new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: carried }),
		);
	};
	const inView = (selector: string) => {
		const box = container.querySelector(selector)?.getBoundingClientRect();
		return box !== undefined && box.top >= -1 && box.top < innerHeight;
	};
	const atRest = () => expect.poll(() => container.querySelector('progress')).toBeNull();
	return { container, text, drop, inView, atRest };
}
type Lab = Awaited<ReturnType<typeof open>>;

async function withOrders({ container, text, drop }: Lab): Promise<void> {
	drop(file('店.csv', livelyRows()));
	await expect.poll(() => text('.file b')).toBe('店.csv');
	const settings = container.querySelector('.plate-in details');
	if (settings instanceof HTMLDetailsElement) settings.open = true;
}
const weeks = () => page.getByRole('textbox', { name: '預測多遠，週' });
const toTheEnd = () => scrollTo({ top: document.documentElement.scrollHeight });

test('a setting moved while a file is refused counts for the file that stays', async () => {
	const lab = await open();
	await withOrders(lab);
	await expect.poll(() => lab.text('.plate-out')).toContain('52週');
	lab.drop(file('怪.csv', noDates));
	await userEvent.fill(weeks(), '30');
	await expect.poll(() => lab.text('.trouble [role=alert]')).toContain('找不到「日期」');
	await expect.poll(() => lab.text('.plate-out')).toContain('30週');
	await lab.atRest();
	// The refusal is still true of the other file.
	expect(lab.text('.trouble b')).toBe('怪.csv');
	expect(lab.text('.file b')).toBe('店.csv');
});

test('after a cancelled run settings and results are those from before', async () => {
	const lab = await open();
	await withOrders(lab);
	lab.drop(file('大.csv', rowsOf(300_000)));
	const cancel = () => lab.container.querySelector<HTMLElement>('.working button');
	await expect.poll(cancel).not.toBeNull();
	// At once: a hand that is waited for may come after the run has ended.
	const box = weeks().element() as HTMLInputElement;
	box.value = '30';
	box.dispatchEvent(new InputEvent('input', { bubbles: true }));
	box.dispatchEvent(new Event('change', { bubbles: true }));
	flushSync();
	cancel()?.click();
	await expect.poll(() => lab.text('.word')).toContain('已取消');
	await expect.element(weeks()).toHaveValue('52');
	await expect.poll(() => lab.text('.plate-out')).toContain('52週');
});

test('a new file clears the refusal of an old one at once', async () => {
	const lab = await open();
	lab.drop(file('怪.csv', noDates));
	await expect.poll(() => lab.text('.trouble b')).toBe('怪.csv');
	lab.drop(file('店.csv', rowsOf(20_000)));
	await expect.poll(() => lab.text('.working label')).toContain('店.csv');
	expect(lab.text('.trouble')).toBe('');
});

test('a bad file dropped far down the page is told of in view', async () => {
	const lab = await open();
	await withOrders(lab);
	await lab.atRest();
	toTheEnd();
	await expect.poll(() => lab.inView('.bring')).toBe(false);
	lab.drop(file('怪.csv', noDates));
	await expect.poll(() => lab.text('.trouble [role=alert]')).toContain('找不到「日期」');
	await expect.poll(() => lab.inView('.trouble [role=alert]')).toBe(true);
});

test('the same file given again is shown from its beginning', async () => {
	const lab = await open();
	await withOrders(lab);
	await lab.atRest();
	toTheEnd();
	await expect.poll(() => lab.inView('.file')).toBe(false);
	lab.drop(file('店.csv', rowsOf(420)));
	await expect.poll(() => lab.inView('.file')).toBe(true);
	await lab.atRest();
	await expect.poll(() => lab.inView('.file')).toBe(true);
});

test('of a hundred columns sixty can be given a purpose at a time', async () => {
	const lab = await open();
	const cells = (word: string) => Array.from({ length: 100 }, (_, i) => `${word}${i}`).join(',');
	lab.drop(file('寬.csv', [cells('欄'), cells('甲'), cells('乙')].join('\n')));
	await expect.poll(() => lab.text('.trouble')).toContain('還有40欄');
	const selects = () => lab.container.querySelectorAll('.trouble th select').length;
	expect(selects()).toBe(60);
	await userEvent.click(page.getByRole('button', { name: '看後面的欄' }));
	expect(selects()).toBe(40);
	await expect.element(page.getByLabelText('第100欄的用途')).toBeVisible();
});

test('a delimiter guessed wrongly is chosen by hand, and put back to guessing', async () => {
	const lab = await open();
	await withOrders(lab);
	const details = lab.container.querySelector<HTMLDetailsElement>('.file details');
	if (details) details.open = true;
	await userEvent.selectOptions(page.getByLabelText('分隔符號'), '直線');
	await expect.poll(() => lab.text('.trouble [role=alert]')).toContain('只看到一欄');
	await userEvent.selectOptions(page.getByLabelText('分隔符號').first(), '自動判斷');
	await expect.poll(() => lab.text('.trouble')).toBe('');
	expect(lab.text('.file')).toContain('用逗號隔開');
});

test('whoever brings a file is told that nothing of it stays', async () => {
	const { text } = await open();
	expect(text('.passing')).toContain('離開或重新整理這一頁');
});
