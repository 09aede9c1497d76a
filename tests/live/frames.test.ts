import { expect, test } from 'vitest';
import { frame } from '#workflow/messages.ts';
import { readFrame, toFrame } from '#live/frames.ts';

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

test('a hello is read with its author, epoch and clock', () => {
	const hello = { author: 42, epoch: 1, room: 't3', now: 1_000 };
	expect(readFrame(toFrame(frame.hello, json(hello)))).toEqual({ kind: 'hello', hello });
});

test('an acknowledgement carries a whole number up to 32 bits', () => {
	expect(readFrame(toFrame(frame.acknowledged, new Uint8Array([1, 0, 0, 2])))).toEqual({
		kind: 'acknowledged',
		count: 16_777_218,
	});
});

test('a sync answer is taken apart into the vector and the update', () => {
	const read = readFrame(toFrame(frame.syncAnswer, new Uint8Array([0, 0, 0, 2, 7, 8, 9])));
	expect(read?.kind === 'syncAnswer' && [[...read.serverVector], [...read.update]]).toEqual([
		[7, 8],
		[9],
	]);
});

test('a sync answer that is cut short is refused', () => {
	expect(() => readFrame(toFrame(frame.syncAnswer, new Uint8Array([0, 0, 0, 9, 1])))).toThrow(
		RangeError,
	);
});

test('a kind from a later version is passed over', () => {
	expect(readFrame(new Uint8Array([99, 1, 2]))).toBeNull();
});

test('a frame in the middle of a larger buffer is read from its own start', () => {
	const inside = new Uint8Array([9, 9, frame.acknowledged, 0, 0, 0, 5]).subarray(2);
	expect(readFrame(inside)).toEqual({ kind: 'acknowledged', count: 5 });
});
