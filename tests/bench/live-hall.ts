import { WebSocket } from 'ws';
import type { OpenPhase } from '#workflow/class.machine.ts';
import { frame } from '#workflow/messages.ts';
import { act } from '../support/server.ts';
import type { Hall } from './live-seats.ts';

/** A full class behind one address: how it gets in, and how soon it hears of a phase. */
export interface Gathered {
	/** Who got in, of those who tried, and until the last one was in, milliseconds. */
	joined: number;
	lastInMilliseconds: number;
	/** From the lecturer's command until each socket has the new phase, milliseconds. */
	toldMilliseconds: number[];
}

const phases: readonly OpenPhase[] = ['brief', 'design', 'share', 'feedback', 'debrief'];

let commands = 0;
const key = (): string => `bench-command-${++commands}`;

/** One page's socket in the class, with the time at which it heard of each phase. */
function openPage(origin: string, classId: string, cookie: string) {
	const heardAt = new Map<string, number>();
	const socket = new WebSocket(`${origin.replace('http', 'ws')}/live?class=${classId}`, {
		headers: { cookie, origin },
		perMessageDeflate: false,
	});
	const ready = new Promise<void>((resolve, reject) => {
		socket.on('error', reject);
		socket.on('message', (message: Buffer) => {
			if (message[0] !== frame.view) return;
			const now = performance.now();
			// The class comes first in a view; what teams hold is not looked through.
			const phase = /"phase":"(\w+)"/.exec(message.toString('latin1', 1, 2_000))?.[1] ?? '';
			if (!heardAt.has(phase)) heardAt.set(phase, now);
			resolve();
		});
	});
	return { heardAt, ready, end: () => socket.close() };
}

async function waitFor(isSo: () => boolean): Promise<void> {
	const latest = performance.now() + 10_000;
	while (!isSo() && performance.now() < latest) await new Promise((go) => setTimeout(go, 10));
}

/** Joins so many through the site's own door at once, seats them, and opens one phase after the other. */
export async function gather(origin: string, hall: Hall, people: number): Promise<Gathered> {
	const { classId } = hall;
	const from = performance.now();
	const answers = await Promise.all(
		Array.from({ length: people }, (_, index) =>
			act({ origin }, 'joinClass', { key: key(), code: hall.joinCode, name: `同學${index + 1}` }),
		),
	);
	const lastInMilliseconds = performance.now() - from;
	const seated = answers.filter(({ status, cookie }) => status === 200 && cookie !== '');
	const drawn = await act({ origin }, 'drawTeams', { key: key(), classId }, hall);
	if (drawn.message !== null) throw new Error(`no teams were drawn: ${drawn.message}`);
	const pages = seated.map(({ cookie }) => openPage(origin, classId, cookie));
	await Promise.all(pages.map(({ ready }) => ready));
	const toldMilliseconds: number[] = [];
	for (const [version, phase] of phases.entries()) {
		const toldAt = performance.now();
		const input = { key: key(), classId, phase, version, minutes: null };
		const { message } = await act({ origin }, 'openPhase', input, hall);
		if (message !== null) throw new Error(`${phase} was not opened: ${message}`);
		await waitFor(() => pages.every(({ heardAt }) => heardAt.has(phase)));
		toldMilliseconds.push(
			...pages.map(({ heardAt }) => (heardAt.get(phase) ?? Number.POSITIVE_INFINITY) - toldAt),
		);
	}
	for (const page of pages) page.end();
	return { joined: seated.length, lastInMilliseconds, toldMilliseconds };
}
