import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Seat } from './live-seats.ts';
import { Board, Typist } from './live-typist.ts';

/** What a generator of load is told, one after the other. */
export type Order =
	{ kind: 'connect'; port: number; seats: Seat[] } | { kind: 'type'; seconds: number };

/** What one device has done and holds at the end. */
export interface Device {
	teamId: string;
	author: number;
	typed: string;
	acknowledged: number;
	texts: string;
	closed: string | null;
}

export interface Load {
	/** From a keystroke until each teammate has it, milliseconds. */
	propagation: number[];
	/** From a keystroke until its author's light may say so, milliseconds. */
	acknowledgements: number[];
	devices: Device[];
	/** How late the generator itself was at worst for one in a hundred of its turns, milliseconds. */
	ownDelay: number;
	/** CPU time it took itself while everybody typed, as a percentage of one core. */
	ownCpu: number;
}

const betweenKeystrokes = 1_000 / 3;
const connectAtOnce = 50;
const mostSettlingMilliseconds = 10_000;

const board = new Board();
const typists: Typist[] = [];
const writers = (): Typist[] => typists.filter(({ teamId }) => teamId !== null);

async function connect(port: number, seats: Seat[]): Promise<void> {
	const places = new Map<string | null, number>();
	for (let first = 0; first < seats.length; first += connectAtOnce) {
		const wave = seats.slice(first, first + connectAtOnce).map((seat) => {
			const place = places.get(seat.teamId) ?? 0;
			places.set(seat.teamId, place + 1);
			return new Typist(port, seat, place, board);
		});
		typists.push(...wave);
		await Promise.all(wave.map(({ ready }) => ready));
	}
}

/** Keeps one typist's pace: three a second, never twice quite alike, and late keys are not left out. */
function keepTyping(typist: Typist, from: number, until: number): void {
	let next = from + Math.random() * betweenKeystrokes;
	const press = (): void => {
		typist.type();
		next += betweenKeystrokes * (0.5 + Math.random());
		if (next < until) setTimeout(press, wait());
	};
	const wait = (): number => Math.max(0, next - performance.now());
	setTimeout(press, wait());
}

async function type(seconds: number): Promise<Load> {
	const delay = monitorEventLoopDelay({ resolution: 5 });
	delay.enable();
	const before = process.cpuUsage();
	const from = performance.now();
	const until = from + seconds * 1_000;
	for (const typist of writers()) keepTyping(typist, from, until);
	await sleep(Math.max(0, until - performance.now()));
	const used = process.cpuUsage(before);
	const ownCpu = (used.user + used.system) / 10 / (performance.now() - from);
	delay.disable();
	const sizes = new Map<string | null, number>();
	for (const { teamId } of writers()) sizes.set(teamId, (sizes.get(teamId) ?? 0) + 1);
	const isSettled = (): boolean => {
		const due = writers().reduce(
			(sum, { typed, teamId }) => sum + typed.length * ((sizes.get(teamId) ?? 1) - 1),
			0,
		);
		const areIn = writers().every(({ acknowledged, typed }) => acknowledged === typed.length);
		return areIn && board.propagation.length >= due;
	};
	const latest = performance.now() + mostSettlingMilliseconds;
	while (!isSettled() && performance.now() < latest) await sleep(20);
	const devices = writers().map((typist): Device => {
		const { teamId, author, typed, acknowledged, closed } = typist;
		return { teamId: teamId ?? '', author, typed, acknowledged, texts: typist.texts(), closed };
	});
	for (const typist of typists) typist.end();
	return {
		propagation: board.propagation,
		acknowledgements: writers().flatMap(({ acknowledgements }) => acknowledgements),
		devices,
		ownDelay: delay.percentile(99) / 1e6,
		ownCpu,
	};
}

process.on('message', async (order: Order) => {
	if (order.kind === 'connect') {
		await connect(order.port, order.seats);
		process.send?.('connected');
	} else {
		process.send?.(await type(order.seconds), () => process.disconnect());
	}
});
