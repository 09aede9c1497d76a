import { afterEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { keepFocus } from '../../src/instructor/keep-focus.ts';
import { letGoAfterPointer } from '../../src/presentation/keys.ts';

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

/** A long page whose button, far down, asks once more in a dialog. */
function asking() {
	document.body.innerHTML = `
		<article>
			<h2 tabindex="-1" data-catches-focus>審閱中</h2>
			<p style="block-size: 200vh"></p>
			<button id="give">發還第1組</button>
		</article>
		<dialog><button id="stay">再看一下</button></dialog>`;
	stops.push(
		keepFocus(() => false),
		letGoAfterPointer(),
	);
	const at = (name: string) => document.querySelector(name) as HTMLElement;
	const dialog = at('dialog') as HTMLDialogElement;
	at('#give').onclick = () => dialog.showModal();
	at('#stay').onclick = () => dialog.close();
	at('#give').scrollIntoView({ block: 'end', behavior: 'instant' });
	return { at, dialog };
}

const close = {
	Escape: () => userEvent.keyboard('{Escape}'),
	Enter: () => userEvent.keyboard('{Enter}'),
	'the pointer': ({ at }: ReturnType<typeof asking>) => userEvent.click(at('#stay')),
};
const open = {
	'the pointer': ({ at }: ReturnType<typeof asking>) => userEvent.click(at('#give')),
	Enter: async ({ at }: ReturnType<typeof asking>) => {
		at('#give').focus({ preventScroll: true });
		await userEvent.keyboard('{Enter}');
	},
};
const ways = (Object.keys(open) as (keyof typeof open)[]).flatMap((by) =>
	(Object.keys(close) as (keyof typeof close)[]).map((left) => ({ by, left })),
);

test.each(ways)(
	'a dialog opened by $by and left by $left gives the focus back, and the page stays',
	async ({ by, left }) => {
		const page = asking();
		await open[by](page);
		await expect.poll(() => page.dialog.open).toBe(true);
		const stood = scrollY;
		const visited: string[] = [];
		const visit = ({ target }: Event) => visited.push((target as Element).tagName);
		document.addEventListener('focusin', visit);
		stops.push(() => document.removeEventListener('focusin', visit));
		await close[left](page);
		await expect.poll(() => page.dialog.open).toBe(false);
		await expect.poll(() => document.activeElement?.id).toBe('give');
		expect(visited).not.toContain('H2');
		expect(scrollY).toBe(stood);
	},
);
