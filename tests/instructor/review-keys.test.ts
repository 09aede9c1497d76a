import { expect, test } from 'vitest';
import { commandFor, type KeyPress } from '#presentation/keys.ts';
import { levelOf, reviewKeys } from '#instructor/review-keys.ts';

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

test('J and K move between designs, 1 to 5 give a level, C writes, M takes the slider', () => {
	expect(commandFor(reviewKeys, press('KeyJ'), 'page')).toBe('nextTeam');
	expect(commandFor(reviewKeys, press('KeyK'), 'page')).toBe('previousTeam');
	expect(commandFor(reviewKeys, press('KeyC'), 'page')).toBe('comment');
	expect(commandFor(reviewKeys, press('KeyM'), 'page')).toBe('move');
	for (const level of [1, 2, 3, 4, 5]) {
		const command = commandFor(reviewKeys, press(`Digit${level}`), 'page');
		expect(command && levelOf(command)).toBe(level);
	}
});

test('in a comment the letters are letters, and only Ctrl or ⌘ acts', () => {
	expect(commandFor(reviewKeys, press('KeyJ'), 'field')).toBeNull();
	expect(commandFor(reviewKeys, press('Digit3'), 'field')).toBeNull();
	expect(commandFor(reviewKeys, press('KeyS', { ctrlKey: true }), 'field')).toBe('save');
	expect(commandFor(reviewKeys, press('Enter', { metaKey: true }), 'field')).toBe('return');
	expect(commandFor(reviewKeys, press('Enter'), 'field')).toBeNull();
});

test('an Enter that ends a Bopomofo word gives nothing back', () => {
	expect(
		commandFor(reviewKeys, press('Enter', { ctrlKey: true, isComposing: true }), 'field'),
	).toBeNull();
});

test('Ctrl with a letter that has no Ctrl meaning stays the browser’s', () => {
	expect(commandFor(reviewKeys, press('KeyC', { ctrlKey: true }), 'page')).toBeNull();
	expect(commandFor(reviewKeys, press('KeyJ', { ctrlKey: true }), 'page')).toBeNull();
});
