import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { LeftWork } from '../../src/live/left-work.ts';
import Rescue from '../../src/team/Rescue.svelte';
import { emptyDesign } from '../../src/workflow/design.ts';
import type { DesignWords } from '../../src/workflow/words.ts';

/** Words that are on this device alone are not gone at a touch. */

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

async function offer({
	isLocked = false,
	isGone = false,
	...more
}: Partial<LeftWork> & { isLocked?: boolean; isGone?: boolean } = {}) {
	const design = emptyDesign();
	design.text.risks = '自己寫的字';
	const left: LeftWork = {
		...{ name: 'll:c1:t3:m1:1', why: 'restored', teamId: 't3', design, places: ['risks'] },
		...{ isWrittenHere: true, also: [], takenAway: { places: [], evidence: {} }, ...more },
	};
	const words = { fields: { risks: { label: '風險與退場' } } } as unknown as DesignWords;
	const deleted = vi.fn();
	const shown = await render(Rescue, {
		...{ left, team: 3, words, isLocked, isGone, ondownload: () => {}, ondismiss: deleted },
	});
	const press = async (name: RegExp) => {
		shown
			.getByRole('button', { name })
			.element()
			.dispatchEvent(new MouseEvent('click', { bubbles: true }));
		await vi.advanceTimersByTimeAsync(0);
	};
	const names = () =>
		shown
			.getByRole('button')
			.elements()
			.map((one) => one.textContent?.trim() ?? '');
	return { shown, deleted, press, names };
}

test('what is given up stays on the device for as long as it can be had back', async () => {
	const { deleted, press, names, shown } = await offer();
	await press(/^不用了/);
	expect(names()).toEqual(['復原（還有10秒）']);
	expect(document.activeElement?.textContent).toContain('復原');
	await vi.advanceTimersByTimeAsync(9_000);
	expect(names()).toEqual(['復原（還有1秒）']);
	// The button alone counts.
	expect(shown.getByRole('status').element().textContent).not.toMatch(/秒/);
	expect(deleted).not.toHaveBeenCalled();
	await press(/^復原/);
	expect(names()).toContain('不用了');
	expect(shown.container.textContent).toContain('自己寫的字');
	await vi.advanceTimersByTimeAsync(60_000);
	expect(deleted).not.toHaveBeenCalled();
	await press(/^不用了/);
	await vi.advanceTimersByTimeAsync(10_000);
	expect(deleted).toHaveBeenCalledOnce();
});

test('a page that goes meanwhile deletes nothing', async () => {
	const { deleted, press, shown } = await offer();
	await press(/^不用了/);
	await shown.unmount();
	await vi.advanceTimersByTimeAsync(60_000);
	expect(deleted).not.toHaveBeenCalled();
});

test('nobody is asked to put words into a form that is locked', async () => {
	const asks = '要用的請放回設計表';
	const locked = await offer({ isLocked: true });
	expect(locked.shown.container.textContent).toContain('設計表現在鎖住了：先複製或下載');
	expect(locked.shown.container.textContent).not.toContain(asks);
	await locked.shown.unmount();
	const gone = await offer({ isLocked: true, isGone: true });
	expect(gone.shown.container.textContent).toContain('要用的請複製或下載。');
	expect(gone.shown.container.textContent).not.toContain('能改的時候');
	await gone.shown.unmount();
	expect((await offer()).shown.container.textContent).toContain(asks);
});

test('of words from before a restore it is said whether they were written on this device', async () => {
	const asks = '看來都不是在這台裝置寫的，先問隊友還要不要。';
	const own = await offer();
	expect(own.shown.container.textContent).toContain('復原前寫的還在這台裝置');
	expect(own.shown.container.textContent).not.toContain(asks);
	await own.shown.unmount();
	const theirs = (await offer({ isWrittenHere: false })).shown.container.textContent;
	expect(theirs).toContain('復原前這一組寫的還在這台裝置');
	expect(theirs).toContain(asks);
});
