import { expect, test } from 'vitest';
import { pointsModel } from '#models/points/points.ts';
import { programmeEffect } from '#models/points/range.ts';
import { companyInputs } from '#server/company.ts';
import { createRoiEstimates } from '#server/roi.ts';
import { compile, emptyDesign } from '#workflow/design.ts';
import { words } from '../support/class.ts';

test('the desk, the team’s own page and the review show one ROI for one design', async () => {
	const team = { id: 'red', caseId: 'river-books' };
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
