import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import PhaseBar from '../../src/team/PhaseBar.svelte';
import { timeUpWords } from '../../src/team/standing.ts';
import { ServerClock } from '../../src/live/server-clock.svelte.ts';
import RoomDock from '../../src/team/RoomDock.svelte';
import RoomMessages from '../../src/team/RoomMessages.svelte';
import StandingNews from '../../src/team/StandingNews.svelte';
import StandingPanel from '../../src/team/StandingPanel.svelte';
import Stages from '../../src/team/Stages.svelte';
import SubmitPanel from '../../src/team/SubmitPanel.svelte';
import { emptyDesign } from '../../src/workflow/design.ts';
import { phases } from '../../src/workflow/class.machine.ts';
import type { DesignWords, PhaseWords } from '../../src/workflow/words.ts';
import { submission, view as viewOf } from '../support/student-view.ts';
import '../../src/ui/styles/base.css';
import '../../src/ui/styles/parts.css';
import '../../src/ui/styles/team.css';

test('only presentations that there are lead somewhere: one’s own, and those handed in', async () => {
	const seen = viewOf('share', 'drafting');
	const team = (number: number, submissions: number, planName = '') => ({
		...seen.teams[0],
		id: `t${number}`,
		number,
		planName,
		members: [{ id: `m${number}`, name: '某人', online: true }],
		submissions,
	});
	const me = { ...seen.me, teamId: 't1' };
	const gone = { ...team(4, 1, '茶友回山'), members: [] };
	const empty = { ...team(5, 0), members: [] };
	const teams = [
		...[team(1, 0), team(2, 1, '再來一杯'), team(3, 0), gone, empty],
	] as typeof seen.teams;
	const shown = await render(Stages, { view: { ...seen, me, teams } });
	const links = shown.getByRole('link').elements();
	expect(links.map((link) => link.textContent?.trim())).toEqual([
		'第1組（你們的）',
		'第2組「再來一杯」',
		// As on the wall: its people have gone, what they handed in has not.
		'第4組「茶友回山」',
	]);
	await expect.element(shown.getByText('第3組')).toBeVisible();
	expect(shown.container.textContent).not.toContain('第5組');
});

test('in a class that is over the foot of the room offers no hand-in', async () => {
	const shown = await render(RoomDock, {
		view: viewOf('closed', 'revising'),
		isDesigning: true,
		opened: true,
		missing: 0,
		roi: null,
		undecided: false,
	});
	expect(shown.getByRole('link').last().element().textContent).toMatch(/狀態\s*課堂已結束/);
});

test('the foot of the room leads to the team’s standing once there is one', async () => {
	const given = { isDesigning: false, opened: true, missing: 0, roi: null, undecided: false };
	const shown = await render(RoomDock, {
		...given,
		view: viewOf('feedback', 'returned', [submission(1, 'returned')]),
	});
	const leadsTo = () => shown.getByRole('link').last().element().getAttribute('href');
	expect(leadsTo()).toBe('#standing-h');
	await shown.rerender({ ...given, isDesigning: true, view: viewOf('design', 'drafting') });
	expect(leadsTo()).toBe('#submit-h');
});

test('time that is up is said in words, with what can still be done', async () => {
	const seen = viewOf('design', 'drafting');
	const phase = { name: '設計', forStudents: '一起填設計表。', forLecturer: '', minutes: 30 };
	const words = { design: phase } as unknown as PhaseWords;
	for (const name of phases) words[name] ??= phase;
	const clock = new ServerClock();
	clock.hear(1_000_000);
	const given = {
		...{ words, lessons: [], clock, light: null, lightWords: () => '', away: false },
		...{ leftBehind: 0, says: null, timeUp: timeUpWords(seen) },
	};
	const at = (endsAt: number) => ({ ...given, held: { ...seen.class, endsAt } });
	const shown = await render(PhaseBar, at(2_000_000));
	expect(shown.container.textContent).not.toContain('時間到');
	await shown.rerender(at(990_000));
	await expect.element(shown.getByText('時間到，還能寫、繳交')).toBeVisible();
	expect(shown.container.querySelector('.phase-says')?.textContent).toContain(
		'時間到了；老師換下一個階段以前，還能寫，也還能繳交。',
	);
});

test('news of the team’s standing is said aloud once, and goes by a press or by itself', async () => {
	vi.useFakeTimers();
	try {
		let gone = 0;
		const given = { news: '王小明已繳交第1版。', aloud: '', leads: true };
		const shown = await render(StandingNews, { ...given, ondismiss: () => (gone += 1) });
		expect(shown.getByRole('status').elements().length).toBe(1);
		expect(shown.getByRole('status').element().textContent).toBe('王小明已繳交第1版。');
		expect(shown.getByRole('link').element().getAttribute('href')).toBe('#standing-h');
		shown
			.getByRole('button', { name: /^知道了/ })
			.element()
			.dispatchEvent(new MouseEvent('click', { bubbles: true }));
		expect(gone).toBe(1);
		vi.advanceTimersByTime(29_000);
		expect(gone).toBe(1);
		vi.advanceTimersByTime(1_000);
		expect(gone).toBe(2);
		await shown.rerender({ ...given, news: null, ondismiss: () => {} });
		expect(shown.getByRole('status').element().textContent).toBe('');
		expect(shown.getByRole('button').elements().length).toBe(0);
	} finally {
		vi.useRealTimers();
	}
});

test('whoever hands in is told which teammates are offline, and what that leaves out', async () => {
	const props = {
		// Nothing is missing and nothing has changed: no field is named.
		words: {} as DesignWords,
		design: emptyDesign(),
		missing: [],
		over: {},
		silent: [],
		latest: null,
		open: true,
		why: '',
		writable: true,
		busy: false,
		refused: null,
		onsubmit: () => {},
	};
	const shown = await render(SubmitPanel, { ...props, offline: ['周予安', '張大華'] });
	await shown.getByRole('button', { name: '繳交', exact: true }).click();
	const said = () => shown.getByRole('dialog').element().textContent;
	expect(said()).toContain('周予安、張大華現在離線');
	await shown.rerender({ ...props, offline: [] });
	expect(said()).not.toContain('離線');
});

test('before the first hand-in and in a revision it says what the slides will show', async () => {
	const design = emptyDesign();
	const props = {
		words: { fields: {} } as unknown as DesignWords,
		...{ design, missing: [], over: {}, silent: [], offline: [], open: true, why: '' },
		...{ writable: true, busy: false, refused: null, onsubmit: () => {}, latest: null },
	};
	const shown = await render(SubmitPanel, props);
	const says = () => shown.container.querySelector('.submit')?.textContent;
	expect(says()).toContain('簡報就用最後儲存的內容，只有你們和老師打得開');
	await shown.rerender({ ...props, latest: submission(1, null, design) });
	expect(says()).toContain('繳交第2版之前，簡報和老師投影的都是第1版');
	expect(says()).not.toContain('最後儲存的內容');
});

test('what was said to one’s team and what was said to everybody stand there both, each until it is put away', async () => {
	const said = (id: number, toAll: boolean, text: string) => ({
		id,
		toAll,
		text,
		at: 0,
		by: '陳老師',
	});
	const messages = [said(7, true, '還有五分鐘'), said(4, false, '第三欄先寫')];
	const given = { messages, classId: 'two-messages', moved: null };
	const shown = await render(RoomMessages, given);
	const line = (text: string) => shown.getByText(text, { exact: false });
	const top = (text: string) => line(text).element().getBoundingClientRect().top;
	// The newest first, whichever it is.
	expect(top('還有五分鐘')).toBeLessThan(top('第三欄先寫'));
	const newer = [said(9, false, '第三欄很好'), ...messages.slice(0, 1)];
	await shown.rerender({ ...given, messages: newer });
	expect(top('第三欄很好')).toBeLessThan(top('還有五分鐘'));
	await shown
		.getByRole('button', { name: /^知道了/ })
		.last()
		.click();
	await expect.element(line('還有五分鐘')).not.toBeInTheDocument();
	await expect.element(line('第三欄很好')).toBeVisible();
	// On to the one that is left.
	await expect.element(shown.getByRole('button', { name: /^知道了/ })).toHaveFocus();
	await shown.unmount();
	const again = await render(RoomMessages, { ...given, messages: newer });
	await expect.element(again.getByText('第三欄很好', { exact: false })).toBeVisible();
	expect(again.container.textContent).not.toContain('還有五分鐘');
});

test('a message offers to be seen whole exactly where some of it is not in sight', async () => {
	for (const [width, least, most, step] of [
		[360, 4, 70, 5],
		[1366, 118, 178, 12],
	] as const) {
		await page.viewport(width, 740);
		const cut: boolean[] = [];
		for (let length = least; length <= most; length += step) {
			const text = '請每一組先把目標顧客寫完'.repeat(14).slice(0, length);
			const message = { id: 1, text, at: 0, by: '陳老師', toAll: true };
			const classId = `as-long-as-${width}-${length}`;
			const shown = await render(RoomMessages, { messages: [message], classId, moved: null });
			const line = shown.container.querySelector('.says p') as HTMLElement;
			const isCut = () => line.scrollHeight - line.clientHeight > 12;
			const offers = () => shown.getByRole('button', { name: '看全部' }).elements().length === 1;
			// What is offered takes room itself: both must stay so, and not by turns.
			const frames: boolean[] = [];
			for (let frame = 0; frame < 8; frame++) {
				await new Promise(requestAnimationFrame);
				if (frame >= 3) frames.push(offers(), isCut());
			}
			expect({ length, states: new Set(frames).size }).toEqual({ length, states: 1 });
			cut.push(isCut());
			await shown.unmount();
		}
		expect(cut).toEqual([...cut].sort());
		expect(new Set(cut).size).toBe(2);
	}
});

test('whoever puts a message away from the midst of a sentence is back in it', async () => {
	const message = { id: 1, text: '還有五分鐘', at: 0, by: '陳老師', toAll: true };
	const written = document.createElement('textarea');
	document.body.append(written);
	for (const away of [
		() => render(RoomMessages, { messages: [message], classId: 'midst', moved: null }),
		() =>
			render(StandingNews, {
				...{ news: '老師發還了評語。', aloud: '', leads: false },
				ondismiss: () => undefined,
			}),
	]) {
		const shown = await away();
		written.focus();
		const known = shown.getByRole('button', { name: /^知道了/ });
		(known.element() as HTMLElement).focus();
		await userEvent.keyboard('{Enter}');
		await expect.poll(() => document.activeElement).toBe(written);
		await shown.unmount();
	}
	written.remove();
});

test('whoever was put on another team is told until he puts it away, and again when he is moved on', async () => {
	const told = '老師把你換到第2組；原來那組的字都留著。';
	const given = { messages: [], classId: 'moved', moved: { says: told, at: 1_000 } };
	const shown = await render(RoomMessages, given);
	await expect.element(shown.getByText(told, { exact: false })).toBeVisible();
	await shown.unmount();
	const reloaded = await render(RoomMessages, given);
	await reloaded.getByRole('button', { name: /^知道了/ }).click();
	await expect.element(reloaded.getByText(told, { exact: false })).not.toBeInTheDocument();
	await reloaded.unmount();
	const later = await render(RoomMessages, given);
	expect(later.container.textContent).not.toContain('老師把你換到');
	await later.rerender({ ...given, moved: { says: '移出來了', at: 2_000 } });
	await expect.element(later.getByText('移出來了', { exact: false })).toBeVisible();
});

test('what the lecturer put back is told in sight until it is put away, and leads to what is on the device', async () => {
	const sentence = '老師把這一組的設計復原到第1版繳交時的樣子。';
	const given = { ...{ messages: [], classId: 'put-back', moved: null }, hasLeftWork: false };
	const shown = await render(RoomMessages, { ...given, putBack: { sentence, at: 1_000 } });
	await expect.element(shown.getByText(sentence, { exact: false })).toBeVisible();
	expect(shown.getByRole('link').elements()).toEqual([]);
	await shown.rerender({ ...given, putBack: { sentence, at: 1_000 }, hasLeftWork: true });
	expect(shown.getByRole('link').element().getAttribute('href')).toBe('#left-work');
	await shown.getByRole('button', { name: /^知道了/ }).click();
	expect(shown.container.textContent).not.toContain(sentence);
	// Another one is told anew.
	await shown.rerender({ ...given, putBack: { sentence, at: 2_000 } });
	await expect.element(shown.getByText(sentence, { exact: false })).toBeVisible();
});

test('above each score of a version that is not the reader’s stands that it is not', async () => {
	const history = [submission(1, 'returned'), submission(2, 'returned')];
	const seen = viewOf('feedback', 'returned', history);
	const [, latest] = history;
	if (!latest?.review) throw new Error('it has a review');
	const panel = {
		...{ scene: 'returned' as const, latest, undone: false, busy: false, refused: null },
		reviewed: { submission: latest, review: latest.review },
		rubric: { version: 1, levelNames: [], criteria: [] },
		words: {} as DesignWords,
		onrevise: () => undefined,
		answering: null,
	};
	const said = /^這一版是你進這一組之前繳的，分數不算你的。/;
	const saidIn = (container: Element) =>
		[...container.querySelectorAll('.verdict')].map((sheet) =>
			said.test(sheet.querySelector('table')?.previousElementSibling?.textContent ?? ''),
		);
	for (const versions of [[], [1], [2], [1, 2]]) {
		const told = { unsure: [], mine: null, earlier: null, numberTells: false };
		const view = { ...seen, whoseScore: { ...told, notMine: versions } };
		const { container, unmount } = await render(StandingPanel, { ...panel, view });
		expect(saidIn(container)).toEqual([versions.includes(2), versions.includes(1)]);
		await unmount();
	}
});
