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

test('the hands go on in the document that takes the place of the one they wrote in', async () => {
	const [old, next] = [new Y.Doc(), new Y.Doc()];
	next.getText('text:risks').insert(0, '復原的。');
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
	await userEvent.keyboard('before');
	expect(wordsIn(old)).toBe('before');
	await shown.rerender({ ...props, document: { doc: next, presence: null } });
	await userEvent.keyboard('after');
	expect(wordsIn(old)).toBe('before');
	expect(wordsIn(next)).toContain('after');
	content()?.blur();
});
