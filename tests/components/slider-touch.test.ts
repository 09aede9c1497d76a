import { flushSync } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import * as Y from 'yjs';
import { DesignState } from '../../src/team/design-state.svelte.ts';
import FieldControl from '../../src/team/FieldControl.svelte';
import { effect } from './live-state.svelte.ts';
import { designValues } from '../../src/workflow/design.ts';
import type { DesignWords } from '../../src/workflow/words.ts';

let stop = () => {};
afterEach(() => stop());

/** A number of the form on a phone, and what teammates would hear of it. */
async function open(decided?: number) {
	const doc = new Y.Doc();
	if (decided !== undefined) designValues(doc).set('pointValue', decided);
	const design = new DesignState();
	// As a room follows its document: nothing that is moved may make it begin anew.
	let follows = 0;
	stop = effect(() => {
		follows += 1;
		return design.follow(doc);
	});
	flushSync();
	const sent: unknown[] = [];
	doc.on('update', () => sent.push(designValues(doc).get('pointValue')));
	const words = { fields: { pointValue: { label: '一點值多少錢' } } } as unknown as DesignWords;
	const control = await render(FieldControl, {
		field: { kind: 'number', field: 'pointValue' },
		words,
		design,
		document: { doc, presence: null },
		writable: true,
		missing: false,
	});
	const range = control.getByRole('slider').element();
	if (!(range instanceof HTMLInputElement)) throw new Error('not a slider');
	const finger = (type: string, clientX = 0) =>
		range.dispatchEvent(
			new PointerEvent(type, { bubbles: true, pointerType: 'touch', clientX, pointerId: 7 }),
		);
	const slide = (to: string) => {
		range.value = to;
		range.dispatchEvent(new InputEvent('input', { bubbles: true }));
	};
	return { follows: () => follows, doc, design, sent, range, finger, slide, control };
}

test('a finger that came down on a slider and scrolled the page has decided nothing, and nobody saw it', async () => {
	const { design, sent, range, finger, slide } = await open();
	const before = range.value;
	finger('pointerdown');
	slide('3');
	await expect.poll(() => design.numberShown('pointValue')).toBe(3);
	finger('pointercancel');
	range.dispatchEvent(new Event('change', { bubbles: true }));
	await expect.poll(() => range.value).toBe(before);
	expect(sent).toEqual([]);
	expect(design.design.numbersSet).toEqual([]);
	expect(design.missing).toContain('pointValue');
});

test('a decided number stands as it stood, even when the drag had been seen', async () => {
	const { doc, design, finger, slide } = await open(2);
	finger('pointerdown');
	slide('3');
	finger('pointermove', 40);
	await expect.poll(() => designValues(doc).get('pointValue')).toBe(3);
	finger('pointercancel');
	expect(designValues(doc).get('pointValue')).toBe(2);
	expect(design.numberShown('pointValue')).toBe(2);
});

test('a finger that lets go on the slider has decided', async () => {
	const { doc, design, range, finger, slide } = await open();
	finger('pointerdown');
	slide('3');
	finger('pointerup');
	range.dispatchEvent(new Event('change', { bubbles: true }));
	expect(designValues(doc).get('pointValue')).toBe(3);
	expect(design.missing).not.toContain('pointValue');
});

test('a number that this hand has moved can be put back, drag by drag', async () => {
	const { doc, design, finger, slide, control, follows } = await open(2);
	for (const [to, on] of [
		['3', '2.5'],
		['4', '1'],
	] as const) {
		finger('pointerdown');
		slide(to);
		finger('pointermove', 40);
		slide(on);
		finger('pointerup');
		design.settleNumber('pointValue');
	}
	expect(designValues(doc).get('pointValue')).toBe(1);
	await control.getByRole('button', { name: /^復原：2.5/ }).click();
	expect(designValues(doc).get('pointValue')).toBe(2.5);
	await control.getByRole('button', { name: /^復原：2\D/ }).click();
	expect(designValues(doc).get('pointValue')).toBe(2);
	await expect.poll(() => control.getByRole('button', { name: /^復原/ }).all().length).toBe(0);
	expect(follows()).toBe(1);
});

test('one drag is one move, however fast it goes, and when it rests on the way', async () => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
	try {
		const doc = new Y.Doc();
		designValues(doc).set('pointValue', 2);
		const design = new DesignState();
		stop = design.follow(doc);
		const drag = (steps: readonly number[], milliseconds: number) => {
			for (const step of steps) {
				design.setNumber('pointValue', step);
				vi.advanceTimersByTime(milliseconds);
			}
			design.settleNumber('pointValue');
		};
		const steps = Array.from({ length: 30 }, (_, index) => 2.1 + index / 10);
		let stood = 2;
		for (const milliseconds of [3, 16, 60, 99, 100, 101, 250, 600]) {
			drag(steps, milliseconds);
			expect([milliseconds, design.formerly('pointValue')?.was]).toEqual([milliseconds, stood]);
			stood = steps.at(-1) ?? 0;
			drag([...steps].reverse(), milliseconds);
			expect(design.formerly('pointValue')?.was).toBe(stood);
			stood = 2.1;
			expect(designValues(doc).get('pointValue')).toBe(stood);
		}
		// What a mate does while the hand rests is where the drag goes on from.
		design.setNumber('pointValue', 3);
		vi.advanceTimersByTime(600);
		designValues(doc).set('pointValue', 5);
		vi.advanceTimersByTime(50);
		design.putNumbers({});
		design.setNumber('pointValue', 4);
		design.settleNumber('pointValue');
		expect(design.formerly('pointValue')?.was).toBe(5);
	} finally {
		vi.useRealTimers();
	}
});

test('what a mate has set is never put back, in whichever moment it comes', () => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
	try {
		const moments: Record<string, (design: DesignState, mateSets: () => void) => void> = {
			'a finger rests and is then taken away by the page': (design, mateSets) => {
				design.touchNumber('pointValue');
				design.setNumber('pointValue', 3);
				design.dragNumber('pointValue');
				vi.advanceTimersByTime(900);
				mateSets();
				design.takeBackNumber('pointValue');
			},
			'before the next step of a drag': (design, mateSets) => {
				design.setNumber('pointValue', 3);
				vi.advanceTimersByTime(200);
				mateSets();
				design.setNumber('pointValue', 4);
				design.settleNumber('pointValue');
				design.putBack('pointValue');
			},
			'before it is put back': (design, mateSets) => {
				design.setNumber('pointValue', 3);
				design.settleNumber('pointValue');
				mateSets();
				design.putBack('pointValue');
			},
			'before a step that waits is written': (design, mateSets) => {
				design.setNumber('pointValue', 3);
				vi.advanceTimersByTime(20);
				design.setNumber('pointValue', 4);
				mateSets();
				vi.advanceTimersByTime(300);
				design.settleNumber('pointValue');
				design.putBack('pointValue');
			},
		};
		for (const [moment, play] of Object.entries(moments)) {
			const doc = new Y.Doc();
			designValues(doc).set('pointValue', 2);
			const design = new DesignState();
			const end = design.follow(doc);
			play(design, () => designValues(doc).set('pointValue', 7));
			expect([moment, designValues(doc).get('pointValue')]).toEqual([moment, 7]);
			end();
		}
	} finally {
		vi.useRealTimers();
	}
});

test('a number that nobody had decided is undecided again', async () => {
	const { design, finger, slide } = await open();
	finger('pointerdown');
	slide('3');
	finger('pointerup');
	design.settleNumber('pointValue');
	expect(design.formerly('pointValue')).toMatchObject({ was: undefined });
	design.putBack('pointValue');
	expect(design.design.numbersSet).toEqual([]);
	expect(design.formerly('pointValue')).toBeNull();
});

test('what a mate has moved on is not put back', async () => {
	const { doc, design, finger, slide } = await open(2);
	finger('pointerdown');
	slide('3');
	finger('pointerup');
	design.settleNumber('pointValue');
	designValues(doc).set('pointValue', 5);
	await expect.poll(() => design.formerly('pointValue')).toBeNull();
	design.putBack('pointValue');
	expect(designValues(doc).get('pointValue')).toBe(5);
});

test('a finger that scrolled has left nothing to put back', async () => {
	const { design, finger, slide } = await open(2);
	finger('pointerdown');
	slide('3');
	finger('pointermove', 40);
	finger('pointercancel');
	expect(design.formerly('pointValue')).toBeNull();
});

test('the weakest factor can be put back, to none as well', async () => {
	const { design } = await open();
	design.chooseFactor('price');
	design.chooseFactor('trust');
	design.putBack('weakestFactor');
	expect(design.design.weakestFactor).toBe('price');
	design.putBack('weakestFactor');
	expect(design.design.weakestFactor).toBeNull();
});
