import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { simulators } from '#simulators/list.ts';
import { smallSimulators } from '#simulators/small-list.ts';
import { newDevice, phone } from '../support/devices.ts';
import { serveSite } from '../support/site.ts';

const served = serveSite();

/** What stands on two lines although it is a number with what it counts, or a word; with the words before it. */
function parted(page: Page, places: string): Promise<string[]> {
	return page.evaluate((selector) => {
		const found = new Set<string>();
		for (const place of document.querySelectorAll(selector)) {
			const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
			const letters: { letter: string; node: Node; at: number }[] = [];
			while (walker.nextNode()) {
				const node = walker.currentNode;
				if (node.parentElement?.closest('math, code, pre, svg, .sr')) continue;
				[...(node.nodeValue ?? '')].forEach((letter, at) => letters.push({ letter, node, at }));
			}
			const text = letters.map(({ letter }) => letter).join('');
			const boxOf = (index: number): DOMRect | undefined => {
				const letter = letters[index];
				if (!letter) return undefined;
				const range = document.createRange();
				range.setStart(letter.node, letter.at);
				range.setEnd(letter.node, letter.at + 1);
				const [box] = range.getClientRects();
				return box && box.width > 0 ? box : undefined;
			};
			for (const match of text.matchAll(
				/NT\$ ?\d|\d[\d.,]* ?(?:%|[個萬億元人次倍點年月天位分])?|[A-Za-z]+/g,
			)) {
				const first = boxOf(match.index);
				const last = boxOf(match.index + match[0].length - 1);
				if (!first || !last || last.top < first.bottom) continue;
				found.add(text.slice(Math.max(0, match.index - 8), match.index + match[0].length));
			}
		}
		return [...found];
	}, places);
}

async function partedAt(path: string, places: string, ready?: string): Promise<string[]> {
	const page = await newDevice(served.browser, phone, []);
	await page.goto(served.origin + path);
	if (ready) await page.locator(ready).first().waitFor();
	const all: string[] = [];
	for (const width of [320, 340, 360, 380, 400]) {
		await page.setViewportSize({ width, height: 740 });
		all.push(...(await parted(page, places)).map((words) => `${path} ${width}: ${words}`));
	}
	await page.context().close();
	return all;
}

const lessons = readdirSync(join(import.meta.dirname, '../../dist/client/lessons'));

test('on a phone no answer, meaning or finding parts a number from its unit', async () => {
	const all: string[] = [];
	for (const { id } of [...simulators, ...smallSimulators]) {
		if (id === 'orders') continue;
		all.push(
			...(await partedAt(
				`/simulators/${id}`,
				'.answer, .means p, .finding p, .ctl-hint, .block p, .assumptions li',
			)),
		);
	}
	for (const sample of ['coffee', 'gym']) {
		const said = '.says, .under';
		all.push(...(await partedAt(`/simulators/orders?sample=${sample}`, said, '.says')));
	}
	expect(all).toEqual([]);
});

test('nor does the map', async () => {
	const map = 'main :is(h2, h3, p, .cell-name, .cell-sim, .part-count)';
	expect(await partedAt('/', map)).toEqual([]);
});

test("nor does a lesson's text, or a table", async () => {
	const all: string[] = [];
	for (const lesson of lessons) {
		all.push(
			...(await partedAt(
				`/lessons/${lesson}`,
				'main :is(h1, h2, h3, p, li, td, th):not(.plate *)',
			)),
		);
	}
	expect(all).toEqual([]);
});
