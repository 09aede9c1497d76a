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

interface Moved {
	/** From the input to the end of the frame that shows it. */
	toPicture: number[];
	/** What the main thread had to do for it, layout and paint included. */
	work: number[];
}

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
	// Asking for the count is itself a task; what that costs is taken off.
	const idle: number[] = [];
	const rest = () =>
		page.evaluate(
			() =>
				new Promise<number>((resolve) => {
					requestAnimationFrame(() => {
						const after = new MessageChannel();
						after.port1.onmessage = () => resolve(0);
						after.port2.postMessage(null);
					});
				}),
		);
	for (let round = 0; round < 30; round++) {
		const before = await tasks();
		await rest();
		idle.push((await tasks()) - before);
	}
	idle.sort((first, second) => first - second);
	const asking = idle[15] ?? 0;

	const moved: Moved = { toPicture: [], work: [] };
	for (let move = 0; move < moves; move++) {
		const before = await tasks();
		const toPicture = await slider.evaluate(
			(element, up) =>
				new Promise<number>((resolve) => {
					const input = element as HTMLInputElement;
					requestAnimationFrame(() => {
						const start = performance.now();
						if (up) input.stepUp();
						else input.stepDown();
						input.dispatchEvent(new Event('input', { bubbles: true }));
						requestAnimationFrame(() => {
							const after = new MessageChannel();
							after.port1.onmessage = () => resolve(performance.now() - start);
							after.port2.postMessage(null);
						});
					});
				}),
			move % 20 < 10,
		);
		moved.toPicture.push(toPicture);
		moved.work.push(Math.max(0, (await tasks()) - before - asking));
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

/** Slider to picture in Chromium, plain and with the processor slowed to a quarter; needs dist/. */
export async function sliderLines(): Promise<BenchLine[]> {
	const site = await startSite();
	const browser = await startBrowser();
	const lines: BenchLine[] = [];
	try {
		for (const { path, slider } of simulators) {
			for (const slowdown of [1, 4]) {
				const context = await browser.newContext(laptop);
				const page = await context.newPage();
				const session = await context.newCDPSession(page);
				await session.send('Performance.enable');
				await page.goto(site.origin + path);
				await page.locator('.chart-box.live').first().waitFor();
				await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
				const { toPicture, work } = await moveSlider(page, session, slider);
				const how = slowdown === 1 ? '' : `, ${slowdown}× slower processor`;
				const name = `slider to picture ${path}${how}`;
				lines.push(lineOf(`${name}: main thread`, work, slowdown === 1 ? 10 : 35));
				lines.push(lineOf(`${name}: frame`, toPicture, slowdown === 1 ? 24 : 75));
				await context.close();
			}
		}
	} finally {
		await browser.close();
		await site.stop();
	}
	return lines;
}
