import { expect, test } from 'vitest';
import { ReviewDraft, type ReviewContent } from '../../src/instructor/review-draft.svelte.ts';
import { FigureBench } from '../../src/team/figures.svelte.ts';
import { patchedState, type Comment } from '../../src/workflow/comment.ts';
import { compile, emptyDesign } from '../../src/workflow/design.ts';

const rubric = { version: 1, levelNames: [], criteria: [] };
const frozen = emptyDesign();
const theirs = frozen.numbers.threshold;

function begin(comments: Comment[] = []) {
	const sent: ReviewContent[] = [];
	const review = comments.length
		? { status: 'draft' as const, rubric: 1, scores: {}, comments, summary: '', updatedAt: 1 }
		: null;
	const draft = new ReviewDraft(rubric, frozen, review, (content) => {
		sent.push(content);
		return Promise.resolve({ ok: true, at: 1 });
	});
	return { draft, sent };
}

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
