import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clampInputs } from '#models/model.ts';
import { pointsInputs, pointsResponse } from '#models/points/inputs.ts';
import { pointsModel } from '#models/points/points.ts';
import type { Answer, Comment, Patch } from '#workflow/comment.ts';
import { compile, emptyDesign, type Design } from '#workflow/design.ts';
import { ledgerOf } from '#workflow/ledger.ts';
import { ledgerSteps } from '#workflow/ledger-steps.ts';

const design = (numbers: Partial<Design['numbers']> = {}): Design => {
	const empty = emptyDesign();
	return { ...empty, numbers: { ...empty.numbers, ...numbers } };
};
const comment = (id: string, patch: Patch): Comment => ({
	id,
	field: null,
	text: '',
	patch,
	result: null,
});
const adopted = (commentId: string): Answer => ({
	commentId,
	kind: 'adopted',
	reason: '',
	by: '甲',
	at: 0,
	version: 1,
});

/** Two versions of one team, the second with comments adopted, and an assumption moved if wished. */
function revision(after: Partial<Design['numbers']>, comments: Comment[], lift?: number) {
	const one = { number: 1, design: design(), state: compile(design(), {}) };
	const state = compile(design(after), {});
	const inputs = lift === undefined ? state.inputs : { ...state.inputs, lift };
	const two = { number: 2, design: design(after), state: { ...state, inputs } };
	const answers = comments.map(({ id }) => adopted(id));
	const ledger = ledgerOf({ before: one, after: two, comments, answers });
	return { one, two, steps: ledgerSteps(one, two, ledger) };
}

test('what comments asked for comes first, then the team’s own, then what it assumes', () => {
	const { one, two, steps } = revision(
		{ pointsPerHundred: 2, setupCost: 30_000 },
		[comment('a', { pointsPerHundred: 2 })],
		0.06,
	);
	expect(steps.map(({ kind }) => kind)).toEqual(['asked', 'own', 'assumptions']);
	expect(steps[0]?.state.inputs).toEqual({ ...one.state.inputs, pointsPerHundred: 2 });
	expect(steps[1]?.state.inputs).toEqual({
		...one.state.inputs,
		pointsPerHundred: 2,
		setupCost: 30_000,
	});
	expect(steps[2]?.state).toEqual(two.state);
});

test('two comments that were adopted are one step, so that nothing is counted twice', () => {
	const patches = [comment('a', { pointsPerHundred: 2 }), comment('b', { threshold: 15 })];
	const { one, two, steps } = revision({ pointsPerHundred: 2, threshold: 15 }, patches);
	expect(steps).toEqual([{ kind: 'asked', state: two.state }]);
	const roi = (inputs: typeof two.state.inputs) => pointsModel.run(inputs, 1).roi ?? 0;
	const alone = patches.reduce(
		(sum, { patch }) => sum + roi({ ...one.state.inputs, ...patch }) - roi(one.state.inputs),
		0,
	);
	const together = roi(two.state.inputs) - roi(one.state.inputs);
	expect(Math.abs(alone - together)).toBeGreaterThan(0.01);
});

test('whatever was changed, the last step is the later version and none is empty', () => {
	const { lift } = pointsResponse;
	fc.assert(
		fc.property(
			fc.subarray(['pointsPerHundred', 'threshold', 'setupCost', 'expiryMonths'] as const),
			fc.subarray(['pointsPerHundred', 'threshold'] as const),
			fc.option(fc.double({ min: lift.min, max: lift.max, noNaN: true }), { nil: undefined }),
			(moved, asked, to) => {
				const values = { pointsPerHundred: 4, threshold: 55, setupCost: 10_000, expiryMonths: 3 };
				const numbers = Object.fromEntries(moved.map((field) => [field, values[field]]));
				const comments = asked.map((field) => comment(field, { [field]: values[field] }));
				const { one, two, steps } = revision(numbers, comments, to);
				const whole = clampInputs(pointsInputs, two.state.inputs).inputs;
				expect(steps.at(-1)?.state.inputs ?? one.state.inputs).toEqual(whole);
				const states = [one.state, ...steps.map(({ state }) => state)].map((state) =>
					JSON.stringify(state.inputs),
				);
				expect(new Set(states).size).toBe(states.length);
			},
		),
	);
});
