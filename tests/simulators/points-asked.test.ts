import { expect, test } from 'vitest';
import { usualInputs } from '#models/model.ts';
import { pointsInputs, type PointsInputs } from '#models/points/inputs.ts';
import { ownKeys } from '#simulators/address.ts';
import {
	aimable,
	askedFromQuery,
	askedKeys,
	askedToParameters,
	moved,
	type Asked,
	type Moved,
} from '#simulators/points/asked.ts';

const usual = usualInputs(pointsInputs);
const namesFor = (change: Partial<PointsInputs>) =>
	aimable({ ...usual, ...change }).flatMap(({ rows }) => rows.map(([name]) => name));

test('what is asked stands beside the setting: no key means two things', () => {
	const own = ownKeys(pointsInputs);
	expect(askedKeys.filter((key) => own.includes(key))).toEqual([]);
	const all = askedToParameters({ most: 'assumed', need: { targetRoi: 0, name: 'lift' } });
	expect([...all.keys()]).toEqual(askedKeys);
});

test('an address brings back what was asked, and nothing where nothing was', () => {
	const everything: Asked[] = [
		{ most: null, need: null },
		...(Object.keys(moved) as Moved[]).map((most) => ({ most, need: null })),
		...namesFor({}).map((name) => ({ most: null, need: { targetRoi: -0.125, name } })),
	];
	for (const asked of everything) {
		const read = askedFromQuery(`?v=1&${askedToParameters(asked)}`, usual);
		expect(read).toEqual({ asked, notices: [] });
	}
});

test('half a question is completed with the usual other half', () => {
	expect(askedFromQuery('?target=0', usual).asked.need).toEqual({
		targetRoi: 0,
		name: 'pointsPerHundred',
	});
	expect(askedFromQuery('?only=lift', usual).asked.need).toEqual({ targetRoi: 0.5, name: 'lift' });
});

test('what no number and no input is, is put right in words', () => {
	const { asked, notices } = askedFromQuery('?target=much&only=toString&most=constructor', usual);
	expect(asked).toEqual({
		most: 'assumed',
		need: { targetRoi: 0.5, name: 'pointsPerHundred' },
	});
	expect(notices).toHaveLength(3);
});

test('tiers are moved only where there are some', () => {
	expect(namesFor({ tierCount: 'none' }).join()).not.toMatch(/status|demotion|gold|platinum/);
	expect(namesFor({ tierCount: 'two' }).join()).not.toContain('platinum');
	expect(namesFor({ tierCount: 'three' })).toEqual(
		expect.arrayContaining(['statusLift', 'goldSpend', 'platinumSpend']),
	);
});
