import { expect, test } from 'vitest';
import { golden, misses, type Answers } from './answers.ts';
import { churnAnswers } from './churn.ts';
import { clvAnswers } from './clv.ts';
import { concentrationAnswers } from './concentration.ts';
import { pointsAnswers } from './points.ts';
import { sbgAnswers } from './sbg.ts';
import { bgbbAnswers } from './bgbb.ts';
import { bgnbdAnswers } from './bgnbd.ts';
import { ggAnswers } from './gg.ts';
import { pnbdAnswers } from './pnbd.ts';
import { specialAnswers } from './special.ts';
import { surveyAnswers } from './survey.ts';

const answers: Answers = {
	...churnAnswers,
	...clvAnswers,
	...concentrationAnswers,
	...pointsAnswers,
	...sbgAnswers,
	...bgbbAnswers,
	...bgnbdAnswers,
	...ggAnswers,
	...pnbdAnswers,
	...specialAnswers,
	...surveyAnswers,
};

const computed = golden.flatMap((entry) => {
	const answer = answers[entry.name];
	return answer && 'compute' in answer ? [{ entry, compute: answer.compute }] : [];
});
const left = golden.flatMap(({ name }) => {
	const answer = answers[name];
	return answer && 'notInTheProduct' in answer ? [{ name, reason: answer.notInTheProduct }] : [];
});

test.each(computed)('$entry.area: $entry.name', ({ entry, compute }) => {
	expect(misses(entry, compute(entry.inputs))).toEqual([]);
});

test('every reference value is reproduced, or said not to be in the product and why', () => {
	const open = golden.filter(({ name }) => !(name in answers)).map(({ name }) => name);
	for (const { name, reason } of left) console.info(`not in the product: ${name}: ${reason}`);
	console.info(
		`golden.json: ${golden.length} entries, ${computed.length} reproduced within tolerance, ${left.length} not in the product`,
	);
	expect(open).toEqual([]);
	expect(left.filter(({ reason }) => reason.length < 10)).toEqual([]);
	expect(
		Object.keys(answers).filter((name) => !golden.some((entry) => entry.name === name)),
	).toEqual([]);
});
