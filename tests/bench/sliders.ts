import type { CDPSession, Page } from 'playwright';
import { laptop, startBrowser } from '../support/devices.ts';
import { startSite } from '../support/server.ts';
import type { BenchLine } from './models.ts';

/** The models that answer within a frame, on the thread that hears the hand, and a slider of each. */
const simulators = [
	{ path: '/simulators/clv', slider: '年留存率' },
	{ path: '/simulators/churn', slider: '每期流失率' },
] as const;

const moves = 120;
/** A hand has moved it a little before: the browser has compiled what it needs. */
const warmUp = 20;

/** A chart is a drawing until a hand comes to it; then Chart.js draws. Both must follow the slider. */
const charts = ['drawing', 'Chart.js'] as const;

interface Moved {
	/** From the input to the end of the frame that shows it. */
	toPicture: number[];
	/** What the main thread had to do for it, layout and paint included. */
	work: number[];
}

/** Steps a slider up or down, or leaves it alone, and answers when the next frame has ended. */
const moveOnce = (element: Node, way: string): Promise<number> =>
	new Promise((resolve) => {
		const input = element as HTMLInputElement;
		requestAnimationFrame(() => {
			const start = performance.now();
			if (way !== 'rest') {
				if (way === 'up') input.stepUp();
				else input.stepDown();
				input.dispatchEvent(new Event('input', { bubbles: true }));
			}
			requestAnimationFrame(() => {
				const after = new MessageChannel();
				after.port1.onmessage = () => resolve(performance.now() - start);
				after.port2.postMessage(null);
			});
		});
	});

/**
 * Moves a slider a step at a time and takes the time twice: what the main thread worked, from the
 * browser's own count of its tasks, and how long until the frame with the new picture had ended.
 */
async function moveSlider(page: Page, session: CDPSession, label: string): Promise<Moved> {
	const tasks = async (): Promise<number> => {
		const { metrics } = await session.send('Performance.getMetrics');
		return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
	};
	// Held, or finding it again would count as the page's own work.
	const slider = await page.getByRole('slider', { name: label }).first().elementHandle();
	if (!slider) throw new Error(`no slider ${label}`);
	await slider.focus();
	// Asking for the count, and sending the question, are tasks too; what they cost with nothing
	// moved is taken off.
	const idle: number[] = [];
	for (let round = 0; round < 40; round++) {
		const before = await tasks();
		await slider.evaluate(moveOnce, 'rest');
		idle.push((await tasks()) - before);
	}
	idle.sort((first, second) => first - second);
	const asking = idle[20] ?? 0;

	const moved: Moved = { toPicture: [], work: [] };
	for (let move = 0; move < warmUp + moves; move++) {
		const before = await tasks();
		const toPicture = await slider.evaluate(moveOnce, move % 20 < 10 ? 'up' : 'down');
		const work = Math.max(0, (await tasks()) - before - asking);
		if (move < warmUp) continue;
		moved.toPicture.push(toPicture);
		moved.work.push(work);
	}
	return moved;
}

function lineOf(name: string, times: readonly number[], target: number): BenchLine {
	const sorted = [...times].sort((first, second) => first - second);
	const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
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

/** Brings the page to life, and Chart.js to its first chart where it is asked for. */
async function wake(page: Page, drawn: (typeof charts)[number]): Promise<void> {
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
		for (const { path, slider } of simulators) {
			for (const drawn of charts) {
				for (const slowdown of [1, 4]) {
					const context = await browser.newContext(laptop);
					const page = await context.newPage();
					const session = await context.newCDPSession(page);
					await session.send('Performance.enable');
					await page.goto(site.origin + path);
					await wake(page, drawn);
					await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
					const { toPicture, work } = await moveSlider(page, session, slider);
					const how = slowdown === 1 ? '' : `, ${slowdown}× slower processor`;
					const name = `slider to picture ${path}, ${drawn}${how}`;
					lines.push(lineOf(`${name}: main thread`, work, slowdown === 1 ? 10 : 35));
					lines.push(lineOf(`${name}: frame`, toPicture, slowdown === 1 ? 24 : 75));
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
