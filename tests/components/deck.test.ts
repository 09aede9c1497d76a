import { createRawSnippet } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Deck from '../../src/presentation/Deck.svelte';
import '../../src/ui/styles/base.css';

const slides = ['名字', '診斷', '為了誰', '策略'].map((title, place) => ({
	id: `s${place}`,
	title,
}));

/** Each slide is its title and a slider, as a simulator would bring. */
const slide = createRawSnippet<[{ id: string; title: string }, boolean, number]>((one) => ({
	render: () =>
		`<div><h1>${one().title}</h1><input type="range" aria-label="${one().title}的滑桿" /></div>`,
}));

beforeEach(() => {
	history.replaceState(null, '', location.pathname + location.search);
});
afterEach(() => {
	localStorage.clear();
});

async function open() {
	const { container } = await render(Deck, { title: '第3組', slides, slide });
	await expect.element(page.getByRole('navigation', { name: '換頁' })).toBeVisible();
	const shown = () =>
		[...container.querySelectorAll('.deck-slide:not([hidden]) h1')].map((one) => one.textContent);
	return { container, shown };
}

test('one slide shows at a time; keys and buttons turn it, and the ends hold', async () => {
	const { shown } = await open();
	expect(shown()).toEqual(['名字']);
	await userEvent.keyboard('{ArrowLeft}');
	expect(shown()).toEqual(['名字']);
	await userEvent.keyboard('{PageDown}');
	await expect.poll(shown).toEqual(['診斷']);
	await page.getByRole('button', { name: '下一張' }).click();
	await expect.poll(shown).toEqual(['為了誰']);
	await userEvent.keyboard('{End}{PageDown}');
	await expect.poll(shown).toEqual(['策略']);
	await userEvent.keyboard('{Home}');
	await expect.poll(shown).toEqual(['名字']);
});

test('where another deck follows, a press after the last slide says so and only the next goes there', async () => {
	const onward = { href: '#next-deck', says: '下一組：第4組' };
	const { container } = await render(Deck, { title: '第3組', slides, slide, onward });
	await expect.element(page.getByRole('navigation', { name: '換頁' })).toBeVisible();
	const shown = () =>
		[...container.querySelectorAll('.deck-slide:not([hidden]) h1, .onward a')].map(
			(one) => one.textContent,
		);
	await userEvent.keyboard('{End}{PageDown}');
	await expect.poll(shown).toEqual(['下一組：第4組']);
	await userEvent.keyboard('{PageUp}');
	await expect.poll(shown).toEqual(['策略']);
	await page.getByRole('button', { name: '下一張' }).click();
	await expect.poll(shown).toEqual(['下一組：第4組']);
	expect(location.hash).toBe('#4');
	await userEvent.keyboard('{PageDown}');
	await expect.poll(() => location.hash).toBe('#next-deck');
});

test('the page number stands in the address, so a reload stays where it was', async () => {
	await open();
	await userEvent.keyboard('{PageDown}{PageDown}');
	await expect.poll(() => location.hash).toBe('#3');
});

test('a slider reached by keyboard keeps its keys; let go of by the pointer, it gives them up', async () => {
	const { shown } = await open();
	const slider = page.getByRole('slider', { name: '名字的滑桿' });
	slider.element().focus();
	await userEvent.keyboard('{ArrowRight}');
	expect(shown()).toEqual(['名字']);
	await slider.click();
	await userEvent.keyboard('{PageDown}');
	await expect.poll(shown).toEqual(['診斷']);
});

test('a dark screen comes back with the next key, on the same slide', async () => {
	const { container, shown } = await open();
	await userEvent.keyboard('b');
	await expect.poll(() => container.querySelector('.deck-blank')).not.toBeNull();
	await userEvent.keyboard('{PageDown}');
	await expect.poll(() => container.querySelector('.deck-blank')).toBeNull();
	expect(shown()).toEqual(['名字']);
});

test('the overview leads to any slide and Esc leaves it', async () => {
	const { shown } = await open();
	await userEvent.keyboard('o');
	const overview = page.getByRole('dialog', { name: '總覽' });
	await expect.element(overview).toBeVisible();
	await overview.getByRole('button', { name: /策略/ }).click();
	await expect.poll(shown).toEqual(['策略']);
	await userEvent.keyboard('o');
	await expect.element(overview).toBeVisible();
	await userEvent.keyboard('{Escape}');
	await expect.poll(() => document.querySelector('dialog[open]')).toBeNull();
});

test('with single-letter keys switched off only the page keys act', async () => {
	const { container, shown } = await open();
	await userEvent.keyboard('?');
	const help = page.getByRole('dialog', { name: '現在能用的按鍵' });
	await help.getByRole('checkbox').click();
	await help.getByRole('button', { name: '關閉' }).click();
	await userEvent.keyboard('b');
	expect(container.querySelector('.deck-blank')).toBeNull();
	await userEvent.keyboard('{PageDown}');
	await expect.poll(shown).toEqual(['診斷']);
});
