import { afterEach, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { userEvent } from 'vitest/browser';
import type { Answering } from '../../src/team/answering.ts';
import CommentCard from '../../src/team/CommentCard.svelte';
import type { Answer, AnswerKind } from '../../src/workflow/comment.ts';
import { emptyDesign } from '../../src/workflow/design.ts';
import type { DesignWords } from '../../src/workflow/words.ts';

/** The reason for which a team will not do as a comment says, while somebody writes it. */

const words = '我們選新會員，因為個案說第一年走掉四成五。';
const comment = { id: 'a1', field: null, text: '憑什麼？', patch: null, result: null };
const answer = (kind: AnswerKind, reason = ''): Answer => ({
	...{ commentId: 'a1', kind, reason, by: '林子晴', at: 1, version: 1 },
});

function given(onanswer: Answering['onanswer'] = () => Promise.resolve(true)) {
	const design = emptyDesign();
	const answering: Answering = {
		...{ draft: design, ready: true, refused: null, onmove: () => {} },
		onanswer,
	};
	return {
		...{ comment, place: 1, design, answering, asked: true, keptAs: 'me:s1' },
		answer: null as Answer | null,
		words: {} as DesignWords,
	};
}

type Shown = Awaited<ReturnType<typeof render<typeof CommentCard>>>;
const box = (shown: Shown) => shown.getByRole('textbox');
async function begin(shown: Shown, text = words) {
	await shown.getByRole('button', { name: /^反駁/ }).click();
	await userEvent.keyboard(text);
}

afterEach(() => {
	localStorage.clear();
	vi.restoreAllMocks();
});

test('words that are being written are there again after the page was loaded anew', async () => {
	const first = await render(CommentCard, given());
	await begin(first);
	await first.unmount();
	const again = await render(CommentCard, given());
	await expect.element(box(again)).toHaveValue(words);
	// Nobody asked for the keyboard there.
	expect(document.activeElement).toBe(document.body);
	await again.unmount();
	const other = await render(CommentCard, { ...given(), keptAs: 'another:s1' });
	expect(box(other).elements()).toEqual([]);
});

test.each(['送出反駁', '先不反駁'])(
	'after 「%s」 this device keeps nothing of them',
	async (name) => {
		const sent: unknown[] = [];
		const onanswer: Answering['onanswer'] = (_, kind, reason) => {
			sent.push([kind, reason]);
			return Promise.resolve(true);
		};
		const shown = await render(CommentCard, given(onanswer));
		await begin(shown);
		expect(Object.values(localStorage)).toContain(words);
		await shown.getByRole('button', { name }).click();
		await expect.element(box(shown)).not.toBeInTheDocument();
		expect(localStorage.length).toBe(0);
		expect(sent).toEqual(name === '送出反駁' ? [['rebutted', words]] : []);
	},
);

test('a teammate who adopts it takes neither the box nor the words nor the keyboard', async () => {
	const props = given();
	const shown = await render(CommentCard, props);
	await begin(shown);
	const written = box(shown).element();
	await shown.rerender({ ...props, answer: answer('adopted') });
	await expect.element(shown.getByText('隊友剛採用了這一則；要反駁，先收回採用。')).toBeVisible();
	expect(box(shown).element()).toBe(written);
	expect(document.activeElement).toBe(written);
	await userEvent.keyboard('還有');
	await expect.element(box(shown)).toHaveValue(`${words}還有`);
	await expect.element(shown.getByRole('button', { name: '送出反駁' })).toBeDisabled();
	await expect.element(shown.getByRole('button', { name: '複製寫的字' })).toBeVisible();
	await shown.getByRole('button', { name: /^收回採用/ }).click();
	await shown.rerender(props);
	await expect.element(shown.getByRole('button', { name: '送出反駁' })).toBeEnabled();
	await expect.element(box(shown)).toHaveValue(`${words}還有`);
	await expect.element(box(shown)).toHaveFocus();
});

test('whoever gives his words up goes on from the answer that stands, or from how to give one', async () => {
	const props = given();
	const shown = await render(CommentCard, props);
	await begin(shown);
	await shown.getByRole('button', { name: '先不反駁' }).click();
	await expect.element(shown.getByRole('button', { name: /^反駁/ })).toHaveFocus();
	await begin(shown);
	await shown.rerender({ ...props, answer: answer('adopted') });
	await shown.getByRole('button', { name: '先不反駁' }).click();
	await expect.poll(() => document.activeElement?.className).toContain('reply');
});

test('when nothing can be answered any more the words still stand there', async () => {
	const props = given();
	const shown = await render(CommentCard, props);
	await begin(shown);
	await shown.rerender({ ...props, answering: null });
	await expect.element(box(shown)).toHaveValue(words);
	await expect.element(shown.getByText(/現在不能回應這一則/)).toBeVisible();
});

test('leaving asks first only where this device would not keep them', async () => {
	const leaves = () => dispatchEvent(new Event('beforeunload', { cancelable: true }));
	const shown = await render(CommentCard, given());
	await begin(shown);
	expect(leaves()).toBe(true);
	vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
		throw new DOMException('full', 'QuotaExceededError');
	});
	await userEvent.keyboard('又');
	expect(leaves()).toBe(false);
	await shown.getByRole('button', { name: '先不反駁' }).click();
	expect(leaves()).toBe(true);
});
