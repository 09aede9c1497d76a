import { parseArgs } from 'node:util';
import { createReport, type Measured } from '../bench/lines.ts';
import { backupUnderLoad } from './scenarios/backup.ts';
import { fullDisk } from './scenarios/full-disk.ts';
import { killUnderTyping } from './scenarios/kill.ts';
import { slowDisk } from './scenarios/slow-disk.ts';
import { nothingFound, type Found } from './scenarios/typing.ts';

/**
 * `npm run faults`: the faults of the tests, many times over. One line a fault; with `--json` one
 * JSON object a line. Ends with 1 when an acknowledged edit is lost, a database does not open, or
 * something else is not as it must be. `--rounds N` for how often the server is killed (50); the
 * other faults take fewer, and never more than that.
 */
interface FaultLine extends Measured {
	rounds: number;
	acknowledged: number;
	lost: number;
	opened: number;
	failed_to_open: number;
	problems: string[];
}

const { values: asked } = parseArgs({
	options: { rounds: { type: 'string', default: '50' }, json: { type: 'boolean' } },
});
const rounds = Number(asked.rounds);
if (!Number.isInteger(rounds) || rounds < 1)
	throw new RangeError(`rounds must be a whole number from 1 up, got ${asked.rounds}`);
const atMost = (most: number): number => Math.min(rounds, most);

const { print, end } = createReport<FaultLine>(
	(line) =>
		`${line.name}：${line.rounds} 回合，說了已儲存或隊友看到的 ${line.acknowledged} 筆，遺失 ${line.lost}；打開 ${line.opened} 次，打不開 ${line.failed_to_open} 次 ${line.problems.join('；')}`,
);

const inWords: readonly [string, () => Promise<Found>][] = [
	['打字時 kill -9', () => killUnderTyping(rounds)],
	['打字時磁碟滿了', () => fullDisk(atMost(5))],
	['每次寫入慢 10 毫秒', () => slowDisk(10, { rounds: atMost(5), milliseconds: 4_000 })],
	['每次寫入慢 30 毫秒', () => slowDisk(30, { rounds: atMost(5), milliseconds: 4_000 })],
	['打字時備份，再還原', () => backupUnderLoad(atMost(10))],
];
for (const [words, scenario] of inWords) {
	const { failedToOpen, ...found } = await scenario().catch((error: unknown) => ({
		...nothingFound(words, 0),
		problems: [`broken off: ${String(error)}`],
	}));
	const missed = found.lost > 0 || failedToOpen > 0 || found.problems.length > 0;
	const name = asked.json ? found.name : words;
	print({ ...found, name, n: found.rounds, failed_to_open: failedToOpen, missed });
}
end();
