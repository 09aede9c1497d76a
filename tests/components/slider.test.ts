import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { NumberInput } from '../../src/models/model.ts';
import Slider from '../../src/ui/Slider.svelte';

const retention: NumberInput = {
	kind: 'number',
	label: '年留存率',
	key: 'keep',
	unit: '%',
	min: 0,
	max: 0.99,
	step: 0.01,
	usual: 0.8,
	source: '假設',
};

/** A slider whose owner takes every good value, as a simulator does. */
async function open(input: NumberInput = retention) {
	const heard: number[] = [];
	const slider = await render(Slider, {
		input,
		value: input.usual,
		onvalue: (value: number) => {
			heard.push(value);
			void slider.rerender({ value });
		},
	});
	const box = slider.getByRole('textbox');
	const range = slider.getByRole('slider');
	const field = (element: Element) => {
		if (!(element instanceof HTMLInputElement)) throw new Error('not an input');
		return element;
	};
	return {
		slider,
		heard,
		box,
		range,
		text: () => field(box.element()).value,
		at: () => field(range.element()).value,
	};
}

test('a fraction is shown as percent in both controls', async () => {
	const { text, at, range } = await open();
	expect(text()).toBe('80');
	expect(at()).toBe('80');
	await expect.element(range).toHaveAttribute('aria-valuetext', '80%');
});

test('a slider ends where hardly anybody has more, and goes on where somebody has', async () => {
	const people = { ...retention, unit: '人', max: 2_000, slideTo: 100, step: 1, usual: 50 };
	const { slider, box, range, at } = await open(people);
	await expect.element(range).toHaveAttribute('max', '100');
	await userEvent.fill(box, '500');
	await expect.element(range).toHaveAttribute('max', '2000');
	expect(at()).toBe('500');
	// Under a hand its length stays: what is below the finger means the same until it lets go.
	const thumb = range.element();
	thumb.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
	await slider.rerender({ value: 80 });
	await expect.element(range).toHaveAttribute('max', '2000');
	thumb.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
	await expect.element(range).toHaveAttribute('max', '100');
	expect(at()).toBe('80');
});

test('what is being typed is never rewritten, and drives the slider', async () => {
	const { box, text, at, heard } = await open();
	await userEvent.clear(box);
	await userEvent.type(box, '7.50');
	expect(text()).toBe('7.50');
	expect(heard.at(-1)).toBe(0.075);
	expect(at()).toBe('8');
	await userEvent.tab();
	expect(text()).toBe('7.5');
});

test('a number that does not fit is told in a sentence, and the last good one stays', async () => {
	const { box, heard, slider } = await open();
	await userEvent.fill(box, '120');
	await expect.element(slider.getByRole('alert')).toHaveTextContent('「年留存率」要在0到99%之間。');
	await expect.element(box).toHaveAttribute('aria-invalid', 'true');
	expect(heard).toEqual([]);
});

test('full-width digits and commas are read', async () => {
	const price: NumberInput = {
		...retention,
		label: '客單價',
		unit: '元',
		min: 0,
		max: 5_000,
		step: 10,
		usual: 400,
	};
	const { box, heard } = await open(price);
	await userEvent.fill(box, '１,２００');
	expect(heard.at(-1)).toBe(1_200);
});

test('arrow keys step in the box and on the slider', async () => {
	const { box, range, heard } = await open();
	await userEvent.click(box);
	await userEvent.keyboard('{ArrowUp}');
	expect(heard.at(-1)).toBe(0.81);
	const slide = range.element();
	if (slide instanceof HTMLElement) slide.focus();
	await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
	expect(heard.at(-1)).toBe(0.79);
});

test('text that did not fit goes when the owner puts other values in', async () => {
	const { box, slider, text } = await open();
	await userEvent.fill(box, 'abc');
	await slider.rerender({ era: 1 });
	expect(text()).toBe('80');
});

test('the source is one press away, and so is the way back', async () => {
	const { slider, heard, box } = await open();
	await userEvent.fill(box, '50');
	await userEvent.click(slider.getByRole('button', { name: '出處：年留存率' }));
	await expect.element(slider.getByText('假設', { exact: false })).toBeVisible();
	await userEvent.click(slider.getByRole('button', { name: '還原這一項' }));
	expect(heard.at(-1)).toBe(0.8);
});

test('a thumb that scrolls the page over a slider leaves it where it was', async () => {
	const { range, at, heard } = await open();
	const slide = range.element() as HTMLInputElement;
	const touch = (type: string) =>
		slide.dispatchEvent(new PointerEvent(type, { pointerType: 'touch', bubbles: true }));
	touch('pointerdown');
	slide.value = '20';
	slide.dispatchEvent(new Event('input', { bubbles: true }));
	await expect.poll(at).toBe('20');
	touch('pointercancel');
	await expect.poll(at).toBe('80');
	expect(heard.at(-1)).toBe(0.8);
});
