import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import Results from '../../src/instructor/Results.svelte';
import { compile, emptyDesign } from '../../src/workflow/design.ts';

/** A small sample is soon worked out. */
const stateWith = (pointsPerHundred: number) => {
	const design = emptyDesign();
	design.numbers.pointsPerHundred = pointsPerHundred;
	return compile(design, { simulatedCustomers: 200 });
};
const figureIn = (container: Element, name: string) =>
	[...container.querySelectorAll('.review-kpi > div')]
		.find((row) => row.querySelector('dt')?.textContent.startsWith(name))
		?.querySelector('dd')
		?.textContent.replace(/\s+/g, '');

test('what a programme does and what a revision did are told apart in words, never by one arrow', async () => {
	const before = { number: 1, state: stateWith(4) };
	const { container } = await render(Results, { state: stateWith(1), company: {}, before });
	await expect.poll(() => figureIn(container, 'ROI')).toMatch(/^[+−]?\d+%（第1版[+−]?\d+%）$/);
	expect(figureIn(container, 'CLV')).toMatch(
		/^沒有計畫[\d,]+元有計畫[\d,]+元（(第1版[\d,]+元|和第1版(幾乎)?相同)）$/,
	);
	expect(figureIn(container, '一年流失')).toMatch(/^沒有計畫[\d.]+%有計畫[\d.]+%.*第1版.*）$/);
	expect(container.querySelector('.review-kpi')?.textContent).not.toContain('→');
});

test('a revision that moved no number says so, and a first version names no other', async () => {
	const state = stateWith(4);
	const again = await render(Results, { state, company: {}, before: { number: 2, state } });
	await expect.poll(() => figureIn(again.container, 'ROI')).toContain('（和第2版相同）');
	const first = await render(Results, { state, company: {} });
	await expect.poll(() => figureIn(first.container, '淨利')).toMatch(/元$/);
	expect(first.container.querySelector('.review-kpi')?.textContent).not.toContain('版');
});
