import { afterEach, beforeEach, expect, test } from 'vitest';
import { holdPlace, keepInSight, pin } from '../../src/team/hold-place.ts';

/** A page as in Safari, which does not anchor what is in view when something above it grows. */
const root = document.documentElement;
let above: HTMLElement;
let box: HTMLInputElement;
let end = () => {};

beforeEach(() => {
	root.style.setProperty('overflow-anchor', 'none');
	document.body.innerHTML =
		'<p style="block-size: 600px"></p><input><p style="block-size: 3000px"></p>';
	above = document.body.querySelector('p') ?? document.body;
	box = document.body.querySelector('input') ?? document.createElement('input');
});
afterEach(() => {
	end();
	root.style.removeProperty('overflow-anchor');
	document.body.innerHTML = '';
	scrollTo(0, 0);
});

const top = () => Math.round(box.getBoundingClientRect().top);

test('the box that is written in stays on the screen where it is while a mate writes above it', async () => {
	end = holdPlace(false);
	box.focus();
	scrollTo(0, 500);
	const before = top();
	above.style.blockSize = '667px';
	await expect.poll(() => scrollY).toBe(567);
	expect(top()).toBe(before);
	above.style.blockSize = '600px';
	await expect.poll(() => scrollY).toBe(500);
	expect(top()).toBe(before);
});

test('the page of somebody who only reads is left alone, as is one where the browser anchors', async () => {
	end = holdPlace(false);
	scrollTo(0, 500);
	const seen = new Promise<void>((resolve) => {
		const watch = new ResizeObserver(() => {
			if (above.offsetHeight !== 667) return;
			watch.disconnect();
			// One frame on, whoever was told of the change has acted.
			requestAnimationFrame(() => resolve());
		});
		watch.observe(document.body);
	});
	above.style.blockSize = '667px';
	await seen;
	expect(scrollY).toBe(500);
});

test('a box goes on being in sight when a keyboard makes the page lower', () => {
	end = keepInSight();
	box.focus();
	scrollTo(0, 2000);
	dispatchEvent(new Event('resize'));
	expect(top()).toBeGreaterThanOrEqual(0);
	expect(top()).toBeLessThan(innerHeight);
});

test('a box is held where it was while it and all around it change their shape', async () => {
	box.focus();
	scrollTo(0, 500);
	const before = top();
	end = pin({ box, at: before });
	// Chromium gives up anchoring where what it holds on to changes its own padding.
	box.style.padding = '40px';
	above.style.blockSize = '300px';
	await expect.poll(() => scrollY).toBe(200);
	expect(top()).toBe(before);
	above.style.blockSize = '900px';
	await expect.poll(() => scrollY).toBe(800);
	expect(top()).toBe(before);
});

test('letters that are typed on do not let go of it, the reader’s own hand does', async () => {
	scrollTo(0, 500);
	end = pin({ box, at: top() });
	box.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true }));
	above.style.blockSize = '700px';
	await expect.poll(() => scrollY).toBe(600);
	dispatchEvent(new WheelEvent('wheel'));
	scrollTo(0, 100);
	await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
	expect(scrollY).toBe(100);
});
