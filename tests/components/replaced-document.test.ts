import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import * as Y from 'yjs';
import { DesignState } from '../../src/team/design-state.svelte.ts';
import FieldControl from '../../src/team/FieldControl.svelte';
import type { DesignWords } from '../../src/workflow/words.ts';

/** A field whose document is replaced by another one under the hands of whoever writes in it. */

const words = { fields: { risks: { label: '風險與退場' } } } as unknown as DesignWords;
const wordsIn = (doc: Y.Doc) => doc.getText('text:risks').toString();

/** A field with these words, its caret after so many of them; `replace` puts others in their place. */
async function writing(before: string, after: string, caret: number) {
	const [old, next] = [new Y.Doc(), new Y.Doc()];
	old.getText('text:risks').insert(0, before);
	next.getText('text:risks').insert(0, after);
	const props = {
		field: { kind: 'text', field: 'risks' } as const,
		...{ words, design: new DesignState(), writable: true, missing: false },
	};
	const shown = await render(FieldControl, { ...props, document: { doc: old, presence: null } });
	const content = () =>
		shown.container
			.querySelector('.text-field')
			?.shadowRoot?.querySelector<HTMLElement>('.cm-content');
	await expect.poll(content).toBeTruthy();
	content()?.focus();
	await userEvent.keyboard(`{Home}${'{ArrowRight}'.repeat(caret)}`);
	const replace = () => shown.rerender({ ...props, document: { doc: next, presence: null } });
	return { old, next, replace, leave: () => content()?.blur() };
}

test('the hands go on in the document that takes the place of the one they wrote in', async () => {
	const { old, next, replace, leave } = await writing('', '復原的。', 0);
	await userEvent.keyboard('before');
	expect(wordsIn(old)).toBe('before');
	await replace();
	await userEvent.keyboard('after');
	expect(wordsIn(old)).toBe('before');
	expect(wordsIn(next)).toContain('after');
	leave();
});

test.each([
	{ before: '刪剩幾個字', after: '老師復原回來的一整句話', reads: '老師復原回來的一整句話X' },
	{ before: '刪剩', after: '刪剩以前的一整句話', reads: '刪剩以前的一整句話X' },
	{ before: '沒有動過的字', after: '沒有動過的字', reads: '沒有X動過的字' },
])('words never land in the middle of what was put back: $reads', async (one) => {
	const { next, replace, leave } = await writing(one.before, one.after, 2);
	await replace();
	await userEvent.keyboard('X');
	expect(wordsIn(next)).toBe(one.reads);
	leave();
});
