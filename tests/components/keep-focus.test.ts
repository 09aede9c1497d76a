import { afterEach, expect, test } from 'vitest';
import { keepFocus } from '../../src/instructor/keep-focus.ts';

const stops: (() => void)[] = [];
afterEach(() => {
	for (const stop of stops.splice(0)) stop();
	document.body.replaceChildren();
});

/** A desk in small: two people in a list, a line of news, and a command that may travel. */
function desk() {
	document.body.innerHTML = `
		<section>
			<h2 tabindex="-1" data-catches-focus>還沒有組的2人</h2>
			<ul>
				<li id="one"><select data-catches-focus aria-label="甲"></select><button>移出甲</button></li>
				<li id="two"><select data-catches-focus aria-label="乙"></select></li>
			</ul>
		</section>
		<form><p id="news" tabindex="-1" data-catches-focus></p><button id="send">傳送</button></form>
		<button id="more">延長</button>`;
	const state = { busy: false };
	stops.push(keepFocus(() => state.busy));
	const at = <Kind extends Element>(name: string) => document.querySelector<Kind>(name) as Kind;
	const focused = () => document.activeElement?.outerHTML ?? '';
	return { state, at, focused };
}

test('what was out of use while its command travelled has the focus again', async () => {
	const { state, at } = desk();
	const more = at<HTMLButtonElement>('#more');
	more.focus();
	state.busy = true;
	more.disabled = true;
	more.blur();
	await new Promise(requestAnimationFrame);
	expect(document.activeElement).toBe(document.body);
	state.busy = false;
	more.disabled = false;
	await expect.poll(() => document.activeElement).toBe(more);
});

test('what stays out of use gives the focus to the line that says what became of it', async () => {
	const { at } = desk();
	const send = at<HTMLButtonElement>('#send');
	send.focus();
	at('#news').textContent = '已傳給全班。';
	send.disabled = true;
	await expect.poll(() => document.activeElement?.id).toBe('news');
});

test('of a row that is gone the next has the focus, and at the end what stands above', async () => {
	const { at, focused } = desk();
	at<HTMLButtonElement>('#one button').focus();
	at('#one').remove();
	await expect.poll(focused).toContain('乙');
	at('#two').remove();
	await expect.poll(focused).toContain('還沒有組');
});

test('an empty line of news catches nothing', async () => {
	const { at } = desk();
	at<HTMLButtonElement>('#send').focus();
	at('#send').remove();
	await expect.poll(() => document.activeElement?.tagName).toBe('H2');
});

test('news that is over gives the focus on to what stands there', async () => {
	const { at } = desk();
	const news = at<HTMLElement>('#news');
	for (const end of [() => news.replaceChildren(), () => ((news.firstChild as Text).data = '')]) {
		news.textContent = '已換到「設計」。復原';
		news.focus();
		expect(document.activeElement).toBe(news);
		end();
		await expect.poll(() => document.activeElement?.tagName).toBe('H2');
	}
});

test('what was let go of on purpose is not taken up again', async () => {
	const { at } = desk();
	const more = at<HTMLButtonElement>('#more');
	more.focus();
	more.blur();
	await new Promise(requestAnimationFrame);
	expect(document.activeElement).toBe(document.body);
	at('#one').remove();
	await new Promise(requestAnimationFrame);
	expect(document.activeElement).toBe(document.body);
});
