import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { pointsCustomers } from '#models/points/inputs.ts';
import { pointsModel } from '#models/points/points.ts';
import { compile, emptyDesign, numberFields, type CaseInputs } from '#workflow/design.ts';
import { amongStanding } from '../support/standing.ts';
import { caseSchema, designWordsSchema, phaseWordsSchema } from '#workflow/words.ts';

/** What a student reads beside a number, who may not have read the lesson with the model in it. */
const content = join(import.meta.dirname, '..', '..', 'content');
const read = (...path: string[]): unknown => parse(readFileSync(join(content, ...path), 'utf8'));
const words = designWordsSchema.parse(read('activity', 'design.yaml'));

test('every number that a case company gives of its customers is told in plain words', () => {
	const told = words.company.map(({ input }) => input);
	expect(new Set(told).size).toBe(told.length);
	const given = readdirSync(join(content, 'cases')).flatMap((file) =>
		Object.keys(caseSchema.parse(read('cases', file)).inputs),
	);
	const untold = given.filter(
		(name) => name in pointsCustomers && !told.some((one) => one === name),
	);
	expect(untold).toEqual([]);
});

test('a number is said to be what it is before the design asks about it', () => {
	for (const field of Object.keys(numberFields)) {
		const [said, ...asked] = words.fields[field]?.prompt.split('。') ?? [];
		expect(said, field).not.toContain('？');
		expect(asked.join(), field).toContain('？');
	}
	expect(JSON.stringify(words)).not.toMatch(/\p{Script=Greek}/u);
});

const companies = readdirSync(join(content, 'cases')).map((file) => ({
	file,
	...caseSchema.parse(read('cases', file)),
}));

test('how much more members buy at the usual design is what is said beside the case’s upper bound', () => {
	const said = /推算，是(\d+)%到(\d+)%/.exec(words.assumptions.prompts.lift);
	const lifts = companies.map(({ inputs: company }) => {
		const { inputs, seed } = compile(emptyDesign(), company as CaseInputs);
		return 100 * (pointsModel.run(inputs, seed).causalLift ?? Number.NaN);
	});
	expect(said?.slice(1)).toEqual([Math.min(...lifts).toFixed(0), Math.max(...lifts).toFixed(0)]);
	expect(words.assumptions.prompts.lift).toMatch(/上限.*Leenheer等（2007）.*七分之一/);
});

test('what the simulator cannot reckon of a story is named, with the assumption that it rests on', () => {
	const gym = companies.find(({ file }) => file === 'lively-gym.yaml');
	expect(gym?.limits).toMatch(/第三、第四個月.*來運動就送/);
	const kept = /會員的流失少(\d+)%/.exec(gym?.limits ?? '')?.[1];
	expect(Number(kept)).toBeCloseTo(100 * Number(gym?.inputs.churnReduction), 9);
	// What is asked for is to be tried: no month that the model cannot tell apart.
	expect(gym?.task).not.toMatch(/第.個月/);
	expect(gym?.task).toMatch(/流失率.*對照/);
});

// β = 12 × 0.55 ÷ 0.45; of those who came in 36 months, who is gone a year later.
test('a gym that has been open for three years loses fewer, and the programme that keeps them pays less', () => {
	const { inputs: company, limits = '' } =
		companies.find(({ file }) => file === 'lively-gym.yaml') ?? {};
	const beta = 14.666_667;
	const here = (later: number) =>
		Array.from({ length: 36 }, (_, months) => beta / (beta + months + later));
	const sum = (shares: number[]) => shares.reduce((all, share) => all + share, 0);
	expect(limits).toContain('一年只走三成二');
	expect(1 - sum(here(12)) / sum(here(0))).toBeCloseTo(0.32, 2);
	const [, pointsPerHundred, threshold] = /每100元送(\d+)點、滿(\d+)點/.exec(limits) ?? [];
	const given = compile(emptyDesign(), company as CaseInputs);
	const inputs = {
		...given.inputs,
		pointsPerHundred: Number(pointsPerHundred),
		threshold: Number(threshold),
		simulatedCustomers: 10_000,
	};
	expect(limits).toContain('ROI從大約打平變成賠一成半');
	expect(pointsModel.run(inputs, given.seed).roi).toBeCloseTo(0, 1);
	expect(amongStanding(inputs, given.seed, 3).roi).toBeCloseTo(-0.15, 1);
});

test('how long each team has to talk is said by the clock alone, which the lecturer sets', () => {
	const { share } = phaseWordsSchema.parse(read('activity', 'phases.yaml'));
	expect(share.minutesEach).toBeGreaterThan(0);
	expect(share.forStudents).not.toContain('分鐘');
	expect(share.forLecturer).toContain('計時');
});
