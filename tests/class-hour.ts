import { parseArgs } from 'node:util';
import { createReport, percentile, type Measured } from './bench/lines.ts';
import { Hour, mostBrowsers } from './journeys/class-hour/hour.ts';
import { steps } from './journeys/class-hour/steps.ts';
import { isBuilt } from './support/built.ts';

/**
 * `npm run class-hour`: the class hour of the tests with a real browser page for each of the thirty.
 * Says how far it is, then one line a step and one for the whole; with `--json` one JSON object a
 * line, and how far it is on stderr. Ends with 1 when something is not as it must be.
 * `--browsers 30` for how many are pages, from six up; the others are sockets. Needs dist/.
 */
interface HourLine extends Measured {
	took_s: number;
	problem?: string;
	/** Of the whole: what was written, and how a server's return was felt. */
	words?: number;
	characters?: number;
	back_p50_ms?: number;
	back_max_ms?: number;
}

const { values: asked } = parseArgs({
	options: {
		browsers: { type: 'string', default: String(mostBrowsers) },
		json: { type: 'boolean' },
	},
});
if (!isBuilt()) throw new Error('there is no dist/ yet: npm run build');

const { print, end } = createReport<HourLine>((line) => {
	const { words, characters, back_p50_ms: usual, back_max_ms: last } = line;
	const told =
		words === undefined
			? ''
			: `，三十人裡 ${line.n} 人用瀏覽器，寫了 ${words} 個詞 ${characters} 個字`;
	const back =
		last === undefined ? '' : `；伺服器回來後，一半的人 ${usual} 毫秒內接上，最慢的 ${last} 毫秒`;
	return `${line.name}：${line.took_s} 秒${told}${back}${line.problem ? `；${line.problem}` : ''}`;
});

const from = performance.now();
const secondsSince = (start: number): number => Math.round((performance.now() - start) / 100) / 10;
const hour = new Hour({
	browsers: Number(asked.browsers),
	patience: 180_000,
	tell: (words) =>
		(asked.json ? console.error : console.log)(`… ${secondsSince(from)} 秒：${words}`),
});
const interrupted = new Promise<never>((_, reject) => {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
		process.once(signal, () => reject(new Error(`stopped by ${signal}`)));
});
interrupted.catch(() => undefined);

/** Walks one step, or says why it did not end well. */
async function check(name: string, walk: () => Promise<void>): Promise<boolean> {
	const start = performance.now();
	const walking = walk();
	// A step left in the middle breaks off when everything is closed.
	walking.catch(() => undefined);
	const problem = await Promise.race([walking, interrupted]).then(
		() => undefined,
		(error: unknown) => String(error),
	);
	const missed = problem !== undefined;
	print({ name, n: hour.browsers, took_s: secondsSince(start), missed, problem });
	return !missed;
}

let isGood = false;
try {
	isGood = await check(asked.json ? 'everything starts' : '開始', () => hour.open());
	for (const { name, words, walk } of steps)
		isGood &&= await check(asked.json ? name : words, () => walk(hour));
} finally {
	await hour.end();
}
const written = hour.everyWord();
const back = hour.backAfter.toSorted((one, other) => one - other);
print({
	name: asked.json ? 'the whole hour' : '整堂課',
	n: hour.browsers,
	took_s: secondsSince(from),
	missed: !isGood,
	words: written.length,
	characters: written.join('').length,
	...(back.length > 0 && { back_p50_ms: percentile(back, 0.5), back_max_ms: back.at(-1) }),
});
end();
