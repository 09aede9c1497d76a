import type { ReadStream } from 'node:tty';
import { StartProblem } from './settings.ts';

/** As much of standard input as a password is read from. */
export type SecretInput = Pick<ReadStream, 'isTTY' | 'setRawMode' | 'setEncoding' | 'resume'> &
	Pick<ReadStream, 'pause' | 'on' | 'off'> &
	AsyncIterable<string>;

const enter = new Set(['\r', '\n', '\u0004']);
const interrupt = '\u0003';
const backspace = new Set(['\b', '\u007f']);

/** One line typed on a terminal that shows nothing of it. */
function readHidden(input: SecretInput, ask: string, show: (text: string) => void) {
	return new Promise<string>((resolve, reject) => {
		show(ask);
		const typed: string[] = [];
		const finish = (settle: () => void): void => {
			input.off('data', take);
			input.setRawMode(false);
			input.pause();
			show('\n');
			settle();
		};
		function take(text: string): void {
			// An arrow key comes as one piece that begins with Escape, and writes nothing.
			if (text.startsWith('\u001b')) return;
			for (const letter of text) {
				if (letter === interrupt) {
					finish(() => reject(new StartProblem('已經取消，什麼都沒有改變。')));
					return;
				}
				if (enter.has(letter)) {
					finish(() => resolve(typed.join('')));
					return;
				}
				if (backspace.has(letter)) typed.pop();
				else typed.push(letter);
			}
		}
		input.setRawMode(true);
		input.on('data', take);
		input.resume();
	});
}

/**
 * Reads a new password: on a terminal asked for twice without showing it, else the first line of
 * what is piped in. Never from an argument, which the shell's history and `ps` would keep.
 */
export async function readNewPassword(
	input: SecretInput,
	show: (text: string) => void,
): Promise<string> {
	input.setEncoding('utf8');
	if (input.isTTY) {
		const password = await readHidden(input, '新密碼（不會顯示）：', show);
		const again = await readHidden(input, '再打一次：', show);
		if (password === again) return password;
		throw new StartProblem('兩次打的密碼不一樣，什麼都沒有改變。');
	}
	let piped = '';
	for await (const text of input) piped += text;
	return piped.split(/\r?\n/, 1)[0] ?? '';
}
