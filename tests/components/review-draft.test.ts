import { afterEach, expect, test } from 'vitest';
import { effect } from './live-state.svelte.ts';
import { ReviewDraft } from '../../src/instructor/review-draft.svelte.ts';
import { keepRivals } from '../../src/instructor/kept-rivals.ts';
import { FigureBench } from '../../src/team/figures.svelte.ts';
import { patchedState, type Comment } from '../../src/workflow/comment.ts';
import { compile, emptyDesign } from '../../src/workflow/design.ts';
import {
	emptyReview,
	mergeReviews,
	sameReview,
	type ReviewContent,
} from '../../src/workflow/review-merge.ts';

const rubric = { version: 1, levelNames: [], criteria: [] };
const frozen = emptyDesign();
const theirs = frozen.numbers.threshold;

/** A server that keeps one draft, and puts together what windows write on older states of it. */
function server(comments: Comment[] = []) {
	const sent: ReviewContent[] = [];
	let stored: ReviewContent = {
		...emptyReview,
		comments: comments.map(({ result: _, ...comment }) => comment),
	};
	let at = 1;
	const view = () => ({
		...stored,
		comments: stored.comments.map((comment) => ({ ...comment, result: null })),
		...{ status: 'draft' as const, rubric: 1, updatedAt: at },
	});
	const submission = { id: crypto.randomUUID(), design: frozen };
	const window = () =>
		new ReviewDraft({
			rubric,
			submission: { ...submission, review: view() },
			save: (content, base) => {
				sent.push(content);
				const { content: merged, ...told } = mergeReviews(base, content, stored);
				stored = merged;
				at += 1;
				return Promise.resolve({ ok: true, at, stored, ...told });
			},
		});
	return { sent, window, view, id: submission.id };
}

afterEach(() => localStorage.clear());

function begin(comments: Comment[] = []) {
	const { sent, window } = server(comments);
	return { draft: window(), sent };
}

test('a comment stands beside a moved assumption as it does beside a field, and is found again', async () => {
	const { sent, window } = server();
	const draft = window();
	draft.write('assumption:lift', '憑什麼是8%？');
	await draft.save();
	expect(sent[0]?.comments).toMatchObject([{ field: 'assumption:lift', text: '憑什麼是8%？' }]);
	expect(window().notes['assumption:lift']?.text).toBe('憑什麼是8%？');
});

test('a moved slider is a comment of its own, saved with the draft, under one name throughout', async () => {
	const { draft, sent } = begin();
	draft.move('threshold', 12);
	await draft.save();
	draft.move('threshold', 14);
	draft.write('threshold', '太高了');
	await draft.save();
	const [first, second] = sent.map(({ comments }) => comments[0]);
	expect(first).toMatchObject({ field: 'threshold', text: '', patch: { threshold: 12 } });
	expect(second).toMatchObject({ text: '太高了', patch: { threshold: 14 } });
	expect(first?.id).toMatch(/^\w{8,40}$/);
	expect(second?.id).toBe(first?.id);
});

test('a slider moved back to where the team left it is no comment; the words beside it stay', () => {
	const { draft } = begin();
	draft.move('threshold', 12);
	draft.move('threshold', theirs);
	expect(draft.content.comments).toEqual([]);
	draft.write('threshold', '這裡可以');
	draft.move('threshold', 12);
	draft.move('threshold', theirs);
	expect(draft.content.comments).toMatchObject([{ text: '這裡可以', patch: null }]);
});

test('a draft that comes back from the server keeps names and sliders', () => {
	const comment = { id: 'a', field: 'threshold' as const, text: '太高', patch: { threshold: 12 } };
	const { draft } = begin([{ ...comment, result: null }]);
	expect(draft.content.comments).toEqual([comment]);
});

test('two windows that write in different places end with the same review, and say what came', async () => {
	const { window, view } = server();
	const [one, other] = [window(), window()];
	one.write('risks', '退場條件？');
	await one.save();
	other.give('fit', 4);
	other.move('threshold', 12);
	await other.save();
	expect(other.light.kind).toBe('saved');
	expect(other.notes.risks?.text).toBe('退場條件？');
	expect(other.news).toEqual(['text:risks']);
	one.receive(view());
	expect(sameReview(one.content, other.content)).toBe(true);
	expect(one.news.toSorted()).toEqual(['patch:threshold', 'score:fit']);
	expect([...one.rivals, ...other.rivals]).toEqual([]);
});

test('of two texts at one place the later stands; each window keeps the one that went', async () => {
	const { window, view } = server();
	const [one, other] = [window(), window()];
	one.write('risks', '退場條件？');
	await one.save();
	other.write('risks', '誰來決定？');
	await other.save();
	expect(other.notes.risks?.text).toBe('誰來決定？');
	expect(other.rivals).toEqual([{ place: 'text:risks', value: '退場條件？', isOwn: false }]);
	one.receive(view());
	expect(one.notes.risks?.text).toBe('誰來決定？');
	expect(one.rivals).toEqual([{ place: 'text:risks', value: '退場條件？', isOwn: true }]);
	// The sheet is made anew when its team is opened again; what was kept is still there.
	const again = window();
	const [kept] = again.rivals;
	if (!kept) throw new Error('nothing was kept');
	again.use(kept);
	expect(again.notes.risks?.text).toBe('誰來決定？\n退場條件？');
	expect(again.rivals).toEqual([]);
});

test('what one window has put after the other’s words is not offered to be put there again', async () => {
	const { window, view, id } = server();
	const [one, other] = [window(), window()];
	one.sumUp('先寫的總評');
	await one.save();
	other.sumUp('後寫的總評');
	await other.save();
	one.receive(view());
	expect([one, other].map(({ rivals }) => rivals.length)).toEqual([1, 1]);
	const [kept] = other.rivals;
	if (kept) other.use(kept);
	await other.save();
	one.receive(view());
	for (const draft of [one, other, window()]) {
		expect(draft.summary).toBe('後寫的總評\n先寫的總評');
		expect(draft.rivals).toEqual([]);
	}
	// What was kept with the tab before is looked at again when the page comes anew.
	keepRivals(id, [{ place: 'summary', value: '先寫的總評', isOwn: true }]);
	expect(window().rivals).toEqual([]);
});

test('what is being written is not written over by what comes in, and goes with the next save', async () => {
	const { sent, window, view } = server();
	const [one, other] = [window(), window()];
	one.sumUp('先說好的');
	await one.save();
	other.sumUp('方向對了');
	other.receive(view());
	expect(other.summary).toBe('方向對了');
	expect(other.rivals).toMatchObject([{ place: 'summary', value: '先說好的' }]);
	expect(other.owes).toBe(true);
	await other.save();
	expect(sent.at(-1)?.summary).toBe('方向對了');
});

/** A page that dies tells nobody: it is only that nothing is heard of its window again. */
const dies = (draft: ReviewDraft) => {
	const kept = { ...localStorage } as Record<string, string>;
	draft.stop();
	for (const [name, words] of Object.entries(kept)) localStorage.setItem(name, words);
};

test('what a page that died had not saved is there at the next opening, and is saved', async () => {
	const { sent, window } = server();
	const draft = window();
	draft.write('risks', '退場條件？');
	draft.move('threshold', 12);
	draft.give('fit', 4);
	draft.sumUp('方向對了');
	const { content } = draft;
	dies(draft);
	expect(sent).toEqual([]);
	const again = window();
	expect(sameReview(again.content, content)).toBe(true);
	expect(again.owes).toBe(true);
	await again.save();
	expect(sent.at(-1)).toMatchObject({ summary: '方向對了', scores: { fit: 4 } });
	expect(localStorage.length).toBe(0);
	expect(window().owes).toBe(false);
});

test('what was saved elsewhere after a page died stands beside what it had not saved', async () => {
	const { window } = server();
	const draft = window();
	draft.write('risks', '退場條件？');
	draft.sumUp('方向對了');
	const kept = { ...localStorage } as Record<string, string>;
	draft.stop();
	const other = window();
	other.write('measures', '怎麼量？');
	other.sumUp('先說好的');
	await other.save();
	for (const [name, words] of Object.entries(kept)) localStorage.setItem(name, words);
	const again = window();
	expect(again.notes.measures?.text).toBe('怎麼量？');
	expect(again.notes.risks?.text).toBe('退場條件？');
	expect(again.summary).toBe('方向對了');
	expect(again.rivals).toEqual([{ place: 'summary', value: '先說好的', isOwn: false }]);
});

test('of a review that is handed out nothing stays on the device', () => {
	const { window } = server();
	const draft = window();
	draft.write('risks', '退場條件？');
	expect(localStorage.length).toBe(1);
	draft.stop();
	expect(localStorage.length).toBe(0);
});

test('an older view never takes back what has been saved since', async () => {
	const { window, view } = server();
	const draft = window();
	const older = view();
	draft.give('fit', 2);
	await draft.save();
	draft.receive(older);
	expect(draft.scores).toEqual({ fit: 2 });
});

test('figures come from the worker, and only the newest of a slider’s places is run', async () => {
	const bench = new FigureBench();
	const state = compile(frozen, { simulatedCustomers: 200 });
	const at = (threshold: number) => patchedState(state, { threshold });
	for (const threshold of [10, 11, 12, 13]) bench.ask('moved', at(threshold));
	const stop = bench.start();
	await expect.poll(() => bench.of(at(13))).toMatchObject({ clv: expect.any(Number) });
	expect(bench.of(at(10))).toBeNull();
	expect(bench.problem).toBe('');
	stop();
});

test('asking again for what is known already tells nobody anything new', async () => {
	const bench = new FigureBench();
	const stop = bench.start();
	const state = compile(frozen, { simulatedCustomers: 100 });
	const told: unknown[] = [];
	const end = effect(() => {
		told.push(bench.of(state));
		bench.ask('one', state);
	});
	await expect.poll(() => told.at(-1)).toMatchObject({ clv: expect.any(Number) });
	expect(told.length).toBeLessThanOrEqual(3);
	end();
	stop();
});
