import { describe, expect, test } from 'vitest';
import { commandFor, deckKeys, isCharacterKey, type KeyPress } from '#presentation/keys.ts';

const press = (code: string, more: Partial<KeyPress> = {}): KeyPress => ({
	code,
	key: code,
	shiftKey: false,
	ctrlKey: false,
	metaKey: false,
	altKey: false,
	isComposing: false,
	...more,
});

describe('a deck of slides', () => {
	test.each([
		['ArrowRight', 'next'],
		['PageDown', 'next'],
		['Space', 'next'],
		['ArrowLeft', 'back'],
		['PageUp', 'back'],
		['Home', 'first'],
		['End', 'last'],
		['KeyO', 'overview'],
		['Escape', 'overview'],
		['KeyG', 'goTo'],
		['KeyF', 'fullScreen'],
		['KeyT', 'theme'],
		['KeyB', 'blank'],
		['Period', 'blank'],
	])('%s means %s', (code, command) => {
		expect(commandFor(deckKeys, press(code), 'page')).toBe(command);
	});

	test('Shift turns the space bar round', () => {
		expect(commandFor(deckKeys, press('Space', { key: ' ', shiftKey: true }), 'page')).toBe('back');
	});

	test('a clicker that leaves out the code is understood by the key', () => {
		expect(commandFor(deckKeys, press('', { key: 'PageDown' }), 'page')).toBe('next');
	});

	test('the letters work with a Chinese input method on, which changes key but not code', () => {
		expect(commandFor(deckKeys, press('KeyF', { key: 'ㄑ' }), 'page')).toBe('fullScreen');
	});

	test('the question mark is found wherever the layout has it', () => {
		expect(commandFor(deckKeys, press('Slash', { key: '?', shiftKey: true }), 'page')).toBe('help');
		expect(commandFor(deckKeys, press('Minus', { key: '?', shiftKey: true }), 'page')).toBe('help');
	});

	test('nothing acts while a word is being composed', () => {
		expect(commandFor(deckKeys, press('Space', { isComposing: true }), 'page')).toBeNull();
		expect(commandFor(deckKeys, press('Space', { keyCode: 229 }), 'page')).toBeNull();
	});

	test('nothing acts while a field has the focus', () => {
		for (const row of deckKeys) {
			for (const code of row.codes) {
				expect(
					commandFor(deckKeys, press(code, { shiftKey: row.shift ?? false }), 'field'),
				).toBeNull();
			}
		}
	});

	test('a slider keeps its arrows; a clicker turns the page and letters act', () => {
		for (const code of ['ArrowRight', 'ArrowLeft', 'Home', 'End']) {
			expect(commandFor(deckKeys, press(code), 'slider')).toBeNull();
		}
		expect(commandFor(deckKeys, press('PageDown'), 'slider')).toBe('next');
		expect(commandFor(deckKeys, press('KeyB'), 'slider')).toBe('blank');
	});

	test('on a button the space bar is the button’s, a clicker still turns the page', () => {
		expect(commandFor(deckKeys, press('Space', { key: ' ' }), 'button')).toBeNull();
		expect(commandFor(deckKeys, press('PageDown'), 'button')).toBe('next');
	});

	test('the browser keeps its own Ctrl, ⌘ and Alt keys', () => {
		expect(commandFor(deckKeys, press('KeyF', { ctrlKey: true }), 'page')).toBeNull();
		expect(commandFor(deckKeys, press('ArrowLeft', { metaKey: true }), 'page')).toBeNull();
		expect(commandFor(deckKeys, press('ArrowLeft', { altKey: true }), 'page')).toBeNull();
	});

	test('with single-character keys off, letters rest and clickers work', () => {
		expect(commandFor(deckKeys, press('KeyB'), 'page', true)).toBeNull();
		expect(commandFor(deckKeys, press('Escape'), 'page', true)).toBe('overview');
		expect(commandFor(deckKeys, press('PageUp'), 'page', true)).toBe('back');
		expect(deckKeys.filter(isCharacterKey).map((row) => row.command)).toEqual([
			'overview',
			'goTo',
			'fullScreen',
			'blank',
			'theme',
			'help',
		]);
	});
});
