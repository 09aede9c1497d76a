import { expect, test } from 'vitest';
import { notePutAway, putAway } from '#team/put-away.ts';

function shelf(): Pick<Storage, 'getItem' | 'setItem'> {
	const kept = new Map<string, string>();
	return {
		getItem: (name) => kept.get(name) ?? null,
		setItem: (name, value) => void kept.set(name, value),
	};
}

test('each class has its own last message that was put away', () => {
	const kept = shelf();
	expect(putAway('one', kept)).toBe(0);
	notePutAway('one', 12, kept);
	expect([putAway('one', kept), putAway('two', kept)]).toEqual([12, 0]);
});

test('a storage that refuses or holds nonsense hides no message', () => {
	const broken = {
		getItem: () => 'soon',
		setItem: () => {
			throw new Error('full');
		},
	};
	notePutAway('one', 3, broken);
	expect([putAway('one', broken), putAway('one', null)]).toEqual([0, 0]);
});
