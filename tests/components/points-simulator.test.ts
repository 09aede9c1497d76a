import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { firstPoints } from '../../src/simulators/points/first.ts';
import PointsSimulator from '../../src/simulators/points/PointsSimulator.svelte';

async function open(props: Parameters<typeof render<typeof PointsSimulator>>[1] = {}) {
	const { container } = await render(PointsSimulator, props);
	const text = (selector: string) =>
		container.querySelector(selector)?.textContent?.replaceAll(/\s+/g, '') ?? '';
	await expect.poll(() => container.querySelector('.plate fieldset:not(:disabled)')).not.toBeNull();
	/** What is far down the page is loaded when a reader comes near. */
	const reach = (block: 'sure' | 'need') =>
		container.querySelector(`[id$="-${block}"]`)?.scrollIntoView();
	return { container, text, reach };
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
	expect(text('.assumptions')).toMatch(/封閉.*第一個月就全部加入.*對手不反應/);
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
		'要怎樣才會賺？',
		'別人怎麼算？',
		'帳上欠多少？',
		'誰拿走了回饋？',
	]);
	for (const link of links) {
		const block = container.querySelector(`#${CSS.escape(link.hash.slice(1))}`);
		expect(block?.querySelector('h3')?.textContent).toBe(link.textContent);
	}
});

test('inside a lesson the answer and its reasons are enough; the rest is a link away', async () => {
	const { container } = await open();
	expect(container.querySelector('nav.questions')).toBeNull();
	expect(container.querySelectorAll('.block')).toHaveLength(3);
	expect(container.querySelector('.plate-more a.go')?.getAttribute('href')).toMatch(
		/^\/simulators\/points\?v=1/,
	);
});

test('with tiers their cost has a line, and their members a chart and a table', async () => {
	const { container, text } = await open({ view: 'page', initial: { tierCount: 'three' } });
	expect(text('.receipt')).toContain('等級禮遇');
	expect(text('nav.questions')).toContain('誰升級、誰降級？');
	const block = container.querySelector('[id$="-tiers"]');
	expect(block?.querySelector('p')?.textContent).toMatch(/金級\d+人、白金級\d+人/);
	expect(block?.querySelectorAll('tbody tr')).toHaveLength(12);
});

test('what matters most is found beside the page, and forgotten when the setting moves', async () => {
	const { text, reach } = await open({ view: 'page', initial: { simulatedCustomers: 200 } });
	reach('sure');
	await page.getByRole('button', { name: '找出最重要的' }).click();
	await expect.poll(() => text('[id$="-sure"]')).toContain('最重要的是「');
	await expect.poll(() => text('.range-bars')).toContain('中線是現在的ROI');
	await userEvent.fill(page.getByRole('textbox', { name: '每點可折抵，元' }), '2');
	await expect.poll(() => text('.range-bars')).toBe('');
	await expect.element(page.getByRole('button', { name: '找出最重要的' })).toBeVisible();
});

test('a long search shows how far it is and can be stopped', async () => {
	const { container, reach } = await open({ view: 'page', initial: { simulatedCustomers: 5_000 } });
	reach('sure');
	await page.getByRole('button', { name: '找出最重要的' }).click();
	await expect.poll(() => container.querySelector('progress')?.value ?? 0).toBeGreaterThan(0);
	await page.getByRole('button', { name: '停止' }).click();
	expect(container.querySelector('progress')).toBeNull();
	expect(container.querySelector('.range-bars')).toBeNull();
});

test('what few readers come to is loaded when one comes near', async () => {
	const { container, reach } = await open({ view: 'page', initial: { simulatedCustomers: 200 } });
	expect(container.querySelector('[id$="-need"] form')).toBeNull();
	reach('need');
	await expect.poll(() => container.querySelector('[id$="-need"] form')).not.toBeNull();
});

test('a target leads to a value that reaches it, which one press tries', async () => {
	const { container, text, reach } = await open({
		view: 'page',
		initial: { simulatedCustomers: 200 },
	});
	reach('need');
	await userEvent.fill(page.getByRole('spinbutton', { name: '目標ROI' }), '0');
	await userEvent.selectOptions(page.getByRole('combobox', { name: '只動' }), '每月固定費');
	await page.getByRole('button', { name: '找答案' }).click();
	await expect.poll(() => text('.said')).toMatch(/要讓ROI達到0%，「每月固定費」要不超過.*元/);
	container.querySelector<HTMLButtonElement>('.values button')?.click();
	await expect.poll(() => text('.answer')).toMatch(/ROI）[+−]?[01]%/);
	expect(text('.said')).toBe('');
});

test('a question put anew is answered in place of the one under way, which is never shown', async () => {
	const { container, text, reach } = await open({
		view: 'page',
		initial: { simulatedCustomers: 2_000 },
	});
	reach('need');
	await userEvent.selectOptions(page.getByRole('combobox', { name: '只動' }), '每月固定費');
	const said: string[] = [];
	const watch = new MutationObserver(() => said.push(text('.said')));
	watch.observe(container, { childList: true, subtree: true, characterData: true });
	await page.getByRole('button', { name: '找答案' }).click();
	await expect.poll(() => container.querySelector('progress')?.value ?? 0).toBeGreaterThan(0);
	await userEvent.selectOptions(page.getByRole('combobox', { name: '只動' }), '開辦費');
	expect(container.querySelector('progress')).toBeNull();
	await page.getByRole('button', { name: '找答案' }).click();
	await expect.poll(() => text('.said')).toContain('「開辦費」');
	watch.disconnect();
	expect(said.filter((sentence) => sentence.includes('每月固定費'))).toEqual([]);
});

test('without workers the page answers by itself', async () => {
	const { Worker: usual } = window;
	window.Worker = class {
		constructor() {
			throw new Error('there are none');
		}
	} as unknown as typeof Worker;
	try {
		const { container, text, reach } = await open({
			view: 'page',
			initial: { simulatedCustomers: 100, months: 6 },
		});
		reach('need');
		await page.getByRole('button', { name: '找答案' }).click();
		await expect.poll(() => text('.said')).toContain('「每消費100元送」');
		await page.getByText('四種算法並列，看差在哪一行').click();
		await expect.poll(() => text('[id$="-ways"] ol')).toContain('差最多的一行');
		expect(container.querySelector('progress')).toBeNull();
	} finally {
		window.Worker = usual;
	}
});

test('a target out of bounds is refused in words', async () => {
	const { text, reach } = await open({ view: 'page', initial: { simulatedCustomers: 200 } });
	reach('need');
	await userEvent.fill(page.getByRole('spinbutton', { name: '目標ROI' }), '5000');
	await expect.element(page.getByRole('button', { name: '找答案' })).toBeDisabled();
	expect(text('[id$="-need"]')).toContain('目標要在−100%到1,000%之間');
	const box = page.getByRole('spinbutton', { name: '目標ROI' });
	await userEvent.clear(box);
	await userEvent.type(box, '-12.5');
	await expect.element(box).toHaveValue(-12.5);
	await expect.element(page.getByRole('button', { name: '找答案' })).toBeEnabled();
});

test('other ways of counting are worked out when somebody looks, and follow the setting', async () => {
	const { text } = await open({ view: 'page', initial: { simulatedCustomers: 200 } });
	expect(text('[id$="-ways"] ol')).toBe('');
	await page.getByText('四種算法並列，看差在哪一行').click();
	await expect.poll(() => text('[id$="-ways"] ol')).toContain('差最多的一行');
	const roi = /([+−]\d+%)/.exec(text('.answer'))?.[1] ?? '';
	expect(text('[id$="-ways"] ol li:last-child .roi')).toBe(`ROI${roi}`);
	await page.getByText('看合約負債怎麼滾動（IFRS 15）').click();
	await expect.poll(() => text('[id$="-owed"] .receipt')).toContain('帳上的合約負債');
	await userEvent.fill(page.getByRole('textbox', { name: '每點可折抵，元' }), '0');
	await expect.poll(() => text('[id$="-owed"]')).toContain('沒有送出值錢的點數');
});

test('a large sample is shared by two workers and gives the same kind of answer', async () => {
	const { text } = await open({ initial: { simulatedCustomers: 20_000, months: 6 } });
	expect(text('.answer')).toMatch(/半年|6個月/);
	expect(text('.answer')).toMatch(/[+−]\d+%/);
});
