import { fork } from 'node:child_process';
import { join } from 'node:path';

/** What may be asked of a server process while it runs. */
export type Asked = { kind: 'backUp'; path: string } | { kind: 'setSpace'; isFull: boolean };

/** A server in a process of its own, over a data folder that outlives it. */
export interface HostChild {
	port: number;
	/** Everything it has said on its error output. */
	readonly output: string;
	ask(asked: Asked): Promise<void>;
	/** SIGKILL: it has no time for anything. Resolves once it is gone. */
	kill(): Promise<void>;
}

/** Starts the server without pages on a data folder; rejects when it ends before it listens. */
export async function startHostChild(
	folder: string,
	{
		commitDelay = 0,
	}: { /** Extra time of every commit, milliseconds. */ commitDelay?: number } = {},
): Promise<HostChild> {
	const child = fork(join(import.meta.dirname, 'host-process.ts'), {
		env: {
			...process.env,
			NODE_OPTIONS: '',
			DATA_DIR: folder,
			COMMIT_DELAY_MILLISECONDS: String(commitDelay),
		},
		execArgv: [],
		silent: true,
	});
	let output = '';
	child.stderr?.on('data', (text: Buffer) => (output += text.toString()));
	const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
	const answer = <Answer>(): Promise<Answer> =>
		Promise.race([
			new Promise<Answer>((resolve) => child.once('message', (told) => resolve(told as Answer))),
			ended.then((code) => Promise.reject(new Error(`the server ended with ${code}: ${output}`))),
		]);
	const { port } = await answer<{ port: number }>();
	return {
		port,
		get output() {
			return output;
		},
		async ask(asked) {
			const told = answer();
			child.send(asked);
			await told;
		},
		async kill() {
			child.kill('SIGKILL');
			await ended;
		},
	};
}
