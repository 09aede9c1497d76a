import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Autosave, type DraftLight, type Saved } from '#instructor/autosave.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

/** A server that answers when told to, and a light that remembers what it said. */
function desk() {
	const sent: string[] = [];
	const answers: ((saved: Saved) => void)[] = [];
	const said: DraftLight[] = [];
	let text = '';
	const autosave = new Autosave<string>(
		() => text,
		(content) => {
			sent.push(content);
			return new Promise((answer) => answers.push(answer));
		},
		(light) => said.push(light),
		{ pause: 800, longest: 3_000, retry: 4_000 },
	);
	const light = () => said.at(-1)?.kind;
	const answer = async (saved: Saved) => {
		answers.shift()?.(saved);
		await vi.advanceTimersByTimeAsync(0);
	};
	const write = (words: string) => {
		text = words;
		autosave.changed();
	};
	return { autosave, write, sent, light, answer };
}

test('one save goes out once the pen rests, and 已儲存 waits for the answer', async () => {
	const { autosave, write, sent, light, answer } = desk();
	write('好');
	write('好的');
	expect(light()).toBe('waiting');
	await vi.advanceTimersByTimeAsync(800);
	expect(sent).toEqual(['好的']);
	expect(light()).toBe('saving');
	await answer({ ok: true, at: 1 });
	expect(light()).toBe('saved');
	expect(autosave.owes).toBe(false);
});

test('what is written while a save travels goes with the next, and is not called saved before', async () => {
	const { write, sent, light, answer } = desk();
	write('一');
	await vi.advanceTimersByTimeAsync(800);
	write('一二');
	await vi.advanceTimersByTimeAsync(800);
	expect(sent).toEqual(['一']);
	await answer({ ok: true, at: 1 });
	await vi.advanceTimersByTimeAsync(0);
	expect(sent).toEqual(['一', '一二']);
	expect(light()).toBe('saving');
	await answer({ ok: true, at: 2 });
	expect(light()).toBe('saved');
});

test('a save that fails says why, stays owed, and is tried again', async () => {
	const { autosave, write, sent, light, answer } = desk();
	write('一');
	await vi.advanceTimersByTimeAsync(800);
	await answer({ ok: false, reason: '連不到伺服器' });
	expect(light()).toBe('unsaved');
	expect(autosave.owes).toBe(true);
	await vi.advanceTimersByTimeAsync(4_000);
	expect(sent).toEqual(['一', '一']);
	await answer({ ok: true, at: 3 });
	expect(light()).toBe('saved');
});

test('a newer text is never overwritten by the retry of an older one', async () => {
	const { write, sent, answer } = desk();
	write('舊');
	await vi.advanceTimersByTimeAsync(800);
	write('新');
	await answer({ ok: false, reason: '連不到伺服器' });
	await vi.advanceTimersByTimeAsync(4_000);
	expect(sent).toEqual(['舊', '新']);
});

test('asking to save does not wait for the pen to rest', async () => {
	const { autosave, write, sent } = desk();
	write('一');
	void autosave.flush();
	await vi.advanceTimersByTimeAsync(0);
	expect(sent).toEqual(['一']);
});

test('once the review is handed out nothing more is sent', async () => {
	const { autosave, write, sent } = desk();
	write('一');
	autosave.stop();
	await vi.advanceTimersByTimeAsync(10_000);
	expect(sent).toEqual([]);
});

// Whatever the rhythm: as long as no
// pause comes between, the server is told within 3 s of the first letter that it does not have.
test.each([50, 150, 400, 799])(
	'typed every %i ms, no word is unsaved for longer than 3 s',
	async (rest) => {
		const { autosave, write, sent, answer } = desk();
		let text = '';
		for (let typed = 0; typed < 20_000; typed += rest) {
			text += '字';
			write(text);
			await vi.advanceTimersByTimeAsync(rest);
			await answer({ ok: true, at: typed });
			const lacking = text.length - (sent.at(-1)?.length ?? 0);
			expect(lacking * rest).toBeLessThanOrEqual(3_000 + rest);
		}
		await vi.advanceTimersByTimeAsync(800);
		await answer({ ok: true, at: 1 });
		expect(sent.at(-1)).toBe(text);
		expect(autosave.owes).toBe(false);
	},
);

test('after a save that failed, typing on still tries again within 3 s', async () => {
	const { write, sent, answer } = desk();
	write('一');
	await vi.advanceTimersByTimeAsync(800);
	await answer({ ok: false, reason: '連不到伺服器' });
	for (let letter = 0; letter < 20; letter += 1) {
		write('一二');
		await vi.advanceTimersByTimeAsync(150);
	}
	expect(sent).toEqual(['一', '一二']);
});
