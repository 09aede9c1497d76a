import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import ClvPage from '../../src/simulators/clv/ClvPage.svelte';
import ClvSimulator from '../../src/simulators/clv/ClvSimulator.svelte';
import '../../src/ui/styles/base.css';
import '../../src/ui/styles/parts.css';
import '../../src/ui/styles/lesson.css';
import '../../src/ui/styles/projection.css';

const home = location.href;
afterEach(() => history.replaceState(null, '', home));

const answer = () => document.querySelector('.answer b, .wall-big b')?.textContent;

test('the first state already answers', async () => {
	await render(ClvSimulator, {});
	expect(answer()).toBe('NT$3,667');
});

test('a lesson’s own setting is where 全部還原 leads back to, and undo goes step by step', async () => {
	const clv = await render(ClvSimulator, { initial: { retentionPerYear: 0.9 } });
	expect(answer()).toBe('NT$5,500');
	const box = clv.getByRole('textbox', { name: '毛利率，%' });
	await userEvent.fill(box, '40');
	await userEvent.fill(clv.getByRole('textbox', { name: '年折現率，%' }), '0');
	expect(answer()).toBe('NT$8,000');
	await userEvent.click(clv.getByRole('button', { name: '復原' }));
	expect(answer()).toBe('NT$4,400');
	await userEvent.click(clv.getByRole('button', { name: '全部還原' }));
	expect(answer()).toBe('NT$5,500');
	await userEvent.click(clv.getByRole('button', { name: '復原' }));
	expect(answer()).toBe('NT$4,400');
});

test('typing a number digit by digit is one step of undo', async () => {
	const clv = await render(ClvSimulator, {});
	const box = clv.getByRole('textbox', { name: '客單價，元' });
	await userEvent.click(box);
	await userEvent.keyboard('{Control>}a{/Control}1000');
	expect(answer()).toBe('NT$9,167');
	await userEvent.click(clv.getByRole('button', { name: '復原' }));
	expect(answer()).toBe('NT$3,667');
});

test('inside a lesson the address stays the lesson’s', async () => {
	history.replaceState(null, '', '?keep=0.5');
	const clv = await render(ClvSimulator, { view: 'embedded' });
	expect(answer()).toBe('NT$3,667');
	const link = clv.getByRole('link', { name: '投到教室螢幕' });
	await userEvent.fill(clv.getByRole('textbox', { name: '年留存率，%' }), '90');
	await expect.element(link).toHaveAttribute('href', '/simulators/clv?v=1&keep=0.9&view=projector');
	expect(location.search).toBe('?keep=0.5');
});

test('on its own page it reads the address and keeps it current, other parameters kept', async () => {
	history.replaceState(null, '', '?keep=0.9&other=1');
	const clv = await render(ClvSimulator, { view: 'page' });
	await expect.poll(answer).toBe('NT$5,500');
	await userEvent.fill(clv.getByRole('textbox', { name: '毛利率，%' }), '40');
	await expect.poll(() => location.search).toBe('?v=1&margin=0.4&keep=0.9&other=1');
});

test('an address out of range is put right and says so', async () => {
	history.replaceState(null, '', '?keep=80');
	const clv = await render(ClvSimulator, { view: 'page' });
	await expect.element(clv.getByText('「年留存率」超出範圍', { exact: false })).toBeVisible();
	expect(document.body.textContent).not.toMatch(/NaN|Infinity/);
});

test.each([
	{ initial: { acquisitionCost: 0 }, told: '同一位客人的五個CLV', rungs: 5 },
	{
		initial: { acquisitionCost: 500 },
		told: '同一位客人的五個CLV，再往下是扣掉取得成本的淨值',
		rungs: 6,
	},
	{
		initial: { business: 'nonContractual', acquisitionCost: 500, timing: 'B' } as const,
		told: '同一位客人的七個CLV，再往下',
		rungs: 9,
	},
])('the ladder counts the rungs it shows: $rungs', async ({ initial, told, rungs }) => {
	const { container } = await render(ClvSimulator, { initial });
	expect(container.querySelectorAll('.rungs li')).toHaveLength(rungs);
	expect(container.querySelector('.rungs figcaption')?.textContent).toContain(told);
	// The rung of the CLV is the headline's; what comes after it is not.
	expect(container.querySelector('.rungs .clv b')?.textContent).toBe(answer()?.replace('NT$', ''));
});

test('the other business has its own levers, and the customer it knows', async () => {
	const clv = await render(ClvPage, {});
	await userEvent.click(clv.getByRole('radio', { name: /^非合約型/ }));
	await expect.element(clv.getByRole('slider', { name: '每次買完就離開的機率' })).toBeVisible();
	await expect.element(clv.getByRole('region', { name: '一位現有的客人' })).toBeVisible();
	// A fold that was closed while the numbers moved shows the new ones when it opens.
	await userEvent.click(clv.getByText('看數字', { exact: true }));
	await expect.element(clv.getByRole('rowheader', { name: '第一次消費，現在' })).toBeVisible();
	expect(document.body.textContent).not.toMatch(/NaN|Infinity|undefined/);
	await userEvent.click(clv.getByRole('radio', { name: /^合約型/ }));
	await expect.element(clv.getByRole('slider', { name: '年留存率' })).toBeVisible();
	expect(clv.container.querySelector('td.here')?.textContent).toContain('2.67');
});

test('nobody leaving and nothing discounted is said in words', async () => {
	await render(ClvSimulator, { initial: { retentionPerYear: 1, discountPerYear: 0 } });
	expect(answer()).toBe('無限大');
	expect(document.body.textContent).not.toMatch(/NaN|Infinity|undefined/);
});

test('on the wall nothing overflows, and no words are too small to read', async () => {
	await page.viewport(1920, 1080);
	const clv = await render(ClvSimulator, { view: 'projector' });
	await expect.poll(() => clv.container.querySelector('.wall-grid')).toBeTruthy();
	expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(1920);
	// The help on keys, closed, holds the switch for them.
	expect(clv.container.querySelector('input:not(dialog *)')).toBeNull();
	const small = [...clv.container.querySelectorAll('p, b, h1, button')].filter(
		(element) => parseFloat(getComputedStyle(element).fontSize) < 28,
	);
	expect(small.map(({ textContent }) => textContent)).toEqual([]);
	await userEvent.click(clv.getByRole('button', { name: /^顯示控制/ }));
	await expect.element(clv.getByRole('slider', { name: '年留存率' })).toBeInTheDocument();
	const wall = clv.container.querySelector('.wall-grid');
	expect(wall?.scrollHeight).toBeLessThanOrEqual(1080);
});

test('a pinned setting is compared with the present one, and undo lets it go', async () => {
	const clv = await render(ClvSimulator, {});
	const compared = () => document.querySelector('.compare')?.textContent?.replaceAll(/\s+/g, '');
	await userEvent.click(clv.getByRole('button', { name: '釘住這個設定' }));
	await expect.poll(compared).toContain('現在的設定就是釘住的');
	await userEvent.fill(clv.getByRole('textbox', { name: '年留存率，%' }), '90');
	await expect.poll(compared).toContain('現在比釘住的多1,833元（+50%）');
	expect(compared()).toMatch(/釘住的設定NT\$3,667現在的設定NT\$5,500.*年留存率80%改成→90%/);
	await expect
		.element(clv.getByRole('link', { name: '投到教室螢幕' }))
		.toHaveAttribute('href', '/simulators/clv?v=1&keep=0.9&a.v=1&view=projector');
	await userEvent.click(clv.getByRole('button', { name: '回到釘住的設定' }));
	expect(answer()).toBe('NT$3,667');
	await userEvent.click(clv.getByRole('button', { name: '復原' }));
	await userEvent.click(clv.getByRole('button', { name: '不再比較' }));
	expect([compared(), answer()]).toEqual([undefined, 'NT$5,500']);
});

test('by keyboard alone the focus stays with the comparison, from pinning to its end', async () => {
	const clv = await render(ClvSimulator, {});
	const focused = () => document.activeElement?.textContent?.trim();
	const press = async (name: string) => {
		const button = clv.getByRole('button', { name }).element();
		if (button instanceof HTMLElement) button.focus();
		await userEvent.keyboard('{Enter}');
	};
	const told = () =>
		[...document.querySelectorAll('[role="status"]')]
			.map(({ textContent }) => textContent)
			.join('');
	await expect.element(clv.getByRole('button', { name: '釘住這個設定' })).toBeEnabled();
	await press('釘住這個設定');
	await expect.poll(focused).toBe('這就是釘住的設定');
	expect(told()).toContain('釘住了');
	await userEvent.fill(clv.getByRole('textbox', { name: '年留存率，%' }), '90');
	await press('兩個設定對調');
	expect([focused(), told()]).toEqual(['兩個設定對調', expect.stringContaining('對調了')]);
	await press('回到釘住的設定');
	await expect.poll(focused).toBe('回到釘住的設定');
	await press('不再比較');
	await expect.poll(focused).toBe('釘住這個設定');
	expect(told()).toContain('不再比較了');
	for (let steps = 0; steps < 6; steps++) await press('復原');
	expect(focused()).toBe('復原');
	expect(answer()).toBe('NT$3,667');
});

test('two settings with one answer are not called alike in everything', async () => {
	const clv = await render(ClvSimulator, {});
	await userEvent.click(clv.getByRole('button', { name: '釘住這個設定' }));
	await userEvent.click(clv.getByText('維持時間、取得成本與圖表'));
	await userEvent.fill(clv.getByRole('textbox', { name: /^圖/ }), '5');
	await expect
		.element(clv.getByText('這個答案一樣；別的數字可能不同，看下面。', { exact: true }))
		.toBeVisible();
});

test('beside the wall’s controls a comparison leaves them at least half of the height', async () => {
	await page.viewport(1920, 1080);
	const clv = await render(ClvSimulator, { view: 'projector' });
	await userEvent.click(clv.getByRole('button', { name: /^顯示控制/ }));
	await userEvent.keyboard('a');
	await expect.poll(() => clv.container.querySelector('.compare.brief')).toBeTruthy();
	const box = clv.getByRole('textbox', { name: '年折現率，%' });
	await userEvent.fill(box, '5');
	const panel = clv.container.querySelector('.wall-controls');
	const row = box.element().closest('.ctl');
	if (!panel || !row) throw new Error('no controls');
	const [outer, inner] = [panel.getBoundingClientRect(), row.getBoundingClientRect()];
	expect(outer.height).toBeGreaterThan(540);
	expect(inner.top).toBeGreaterThanOrEqual(outer.top - 1);
	expect(inner.bottom).toBeLessThanOrEqual(outer.bottom + 1);
	await expect.poll(() => clv.container.querySelector('.wall-below.below')).toBeTruthy();
	expect(clv.container.querySelector('.wall-grid')?.scrollHeight).toBeLessThanOrEqual(1080);
});

test('paper lists both settings where they differ, and only the inputs that play a part', async () => {
	const clv = await render(ClvSimulator, { view: 'page' });
	const paper = () => clv.container.querySelector('.inputs')?.textContent?.replaceAll(/\s+/g, '');
	await userEvent.click(clv.getByRole('button', { name: '釘住這個設定' }));
	await userEvent.fill(clv.getByRole('textbox', { name: '年留存率，%' }), '90');
	await expect.poll(paper).toContain('年留存率80%90%');
	expect(paper()).not.toContain('每次買完就離開的機率');
	expect(clv.container.querySelector('[data-address]')?.textContent).toMatch(
		/^https?:\/\/.+a\.v=1/,
	);
});

test('on a phone a setting that adds controls leaves its button where it was pressed', async () => {
	await page.viewport(360, 740);
	const clv = await render(ClvSimulator, {});
	const button = clv.getByRole('button', { name: '咖啡館的散客' });
	button.element().scrollIntoView({ block: 'center' });
	const top = () => button.element().getBoundingClientRect().top;
	const before = top();
	await userEvent.click(button);
	await expect.element(clv.getByRole('slider', { name: '購買頻率差多少' })).toBeInTheDocument();
	await expect.poll(() => Math.abs(top() - before)).toBeLessThan(3);
});

test.each([320, 360])('at %d px no figure of the table of payments is cut off', async (width) => {
	await page.viewport(width, 740);
	const clv = await render(ClvSimulator, {});
	await userEvent.click(clv.getByText('看數字', { exact: true }));
	for (const business of [/^合約型/, /^非合約型/]) {
		await userEvent.click(clv.getByRole('radio', { name: business }));
		const box = clv.container.querySelector('.years .scroll');
		expect(box?.scrollWidth).toBeLessThanOrEqual(box?.clientWidth ?? 0);
	}
});
