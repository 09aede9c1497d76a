import { expect, test } from 'vitest';
import { openSpeakerLine, readMessage, type SpeakerMessage } from '#presentation/speaker-line.ts';

test('only well-formed messages are heard', () => {
	expect(readMessage({ kind: 'at', index: 3, blank: false })).toEqual({
		kind: 'at',
		index: 3,
		blank: false,
	});
	expect(readMessage({ kind: 'gone' })).toEqual({ kind: 'gone' });
	for (const odd of [null, 'at', {}, { kind: 'at' }, { kind: 'at', index: -1, blank: false }]) {
		expect(readMessage(odd)).toBeNull();
	}
	expect(readMessage({ kind: 'go', index: 1.5, blank: true })).toBeNull();
	expect(readMessage({ kind: 'go', index: 1, blank: 'yes' })).toBeNull();
});

test('two decks open side by side do not turn each other', async () => {
	const heard: SpeakerMessage[] = [];
	const mine = openSpeakerLine('one', (message) => heard.push(message));
	const same = openSpeakerLine('one', () => undefined);
	const other = openSpeakerLine('two', () => undefined);
	other?.post({ kind: 'go', index: 7, blank: false });
	same?.post({ kind: 'where' });
	await expect.poll(() => heard).toEqual([{ kind: 'where' }]);
	for (const line of [mine, same, other]) line?.close();
});
