import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import Phrases from '../../src/ui/Phrases.svelte';
import '../../src/ui/styles/base.css';

/** The first character of each line, from the top. */
function lineStarts(of: Element): string[] {
	const starts: string[] = [];
	let last = Number.NEGATIVE_INFINITY;
	const texts = document.createTreeWalker(of, NodeFilter.SHOW_TEXT);
	for (let text = texts.nextNode(); text; text = texts.nextNode())
		for (let at = 0; at < (text.textContent ?? '').length; at++) {
			const range = document.createRange();
			range.setStart(text, at);
			range.setEnd(text, at + 1);
			const { top, width } = range.getBoundingClientRect();
			if (width === 0 || top < last + 10) continue;
			last = top;
			starts.push(range.toString());
		}
	return starts;
}

test('whatever a plan is called, at no width does a line of its title begin with a comma, and none of it is lost', async () => {
	const names = [
		'半山茶會員計畫：我們先問熟客為什麼回來，再決定送什麼',
		'再來一杯',
		'，，開頭就是標點：一句，兩句。',
		'沒有標點的一個很長很長很長很長很長的名字會怎麼斷行',
	];
	for (const name of names) {
		const title = document.createElement('h1');
		document.body.append(title);
		const { unmount } = await render(Phrases, { props: { text: name }, target: title });
		expect(title.textContent).toBe(name);
		for (let width = 240; width <= 720; width += 7) {
			title.style.inlineSize = `${width}px`;
			const [, ...others] = lineStarts(title);
			expect({ width, others: others.filter((start) => /[，。：]/.test(start)) }).toEqual({
				width,
				others: [],
			});
			expect(title.scrollWidth).toBeLessThanOrEqual(width);
		}
		await unmount();
		title.remove();
	}
});
