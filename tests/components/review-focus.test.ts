import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { DeskState } from '../../src/instructor/desk.svelte.ts';
import { keepFocus } from '../../src/instructor/keep-focus.ts';
import { ReviewDraft } from '../../src/instructor/review-draft.svelte.ts';
import ReviewFoot from '../../src/instructor/ReviewFoot.svelte';
import Rivals from '../../src/instructor/Rivals.svelte';
import { emptyDesign } from '../../src/workflow/design.ts';
import type { ReviewPlace } from '../../src/workflow/review-merge.ts';
import type { DesignWords } from '../../src/workflow/words.ts';

/** What two windows wrote in one review is answered by key far down a long sheet. */

const stops: (() => void)[] = [];
afterEach(() => {
	for (const stop of stops.splice(0)) stop();
	document.body.replaceChildren();
	localStorage.clear();
});

const rubric = { version: 1, levelNames: [], criteria: [] };
const words = { fields: { risks: { label: '風險與退場' } } } as unknown as DesignWords;

/** A long sheet on which one place has been written at in two windows. */
function sheet(place: ReviewPlace) {
	document.body.innerHTML = `
		<article class="review">
			<h2 tabindex="-1" data-catches-focus>審閱中</h2>
			<p style="block-size: 300vh"></p>
			<div class="reading-row" data-field="risks" tabindex="-1">
				<textarea data-of="text:risks"></textarea>
			</div>
			<label class="review-summary"><textarea data-of="summary"></textarea></label>
			<div id="here"></div>
		</article>`;
	const draft = new ReviewDraft({
		rubric,
		submission: { id: crypto.randomUUID(), design: emptyDesign(), review: null },
		save: () => Promise.resolve({ ok: false, reason: '' }),
	});
	draft.rivals = [{ place, value: '那邊寫的', isOwn: false }];
	draft.news = [place];
	const target = document.querySelector('#here') as HTMLElement;
	const shown = [
		mount(Rivals, { target, props: { draft, words, rubric, at: () => true } }),
		mount(ReviewFoot, {
			target,
			props: {
				...{ draft, words, rubric, teamNumber: 1, said: '', about: '總評', isEarly: false },
				desk: { busy: false, problem: null } as unknown as DeskState,
				...{ onleap() {}, onhelp() {}, onapprove() {}, onreturn() {} },
			},
		}),
	];
	flushSync();
	stops.push(
		keepFocus(() => false),
		() => shown.forEach((one) => void unmount(one)),
	);
	const button = (name: string) =>
		[...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === name);
	return { draft, button };
}

const places: ReviewPlace[] = ['summary', 'text:risks'];
const cases = places.flatMap((place) =>
	['接在後面', '不用了', '知道了'].map((name) => ({ place, name })),
);

test.each(cases)(
	'「$name」 by key goes on in the box of $place, and the page stays',
	async (one) => {
		const { draft, button } = sheet(one.place);
		scrollTo({ top: document.body.scrollHeight, behavior: 'instant' });
		button(one.name)?.focus({ preventScroll: true });
		await userEvent.keyboard('{Enter}');
		await expect.poll(() => button(one.name)).toBeUndefined();
		await new Promise(requestAnimationFrame);
		expect(one.name === '知道了' ? draft.news : draft.rivals).toEqual([]);
		expect(document.activeElement?.getAttribute('data-of')).toBe(one.place);
		expect(scrollY).toBeGreaterThan(innerHeight);
		draft.stop();
	},
);

test('where the box of what is read is out of sight, the page stays and the hands in the foot', async () => {
	const { draft, button } = sheet('summary');
	const box = document.querySelector('.review-summary') as HTMLElement;
	box.style.cssText = 'display: block; margin-block-end: 300vh';
	scrollTo({ top: document.body.scrollHeight, behavior: 'instant' });
	const stood = scrollY;
	draft.dismiss(draft.rivals[0] as (typeof draft.rivals)[0]);
	button('知道了')?.focus({ preventScroll: true });
	await userEvent.keyboard('{Enter}');
	await expect.poll(() => button('知道了')).toBeUndefined();
	expect(document.activeElement?.textContent).toContain('評分規準');
	expect(scrollY).toBeGreaterThan(stood - innerHeight);
	draft.stop();
});
