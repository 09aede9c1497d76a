import { afterEach, expect } from 'vitest';
import { cdp } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import * as Y from 'yjs';
import type { PresenceBoard } from '../../src/live/presence.svelte.ts';
import TextField from '../../src/team/TextField.svelte';

afterEach(async () => {
	// A field that goes while somebody writes in it hands its caret on to the next.
	const host = document.activeElement;
	const inside = host?.shadowRoot?.activeElement;
	if (inside instanceof HTMLElement) inside.blur();
	await expect.poll(() => document.querySelector('.text-field.is-here')).toBeNull();
});

/** Two devices' documents that hear of each other's work at once. */
export function twoDocuments(): [Y.Text, Y.Text] {
	const [one, other] = [new Y.Doc(), new Y.Doc()];
	one.on(
		'update',
		(update: Uint8Array, origin: unknown) =>
			origin !== 'wire' && Y.applyUpdate(other, update, 'wire'),
	);
	other.on(
		'update',
		(update: Uint8Array, origin: unknown) =>
			origin !== 'wire' && Y.applyUpdate(one, update, 'wire'),
	);
	return [one.getText('text:risks'), other.getText('text:risks')];
}

/** A field with its editor up. */
export async function openField(
	text: Y.Text,
	options: {
		readOnly?: boolean;
		singleLine?: boolean;
		most?: number;
		presence?: PresenceBoard;
		onsteps?: (steps: { undo: boolean; redo: boolean } | null) => void;
	} = {},
) {
	const field = await render(TextField, {
		field: 'risks',
		text,
		presence: options.presence ?? null,
		label: '風險與退場',
		prompt: '最可能出錯的是什麼？',
		most: options.most ?? 1_200,
		singleLine: options.singleLine ?? false,
		readOnly: options.readOnly ?? false,
		...(options.onsteps && { onsteps: options.onsteps }),
	});
	const host = field.container.querySelector('.text-field');
	await expect.poll(() => host?.shadowRoot?.querySelector('.cm-content')).toBeTruthy();
	const content = host?.shadowRoot?.querySelector('.cm-content');
	if (!(content instanceof HTMLElement)) throw new Error('the editor did not come up');
	const shown = () =>
		[...content.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\n');
	return { content, shown, field, container: field.container };
}

/** The keyboard shows these letters as what is being composed under the caret. */
export const compose = (text: string) =>
	cdp().send('Input.imeSetComposition', {
		text,
		selectionStart: text.length,
		selectionEnd: text.length,
	});

/** The composition ends with these words. */
export const commit = (text: string) => cdp().send('Input.insertText', { text });
