import { expect, test } from 'vitest';
import { pointsModel } from '#models/points/points.ts';
import { programmeEffect } from '#models/points/range.ts';
import { companyInputs } from '#server/company.ts';
import { createRoiEstimates } from '#server/roi.ts';
import { compile, emptyDesign } from '#workflow/design.ts';
import { words } from '../support/class.ts';

test('the desk, the team’s own page and the review show one ROI for one design', async () => {
	const team = { id: 'red', caseId: 'river-books', from: 'draft' as const };
	const design = emptyDesign();
	design.numbers.pointsPerHundred = 2;
	let told = () => {};
	const arrived = new Promise<void>((resolve) => (told = resolve));
	const estimates = createRoiEstimates(words.cases, () => told());
	expect(estimates.of(team, design)).toBeNull();
	await arrived;
	const state = compile(design, companyInputs(words.cases.get(team.caseId)));
	const onTheDesk = estimates.of(team, design);
	await estimates.close();
	expect(onTheDesk).toBe(pointsModel.run(state.inputs, state.seed).roi);
	expect(onTheDesk).toBe(programmeEffect(state).roi?.value);
});

test('beside a figure that rests on moved assumptions stands the one at the case’s own', async () => {
	const team = { id: 'red', caseId: 'river-books', from: 'draft' as const };
	const company = companyInputs(words.cases.get(team.caseId));
	const design = emptyDesign();
	design.numbersSet = ['pointsPerHundred'];
	let left = 2;
	let told = () => {};
	const arrived = new Promise<void>((resolve) => (told = resolve));
	const estimates = createRoiEstimates(words.cases, () => {
		left -= 1;
		if (left === 0) told();
	});
	expect(estimates.atCase(team, design)).toBeUndefined();
	design.backing = {
		evidence: { 'assumption:churnReduction': [{ id: 'a', kind: 'lesson', lesson: 'clv' }] },
		assumptions: { churnReduction: 0.1 },
		expected: {},
	};
	expect([estimates.of(team, design), estimates.atCase(team, design)]).toEqual([null, null]);
	await arrived;
	const [moved, atCase] = [estimates.of(team, design), estimates.atCase(team, design)];
	await estimates.close();
	const roiOf = (state: ReturnType<typeof compile>) =>
		pointsModel.run(state.inputs, state.seed).roi;
	expect(moved).toBe(roiOf(compile(design, company)));
	expect(atCase).toBe(roiOf(compile({ ...design, backing: emptyDesign().backing }, company)));
	expect(moved).not.toBe(atCase);
});
