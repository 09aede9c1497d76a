import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { stateFromQuery } from '../../src/models/model.ts';
import { pointsModel } from '../../src/models/points/points.ts';
import { firstAccounts } from '../../src/simulators/points/first.ts';
import PointsQuestions from '../../src/simulators/points/PointsQuestions.svelte';

const own = location.search;
const first = firstAccounts();

afterEach(() => history.replaceState(null, '', location.pathname + own));

/** Opens the page as a link with this query does; a small sample is soon worked out. */
async function open(query = '') {
	history.replaceState(null, '', location.pathname + query);
	const { container } = await render(PointsQuestions, { first });
	const text = (selector: string) =>
		container.querySelector(selector)?.textContent?.replaceAll(/\s+/g, '') ?? '';
	const href = (name: RegExp) =>
		[...container.querySelectorAll('a')]
			.find((link) => name.test(link.textContent))
			?.getAttribute('href');
	await expect.poll(() => container.querySelector('select:not(:disabled)')).not.toBeNull();
	return { container, text, href };
}

const asked = () => Object.fromEntries(new URLSearchParams(location.search));
const mostImportant = () => page.getByRole('button', { name: '找出最重要的' });
const findAnswer = () => page.getByRole('button', { name: '找答案' });

test('without a setting in the address it is about the usual one, and knows its answers', async () => {
	const { container, text, href } = await open();
	const roi = /ROI）是([+−]\d+%)/.exec(text('.about'))?.[1] ?? '';
	expect(text('.about')).toContain('設定都用預設值。');
	expect(container.querySelectorAll('#ways ol > li')).toHaveLength(4);
	expect(text('#ways ol > li:last-child .roi')).toBe(`ROI${roi}`);
	expect(text('#owed .receipt')).toContain('帳上的合約負債');
	expect(href(/回到模擬器/)).toBe('/simulators/points?v=1');
	expect(location.search).toBe('');
});

test('it is about the setting in its address, which it names, and says what it put right', async () => {
	const { text, href } = await open('?v=1&earn=2&sample=200&fixed=9999999&a.earn=3');
	await expect.poll(() => text('.about')).toContain('「每消費100元送」2點');
	expect(text('.about')).toContain('「模擬的人數」200人');
	expect(text('.notices')).toMatch(/^「每月固定費」超出範圍，改為/);
	const roi = /ROI）是([+−]\d+%)/.exec(text('.about'))?.[1] ?? '';
	expect(text('#ways ol > li:last-child .roi')).toBe(`ROI${roi}`);
	expect(href(/回到模擬器/)).toMatch(/^\/simulators\/points\?v=1&earn=2.*&a\.v=1&a\.earn=3$/);
});

test('the books follow the setting too', async () => {
	const { text } = await open('?v=1&sample=200&value=0');
	await expect.poll(() => text('#owed')).toContain('沒有送出值錢的點數');
});

test('what matters most is found beside the page, and forgotten when another thing is asked', async () => {
	const { text } = await open('?v=1&sample=200');
	await mostImportant().click();
	await expect.poll(() => text('#most .said')).toContain('最重要的是「');
	expect(text('.range-bars')).toContain('中線是現在的ROI');
	expect(asked()).toMatchObject({ sample: '200', most: 'assumed' });
	await userEvent.selectOptions(
		page.getByRole('combobox', { name: '移動' }),
		'自己決定的：計畫內容',
	);
	await expect.poll(() => text('.range-bars')).toBe('');
	expect(asked()).not.toHaveProperty('most');
});

test('what an address asks is asked without a press', async () => {
	const { text } = await open('?v=1&sample=200&most=decided&target=0.1&only=setupCost');
	await expect.poll(() => text('#most .range-bars')).toContain('每點可折抵');
	await expect.poll(() => text('#need .said')).toMatch(/ROI達到\+10%，「開辦費」/);
	expect(asked()).toEqual({
		v: '1',
		sample: '200',
		most: 'decided',
		target: '0.1',
		only: 'setupCost',
	});
});

test('what an address asks in vain is put right in words', async () => {
	const { text } = await open('?v=1&sample=200&most=everything&target=99&only=platinumSpend');
	expect(text('.notices')).toBe(
		'「要移動的輸入」沒有這個選項，改用預設值。「目標ROI」超出範圍，改為1000%。「只動的輸入」沒有這個選項，改用預設值。',
	);
	await expect.poll(() => text('#need .said')).toContain('「每消費100元送」');
	expect(asked()).toMatchObject({ most: 'assumed', target: '10', only: 'pointsPerHundred' });
});

test('a long search shows how far it is and can be stopped', async () => {
	const { container } = await open('?v=1&sample=5000');
	await mostImportant().click();
	await expect.poll(() => container.querySelector('progress')?.value ?? 0).toBeGreaterThan(0);
	// At once: a fast machine is done before a hand would be.
	container.querySelector<HTMLButtonElement>('.working button')?.click();
	await expect.poll(() => container.querySelector('progress')).toBeNull();
	await expect.element(mostImportant()).toBeVisible();
	expect(container.querySelector('.range-bars')).toBeNull();
	expect(asked()).not.toHaveProperty('most');
});

test('a target leads to a value that reaches it, which a link tries in the simulator', async () => {
	const { text, href } = await open('?v=1&sample=200&earn=2');
	await userEvent.fill(page.getByRole('spinbutton', { name: '目標ROI' }), '0');
	await userEvent.selectOptions(page.getByRole('combobox', { name: '只動' }), '每月固定費');
	await findAnswer().click();
	await expect.poll(() => text('#need .said')).toMatch(/要讓ROI達到0%，「每月固定費」要不超過.*元/);
	const [path, query = ''] = (href(/^設成.*元試試$/) ?? '').split('?');
	expect(path).toBe('/simulators/points');
	const { state } = stateFromQuery(pointsModel, new URLSearchParams(query));
	expect(state.inputs).toMatchObject({ simulatedCustomers: 200, pointsPerHundred: 2 });
	expect(Math.abs(pointsModel.run(state.inputs, state.seed).roi ?? 9)).toBeLessThan(0.02);
});

test('a question put anew is answered in place of the one under way, which is never shown', async () => {
	const { container, text } = await open('?v=1&sample=5000');
	await userEvent.selectOptions(page.getByRole('combobox', { name: '只動' }), '每月固定費');
	const said: string[] = [];
	const watch = new MutationObserver(() => said.push(text('.said')));
	watch.observe(container, { childList: true, subtree: true, characterData: true });
	await findAnswer().click();
	await expect.poll(() => container.querySelector('progress')?.value ?? 0).toBeGreaterThan(0);
	// At once: a fast machine is done before a hand would be.
	const box = container.querySelector<HTMLSelectElement>('#need select');
	if (box) box.value = 'setupCost';
	box?.dispatchEvent(new Event('change', { bubbles: true }));
	await expect.poll(() => container.querySelector('progress')).toBeNull();
	await findAnswer().click();
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
		const { container, text } = await open('?v=1&sample=100&months=6');
		await findAnswer().click();
		await expect.poll(() => text('.said')).toContain('「每消費100元送」');
		await expect.poll(() => text('.about')).toContain('「模擬的人數」100人');
		expect(text('#ways ol')).toContain('差最多的一行');
		expect(container.querySelector('progress')).toBeNull();
	} finally {
		window.Worker = usual;
	}
});

test('a target out of bounds is refused in words', async () => {
	const { text } = await open('?v=1&sample=200');
	const box = page.getByRole('spinbutton', { name: '目標ROI' });
	await userEvent.fill(box, '5000');
	await expect.element(findAnswer()).toBeDisabled();
	expect(text('#need')).toContain('目標要在−100%到1,000%之間');
	await userEvent.clear(box);
	await userEvent.type(box, '-12.5');
	await expect.element(box).toHaveValue(-12.5);
	await expect.element(findAnswer()).toBeEnabled();
});
