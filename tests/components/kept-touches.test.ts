import { afterEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { KeptTouches } from '../../src/ui/kept-touches.ts';

/** An island that has come to life under its own controls, as Svelte makes it: heard from above. */
function livingIsland() {
	const island = document.createElement('div');
	island.innerHTML = `<form><fieldset data-for-script disabled>
		<input type="range" min="0" max="100" value="50" aria-label="猜" />
		<button type="submit">就猜</button>
	</fieldset></form>`;
	document.body.append(island);
	const slider = island.querySelector('input')!;
	const told: string[] = [];
	let value = 50;
	const listen = (): void => {
		slider.value = String(value);
		island.addEventListener('input', () => (value = slider.valueAsNumber));
		island.addEventListener('submit', (event) => {
			event.preventDefault();
			told.push(`你猜${value}`);
		});
	};
	return { island, slider, told, listen };
}
afterEach(() => document.body.replaceChildren());

test('what was set before an island lived counts, though its button is pressed as it wakes', async () => {
	const { island, slider, told, listen } = livingIsland();
	const touches = new KeptTouches(island, () => {});
	slider.focus();
	await userEvent.keyboard('{ArrowLeft}{Tab}');
	// It lives, has put its own numbers in, and has not been told yet what was done.
	listen();
	await userEvent.keyboard('{Enter}');
	expect(told).toEqual([]);
	touches.replay();
	expect(told).toEqual(['你猜49']);
});

test('once told, an island hears for itself', async () => {
	const { island, slider, told, listen } = livingIsland();
	const touches = new KeptTouches(island, () => {});
	listen();
	touches.replay();
	slider.focus();
	await userEvent.keyboard('{ArrowRight}{ArrowRight}{Tab}{Enter}');
	expect(told).toEqual(['你猜52']);
});
