import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readDisk } from '../support/disk.ts';
import { temporaryFolder } from '../support/server.ts';
import { createReport, percentile, promised, type Measured } from './lines.ts';
import { gather } from './live-hall.ts';
import type { Device, Load, Order } from './live-load.ts';
import { seatClasses, type Seat } from './live-seats.ts';
import type { Usage } from './live-server.ts';

/**
 * `npm run bench:live`: a whole school typing at once, measured, not tested. The server is the built
 * site with everything it has, in a process of its own; the devices are in others, each with a Yjs
 * document and a socket, and type three characters a second. One line a figure; with `--json` one
 * JSON object a line. Ends with 1 when a target is missed. Needs dist/.
 *
 * `--clients 300 --teams 60 --seconds 20` are the usual ones; `--profile folder` keeps a CPU profile
 * of the server there.
 */
interface LiveLine extends Measured {
	[figure: string]: number | string | boolean | undefined;
}

const { values: asked } = parseArgs({
	options: {
		clients: { type: 'string', default: '300' },
		teams: { type: 'string' },
		seconds: { type: 'string', default: '20' },
		profile: { type: 'string' },
		json: { type: 'boolean' },
	},
});
const clients = Number(asked.clients);
const teams = Number(asked.teams ?? Math.ceil(clients / 5));
const seconds = Number(asked.seconds);
if (![clients, teams, seconds].every((number) => Number.isInteger(number) && number > 0))
	throw new RangeError('clients, teams and seconds must be whole numbers from 1 up');

/** A course's promises are for what one course brings; beyond it, slower but never wrong. */
const isOneCourse = clients <= 300;
const mostPeopleInClass = 300;
const clientsPerGenerator = 500;
const megabyte = 1024 * 1024;

const inWords: Record<string, string> = {
	propagation: '打一個字，到每位隊友都看到（毫秒）',
	acknowledged: '打一個字，到存檔燈可以說已儲存（毫秒）',
	'server cpu': '伺服器用掉一顆核心的百分比',
	'server memory': '伺服器的記憶體（MB）',
	'memory growth': '打字期間記憶體多出來的（MB）',
	'lost edits': '說了已儲存、磁碟上卻沒有的字',
	'unacknowledged edits': '停筆之後還沒存好的字',
	'diverged teams': '隊友之間、或與磁碟不一樣的組',
	'turned away': '加入課堂時沒有進來的人',
	'last one in': '同一個位址一起加入，到最後一人進來（秒）',
	'phase change': '老師開放階段，到每一位的畫面（毫秒）',
	'generator delay': '量測程式自己慢了多少（毫秒，含在上面的時間裡）、用掉一顆核心的百分比',
};
const { print, end } = createReport<LiveLine>((line) => {
	const figures = Object.entries(line)
		.filter(([name]) => name.includes('_') && !name.startsWith('target_'))
		.map(([name, figure]) => `${name.slice(0, name.lastIndexOf('_'))} ${figure}`);
	const target = Object.entries(line).find(([name]) => /^target_(?!of)/.test(name));
	const promise = target ? `  目標 ${line.target_of?.replace(/_[a-z]+$/, '')} ≤ ${target[1]}` : '';
	return `${inWords[line.name] ?? line.name}：${figures.join('，')}${promise}`;
});

const round = (figure: number): number => Math.round(figure * 10) / 10;

function start(file: string, environment: NodeJS.ProcessEnv = {}, options: string[] = []) {
	return fork(join(import.meta.dirname, file), {
		env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '', ...environment },
		execArgv: options,
		serialization: 'advanced',
	});
}

/** Sends one message and waits for the one that answers it. */
function ask<Answer>(child: ChildProcess, message?: Order | 'usage'): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const gone = (code: number | null): void => reject(new Error(`a process ended with ${code}`));
		child.once('exit', gone);
		child.once('message', (answer) => {
			child.off('exit', gone);
			resolve(answer as Answer);
		});
		if (message !== undefined) child.send(message);
	});
}

const ended = (child: ChildProcess): Promise<void> =>
	new Promise((resolve) => child.once('exit', () => resolve()));

interface Typing {
	loads: Load[];
	cpuPercent: number;
	rssBytes: number;
	growthBytes: number;
}

/** Lets everybody type, and looks every second at what the server uses meanwhile. */
async function letType(server: ChildProcess, port: number, seats: Seat[]): Promise<Typing> {
	const count = Math.ceil(clients / clientsPerGenerator);
	const teamIds = [...new Set(seats.map(({ teamId }) => teamId))];
	const generators = Array.from({ length: count }, () => start('live-load.ts'));
	await Promise.all(
		generators.map((generator, index) =>
			ask(generator, {
				kind: 'connect',
				port,
				seats: seats.filter(({ teamId }) => teamIds.indexOf(teamId) % count === index),
			}),
		),
	);
	await sleep(1_000);
	const before = await ask<Usage>(server, 'usage');
	const from = performance.now();
	const loads = generators.map((generator) => ask<Load>(generator, { kind: 'type', seconds }));
	let now = before;
	let most = before.rssBytes;
	for (let second = 1; second <= seconds; second++) {
		await sleep(Math.max(0, from + second * 1_000 - performance.now()));
		now = await ask<Usage>(server, 'usage');
		most = Math.max(most, now.rssBytes);
	}
	const passed = performance.now() - from;
	return {
		loads: await Promise.all(loads),
		cpuPercent: ((now.cpuMilliseconds - before.cpuMilliseconds) / passed) * 100,
		rssBytes: most,
		growthBytes: most - before.rssBytes,
	};
}

/** What was promised to be on the disk and is not, and which teams do not all read the same. */
async function compare(folder: string, devices: readonly Device[]) {
	const disk = await readDisk(folder);
	let lost = 0;
	const diverged = new Set<string>();
	for (const { teamId, author, typed, acknowledged, texts, closed } of devices) {
		if (closed !== null) console.error(`a device was cut off: ${closed}`);
		const stored = disk[teamId]?.authors[author] ?? '';
		for (let place = 0; place < acknowledged; place++) if (stored[place] !== typed[place]) lost++;
		if (JSON.stringify(disk[teamId]?.texts) !== texts) diverged.add(teamId);
	}
	return { lost, diverged: diverged.size };
}

function spread(name: string, samples: readonly number[]): LiveLine {
	const sorted = [...samples].sort((first, second) => first - second);
	return {
		name,
		n: sorted.length,
		p50_ms: round(percentile(sorted, 0.5)),
		p99_ms: round(percentile(sorted, 0.99)),
		max_ms: round(sorted.at(-1) ?? Number.NaN),
	};
}

if (!existsSync(join(import.meta.dirname, '..', '..', 'dist', 'server', 'entry.mjs')))
	throw new Error('there is no dist/ yet: npm run build');
const folder = temporaryFolder();
try {
	const { seats, hall } = await seatClasses(folder, { clients, teams });
	const profile = asked.profile ? ['--cpu-prof', `--cpu-prof-dir=${asked.profile}`] : [];
	const settings = { DATA_DIR: folder, PORT: '0', HOST: '127.0.0.1' };
	const server = start('live-server.ts', settings, profile);
	const { port } = await ask<{ port: number }>(server);
	const typing = await letType(server, port, seats);
	const people = Math.min(clients, mostPeopleInClass);
	const gathered = await gather(`http://127.0.0.1:${port}`, hall, people);
	server.kill('SIGTERM');
	await ended(server);

	const devices = typing.loads.flatMap((load) => load.devices);
	const { lost, diverged } = await compare(folder, devices);
	const acknowledged = devices.reduce((sum, device) => sum + device.acknowledged, 0);
	const typed = devices.reduce((sum, device) => sum + device.typed.length, 0);
	const propagation = spread(
		'propagation',
		typing.loads.flatMap((load) => load.propagation),
	);
	const onDisk = spread(
		'acknowledged',
		typing.loads.flatMap((load) => load.acknowledgements),
	);
	const cpu = { name: 'server cpu', n: clients, core_percent: round(typing.cpuPercent) };
	const memory = { name: 'server memory', n: clients, rss_mb: round(typing.rssBytes / megabyte) };
	const growth = {
		name: 'memory growth',
		n: clients,
		rss_mb: round(typing.growthBytes / megabyte),
	};
	if (isOneCourse) print(promised(propagation, 'p50_ms', 15));
	print(promised(propagation, 'p99_ms', isOneCourse ? 100 : 250));
	print(isOneCourse ? promised(onDisk, 'p99_ms', 120) : onDisk);
	print(isOneCourse ? promised<LiveLine>(cpu, 'core_percent', 45) : cpu);
	print(isOneCourse ? promised<LiveLine>(memory, 'rss_mb', 320) : memory);
	print(isOneCourse ? promised<LiveLine>(growth, 'rss_mb', 120) : growth);
	const zero = (name: string, n: number, count: number, unit: string): void => {
		print(promised<LiveLine>({ name, n, [`count_${unit}`]: count }, `count_${unit}`, 0));
	};
	zero('lost edits', acknowledged, lost, 'edits');
	zero('unacknowledged edits', typed, typed - acknowledged, 'edits');
	zero('diverged teams', teams, diverged, 'teams');
	zero('turned away', people, people - gathered.joined, 'people');
	const lastIn = round(gathered.lastInMilliseconds / 1_000);
	print(promised<LiveLine>({ name: 'last one in', n: people, all_s: lastIn }, 'all_s', 60));
	print(promised(spread('phase change', gathered.toldMilliseconds), 'p99_ms', 250));
	const ownDelay = Math.max(...typing.loads.map((load) => load.ownDelay));
	const ownCpu = Math.max(...typing.loads.map((load) => load.ownCpu));
	const own = { p99_ms: round(ownDelay), core_percent: round(ownCpu) };
	print({ name: 'generator delay', n: typing.loads.length, ...own });
} finally {
	rmSync(folder, { recursive: true, force: true });
}
end();
