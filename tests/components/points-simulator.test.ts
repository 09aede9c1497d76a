import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { firstPoints } from '../../src/simulators/points/first.ts';
import { furtherQuestions } from '../../src/simulators/points/further-questions.ts';
import PointsSimulator from '../../src/simulators/points/PointsSimulator.svelte';

async function open(props: Parameters<typeof render<typeof PointsSimulator>>[1] = {}) {
	const { container } = await render(PointsSimulator, props);
	const text = (selector: string) =>
		container.querySelector(selector)?.textContent?.replaceAll(/\s+/g, '') ?? '';
	await expect.poll(() => container.querySelector('.plate fieldset:not(:disabled)')).not.toBeNull();
	return { container, text };
}

test('the first thing to be seen is an answer that pays modestly, and what it means', async () => {
	const { container, text } = await open({ figure: '16-1' });
	expect(text('h2')).toBe('一百元送一點，三年後這個計畫賺不賺？');
	expect(text('.answer')).toMatch(/ROI）\+[23]\d%/);
	expect(text('.means')).toMatch(/第\d+個月回本。$/);
	expect(text('.finding-h')).toMatch(/真正多買的只有3\.\d%/);
	expect(container.querySelector('svg.wide')?.textContent).toContain('個月回本');
});

test('the lines of both receipts add up to their totals', async () => {
	const { container } = await open();
	const receipts = [...container.querySelectorAll('.receipt')];
	expect(receipts).toHaveLength(2);
	for (const receipt of receipts) {
		const read = (cell: Element | null) =>
			Number((cell?.textContent ?? '').replaceAll(',', '').replace('−', '-'));
		const lines = [...receipt.querySelectorAll('tbody td')].map(read);
		expect(lines.length).toBeGreaterThanOrEqual(4);
		expect(lines.reduce((sum, line) => sum + line, 0)).toBe(
			read(receipt.querySelector('tfoot td')),
		);
	}
});

test('what the model leaves out is one tap away, and CLV says what it is', async () => {
	const { container, text } = await open();
	const assumptions = container.querySelector<HTMLDetailsElement>('.assumptions');
	expect(assumptions?.open).toBe(false);
	await userEvent.click(page.getByText('假設與來源'));
	expect(assumptions?.open).toBe(true);
	expect(text('.assumptions')).toMatch(/封閉.*第一個月以後才加入.*對手的反應/);
	expect(text('.plate-out')).toContain('CLV（元；C，36個月，未扣開辦與固定費）');
});

test('points that are worth nothing lose everything, worked out beside the page', async () => {
	const { text } = await open();
	await userEvent.fill(page.getByRole('textbox', { name: '每點可折抵，元' }), '0');
	await expect.poll(() => text('.answer'), { timeout: 10_000 }).toContain('−100%');
	expect(text('.finding-h')).toBe('沒有人因此多買，花的錢就全部賠掉。');
	expect(text('.means')).toContain('三年內沒有回本。');
});

test('the preset without extra loyalty says why it fails, and one step back undoes it', async () => {
	const { text } = await open();
	const before = text('.answer');
	await page.getByRole('button', { name: '沒有額外忠誠' }).click();
	await expect.poll(() => text('.answer'), { timeout: 10_000 }).toContain('−100%');
	expect(text('.presets .hint')).toContain('Sharp');
	await page.getByRole('button', { name: '復原' }).click();
	await expect.poll(() => text('.answer'), { timeout: 10_000 }).toBe(before);
});

test('what the page brought along is shown at once, range and all', async () => {
	const first = firstPoints({ threshold: 15 });
	const { container, text } = await open({ initial: { threshold: 15 }, first });
	expect(text('.plate-out')).toContain('假設在合理範圍內一起變動');
	expect(container.textContent).not.toContain('正在換幾組假設重算');
});

test('without it the range follows when the hand rests', async () => {
	const { text } = await open();
	await expect.poll(() => text('.plate-out'), { timeout: 15_000 }).toContain('只換一批模擬的人');
});

test('a page of its own lists its questions, and each leads to its answer', async () => {
	const { container } = await open({ view: 'page' });
	const links = [...container.querySelectorAll<HTMLAnchorElement>('nav.questions a')];
	expect(links.map((link) => link.textContent)).toEqual([
		'賺不賺？',
		'為什麼？',
		'有多確定？',
		'誰拿走了回饋？',
		...Object.values(furtherQuestions),
	]);
	for (const link of links.slice(0, 4)) {
		const block = container.querySelector(`#${CSS.escape(link.hash.slice(1))}`);
		expect(block?.querySelector('h3')?.textContent).toBe(link.textContent);
	}
});

test('the further questions are links that carry the present setting', async () => {
	const { container } = await open({ view: 'page' });
	const hrefs = (place: string) =>
		[...container.querySelectorAll(`${place} a[href*="points-questions"]`)].map((link) =>
			link.getAttribute('href'),
		);
	const all = (query: string) =>
		Object.keys(furtherQuestions).map((name) => `/simulators/points-questions${query}#${name}`);
	expect(hrefs('.block ul')).toEqual(all('?v=1'));
	await userEvent.fill(page.getByRole('textbox', { name: '每點可折抵，元' }), '2');
	await expect.poll(() => hrefs('.block ul')).toEqual(all('?v=1&value=2'));
	expect(hrefs('nav.questions')).toEqual(all('?v=1&value=2'));
});

test('inside a lesson the answer and its reasons are enough; the rest is a link away', async () => {
	const { container } = await open({ initial: { threshold: 15 } });
	expect(container.querySelector('nav.questions')).toBeNull();
	expect(container.querySelectorAll('.block')).toHaveLength(3);
	const links = [...container.querySelectorAll('.plate-more a.go')];
	expect(links.map((link) => link.getAttribute('href'))).toEqual([
		'/simulators/points?v=1&need=15#points-who',
		'/simulators/points-questions?v=1&need=15',
	]);
});

test('with tiers their cost has a line, and their members a chart and a table', async () => {
	const { container, text } = await open({ view: 'page', initial: { tierCount: 'three' } });
	expect(text('.receipt')).toContain('等級禮遇');
	expect(text('nav.questions')).toContain('誰升級、誰降級？');
	const block = container.querySelector('[id$="-tiers"]');
	expect(block?.querySelector('p')?.textContent).toMatch(/金級\d+人、白金級\d+人/);
	expect(block?.querySelectorAll('tbody tr')).toHaveLength(12);
});

test('a large sample is shared by two workers and gives the same kind of answer', async () => {
	const { text } = await open({ initial: { simulatedCustomers: 20_000, months: 6 } });
	expect(text('.answer')).toMatch(/半年|6個月/);
	expect(text('.answer')).toMatch(/[+−]\d+%/);
});
