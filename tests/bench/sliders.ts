import type { CDPSession, Page } from 'playwright';
import { laptop, startBrowser } from '../support/devices.ts';
import { startSite } from '../support/server.ts';
import type { BenchLine } from './models.ts';

/** A chart is a drawing until a hand comes to it; then Chart.js draws. Both must follow the slider. */
const charts = ['drawing', 'Chart.js'] as const;
type Charts = (typeof charts)[number];

interface Slid {
	readonly path: string;
	readonly slider: string;
	readonly drawn: readonly Charts[];
}

/** Every model that answers within a frame, on the thread that hears the hand, with a slider of its own. */
export const slid: readonly Slid[] = [
	{ path: 'clv', slider: '年留存率', drawn: charts },
	{ path: 'churn', slider: '每期流失率', drawn: charts },
	{ path: 'claim', slider: '原本的年留存率', drawn: ['drawing'] },
	{ path: 'cohorts', slider: '只給模型看前幾年', drawn: ['drawing'] },
	{ path: 'new-or-existing', slider: '取得一位新客的成本', drawn: ['drawing'] },
	{ path: 'revenue-churn', slider: '這個月走掉的客戶', drawn: ['drawing'] },
	{ path: 'nps', slider: '這次的推薦者', drawn: ['drawing'] },
	{ path: 'csat', slider: '給4分', drawn: ['drawing'] },
	{ path: 'service-quality', slider: '可靠的感受', drawn: ['drawing'] },
	{ path: 'journey', slider: '候診', drawn: ['drawing'] },
	{ path: 'perceived-value', slider: '甲（原廠）的金錢成本', drawn: ['drawing'] },
	{ path: 'price-value', slider: '每份多讓給客人', drawn: ['drawing'] },
	{ path: 'trust', slider: '其中失約', drawn: ['drawing'] },
	{ path: 'cost-to-serve', slider: '毛利率', drawn: ['drawing'] },
	{ path: 'stars', slider: '每次花多少', drawn: ['drawing'] },
];

const moves = 120;
/** Whatever else the machine does only ever adds: of so many rounds at most the quietest is told. */
const mostRounds = 8;
/** A hand has moved it a little before: the browser has compiled what it needs. */
const warmUp = 40;

interface Moved {
	/** From the input to the end of the frame that shows it. */
	toPicture: number[];
	/** What the main thread had to do until the next input, layout and paint included. */
	work: number[];
}

/** Drags a slider back and forth, a step a frame, and times each step to the end of its frame. */
const drag = async (element: Node, steps: number): Promise<number[]> => {
	const input = element as HTMLInputElement;
	const nextFrame = (): Promise<number> => new Promise(requestAnimationFrame);
	const afterFrame = (): Promise<unknown> =>
		new Promise((resolve) => {
			const after = new MessageChannel();
			after.port1.onmessage = resolve;
			after.port2.postMessage(null);
		});
	const times: number[] = [];
	for (let step = 0; step < steps; step++) {
		await nextFrame();
		performance.mark('step');
		const start = performance.now();
		if (step % 20 < 10) input.stepUp();
		else input.stepDown();
		input.dispatchEvent(new Event('input', { bubbles: true }));
		await nextFrame();
		await afterFrame();
		times.push(performance.now() - start);
	}
	await nextFrame();
	performance.mark('step');
	return times;
};

/** What of the browser's trace this file reads; times in microseconds. */
interface TraceEvent {
	readonly name: string;
	readonly ph: string;
	readonly pid: number;
	readonly tid: number;
	readonly ts: number;
	readonly dur?: number;
}

/** How long a thread's tasks ran between each two marks, in milliseconds. */
function workBetweenMarks(events: readonly TraceEvent[]): number[] {
	const marks = events.filter(({ name }) => name === 'step').sort((one, two) => one.ts - two.ts);
	const [first] = marks;
	if (!first) throw new Error('the trace holds no marks');
	const tasks = events.filter(
		({ name, ph, pid, tid }) =>
			name === 'ThreadControllerImpl::RunTask' &&
			ph === 'X' &&
			pid === first.pid &&
			tid === first.tid,
	);
	return marks.slice(1).map(({ ts: to }, index) => {
		const from = marks[index]?.ts ?? to;
		const inside = tasks.map(({ ts, dur = 0 }) =>
			Math.max(0, Math.min(ts + dur, to) - Math.max(ts, from)),
		);
		return inside.reduce((sum, time) => sum + time, 0) / 1000;
	});
}

async function moveSlider(page: Page, session: CDPSession, label: string): Promise<Moved> {
	const slider = await page.getByRole('slider', { name: label }).first().elementHandle();
	if (!slider) throw new Error(`no slider ${label}`);
	await slider.focus();
	await slider.evaluate(drag, warmUp);
	const events: TraceEvent[] = [];
	const collect = ({ value }: { value: object[] }): void => {
		events.push(...(value as unknown as TraceEvent[]));
	};
	session.on('Tracing.dataCollected', collect);
	await session.send('Tracing.start', {
		transferMode: 'ReportEvents',
		traceConfig: {
			includedCategories: ['toplevel', 'blink.user_timing'],
			excludedCategories: ['*'],
		},
	});
	const toPicture = await slider.evaluate(drag, moves);
	const ended = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
	await session.send('Tracing.end');
	await ended;
	session.off('Tracing.dataCollected', collect);
	return { toPicture, work: workBetweenMarks(events) };
}

const rising = (times: readonly number[]): number[] => [...times].sort((one, two) => one - two);
const p95Of = (sorted: readonly number[]): number =>
	sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;

function lineOf(name: string, byRound: readonly (readonly number[])[], target: number): BenchLine {
	const [sorted = []] = byRound.map(rising).sort((one, two) => p95Of(one) - p95Of(two));
	const p95 = p95Of(sorted);
	return {
		name,
		n: 1,
		median_ms: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
		min_ms: sorted[0] ?? Number.NaN,
		p95_ms: p95,
		runs: sorted.length,
		checksum: sorted.length,
		target_ms: target,
		target_of: 'p95_ms',
		missed: !(p95 <= target),
	};
}

const linesOf = (name: string, moved: readonly Moved[], slowdown: number): BenchLine[] => [
	lineOf(
		`${name}: main thread`,
		moved.map(({ work }) => work),
		slowdown === 1 ? 10 : 35,
	),
	lineOf(
		`${name}: frame`,
		moved.map(({ toPicture }) => toPicture),
		slowdown === 1 ? 24 : 75,
	),
];

/** Brings the page to life, and Chart.js to its first chart where it is asked for. */
async function wake(page: Page, drawn: Charts): Promise<void> {
	await page.mouse.move(4, 4);
	await page.locator('.plate input[type=range]:enabled').first().waitFor();
	if (drawn === 'drawing') return;
	await page.locator('.chart-box').first().hover();
	await page.locator('.chart-box.live').first().waitFor();
	await page.mouse.move(4, 4);
}

/** Slider to picture in Chromium, plain and with the processor slowed to a quarter; needs dist/. */
export async function sliderLines(): Promise<BenchLine[]> {
	const site = await startSite();
	const browser = await startBrowser();
	const lines: BenchLine[] = [];
	try {
		for (const { path, slider, drawn: ways } of slid) {
			for (const drawn of ways) {
				for (const slowdown of [1, 4]) {
					const context = await browser.newContext(laptop);
					const page = await context.newPage();
					const session = await context.newCDPSession(page);
					await page.goto(`${site.origin}/simulators/${path}`);
					await wake(page, drawn);
					await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
					const how = slowdown === 1 ? '' : `, ${slowdown}× slower processor`;
					const name = `slider to picture ${path}, ${drawn}${how}`;
					const moved: Moved[] = [];
					let told: BenchLine[];
					do {
						moved.push(await moveSlider(page, session, slider));
						told = linesOf(name, moved, slowdown);
					} while (moved.length < mostRounds && told.some(({ missed }) => missed));
					lines.push(...told);
					await context.close();
				}
			}
		}
	} finally {
		await browser.close();
		await site.stop();
	}
	return lines;
}
