import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
	assumptionKey,
	assumptionNames,
	assumptionRow,
	assumptionsOf,
	confidenceKey,
	confidences,
	expectedEffects,
	expectedKey,
	expectedSum,
	sizedStrategies,
} from '#workflow/assumptions.ts';
import { backingChanges } from '#workflow/backing-changes.ts';
import {
	compile,
	compileAtCase,
	compileExpected,
	designText,
	designValues,
	materialise,
	strategyKey,
	type Design,
} from '#workflow/design.ts';
import {
	claims,
	coverageOf,
	evidenceFor,
	evidenceKey,
	evidenceName,
	hrefOf,
	mostEvidence,
	readEvidence,
	readLink,
	type EvidenceContent,
} from '#workflow/evidence.ts';
import { runAddress } from '#team/run-address.ts';
import { ledgerOf } from '#workflow/ledger.ts';
import { readRun, simulatorPages } from '#workflow/simulator-pages.ts';
import { shelf } from '../../src/pages/_simulators.ts';
import { words } from '../support/class.ts';

/** 半山茶行: lift 6.5%, so 3.25% to 9.75% is plausible. */
const tea = words.cases.get('half-hill-tea')?.inputs ?? {};
const source: EvidenceContent = { kind: 'source', text: '店長說的' };

function designWith(values: Record<string, unknown>): Design {
	const doc = new Y.Doc();
	for (const [key, value] of Object.entries(values)) designValues(doc).set(key, value);
	return materialise(doc);
}

const hostileValue = fc.oneof(
	fc.double(),
	fc.string(),
	fc.constant(null),
	fc.record(
		{
			kind: fc.oneof(fc.constantFrom('lesson', 'run', 'source', 'script'), fc.string()),
			lesson: fc.oneof(fc.constantFrom('points', '../desk', 'javascript:alert(1)'), fc.string()),
			anchor: fc.oneof(fc.constantFrom('p1', '"><script>'), fc.string()),
			path: fc.oneof(
				fc.webUrl(),
				fc.constantFrom(
					'/simulators/clv?v=1&keep=0.9',
					'javascript:alert(1)//simulators/clv',
					'//evil.example/simulators/clv',
					'/simulators/../desk',
					'data:text/html,<script>1</script>',
				),
				fc.string(),
			),
			text: fc.oneof(fc.constant('<img src=x onerror=alert(1)>'), fc.string()),
			link: fc.oneof(
				fc.webUrl(),
				fc.constantFrom('javascript:alert(1)', 'file:///etc'),
				fc.string(),
			),
		},
		{ requiredKeys: [], noNullPrototype: true },
	),
);
const hostileKey = fc.oneof(
	fc
		.tuple(fc.constantFrom(...claims), fc.stringMatching(/^[a-z0-9]{1,24}$/))
		.map(([claim, id]) => evidenceKey(claim, id)),
	fc.constantFrom(...assumptionNames.map((name) => assumptionKey(name))),
	fc.constantFrom(
		...sizedStrategies.flatMap((strategy) => [
			expectedKey(strategy, 'churn'),
			expectedKey(strategy, 'visits'),
			confidenceKey(strategy),
			strategyKey(strategy),
		]),
	),
	fc.constantFrom('evidence:risks:', 'evidence::a', 'evidence:planName:a', '__proto__'),
	fc.string(),
);
const hostileValues = fc.dictionary(hostileKey, hostileValue, {
	maxKeys: 60,
	noNullPrototype: true,
});

test('a run is named by its simulator and by how much was changed in it', () => {
	const nameOf = (path: string) => evidenceName({ kind: 'run', path }, []);
	expect(nameOf('/simulators/clv?v=1&keep=0.9')).toMatch(/（改了1項設定）$/);
	expect(nameOf('/simulators/clv')).toMatch(/（預設）$/);
	// What is pinned for comparison is no change of the run itself.
	expect(nameOf('/simulators/clv?v=1&keep=0.9&a.v=1&a.keep=0.8')).toMatch(/（改了1項設定）$/);
});

test('a programme of the team’s own says how many of its numbers were moved, not how the company differs', () => {
	const design = designWith({ pointsPerHundred: 3, threshold: 25, [assumptionKey('lift')]: 0.07 });
	const path = runAddress(compile(design, tea));
	expect([...new URLSearchParams(path.split('?')[1]).keys()].length).toBeGreaterThan(10);
	expect(evidenceName({ kind: 'run', path }, [])).toMatch(/（計畫改了2個數字）$/);
	const plain = runAddress(compile(designWith({}), tea));
	expect(evidenceName({ kind: 'run', path: plain }, [])).toMatch(/（計畫照預設）$/);
});

describe('whatever a document holds', () => {
	test('a design comes out, no claim has more evidence than may be, and links stay harmless', () => {
		fc.assert(
			fc.property(hostileValues, (given) => {
				const design = designWith(given);
				for (const claim of claims) {
					const list = evidenceFor(design, claim);
					expect(list.length).toBeLessThanOrEqual(mostEvidence);
					for (const evidence of list) {
						if (evidence.kind === 'lesson')
							expect(hrefOf(evidence, words.design.lessons)).toBeNull();
						const named = evidence.kind === 'lesson' ? [{ id: evidence.lesson }] : [];
						const href = hrefOf(evidence, named);
						if (href !== null) {
							expect(href).toMatch(/^\/(lessons|simulators)\/[a-z0-9]/);
							expect(new URL(href, 'http://site.test').origin).toBe('http://site.test');
						}
						if (evidence.kind === 'source') {
							expect(evidence.text.length).toBeLessThanOrEqual(200);
							expect(evidence.link ?? 'https://').toMatch(/^https?:\/\//);
						}
						// What was read once reads the same again: a frozen design stays what it is.
						const { id: _, ...content } = evidence;
						expect(readEvidence(content)).toEqual(content);
						expect(evidenceName(evidence, []).length).toBeGreaterThan(0);
					}
				}
			}),
			{ numRuns: 300 },
		);
	});

	test('every assumption stays within what is plausible for the case, counted or not', () => {
		fc.assert(
			fc.property(hostileValues, (given) => {
				const design = designWith(given);
				const state = compile(design, tea);
				for (const one of assumptionsOf(design, tea)) {
					expect(one.value).toBeGreaterThanOrEqual(one.from);
					expect(one.value).toBeLessThanOrEqual(one.to);
					expect(state.inputs[one.name]).toBe(one.counts ? one.value : one.caseValue);
				}
			}),
			{ numRuns: 300 },
		);
	});

	test('a range whose top is cut says so; one that reaches both ends says nothing', () => {
		const sourceIn = (id: string) => {
			const company = words.cases.get(id)?.inputs as Parameters<typeof assumptionsOf>[1];
			return assumptionsOf({}, company).find(({ name }) => name === 'lift')?.rangeSource;
		};
		expect(sourceIn('river-books')).toMatch(/往上最多算到50%，只有個案的1.1倍，所以兩邊不一樣長$/);
		expect(sourceIn('half-hill-tea')).toBe('假設：大約一半到一倍半');
	});

	test('the slider’s ends are whole: the way down to nothing ends at 0', () => {
		for (const { inputs } of words.cases.values()) {
			for (const one of assumptionsOf({}, inputs as Parameters<typeof assumptionsOf>[1])) {
				const { min, max } = assumptionRow(one);
				for (const end of [min, max]) expect(`${end}`).toMatch(/^\d(\.\d{1,4})?$/);
			}
		}
	});

	test('expectations stay within the most that counts, and never reach the headline', () => {
		fc.assert(
			fc.property(hostileValues, (given) => {
				const design = designWith(given);
				const sum = expectedSum(design);
				expect(sum.churn).toBeLessThanOrEqual(expectedEffects.churn.max);
				expect(sum.visits).toBeLessThanOrEqual(expectedEffects.visits.max);
				const { backing: _, ...bare } = design;
				const kept: Design = design.backing
					? { ...design, backing: { ...design.backing, expected: {} } }
					: design;
				expect(compile(design, tea)).toEqual(compile(kept, tea));
				expect(compileExpected(bare, tea)).toEqual(compile(bare, tea));
			}),
			{ numRuns: 200 },
		);
	});

	test('of ten thousand keys no more are read than may be shown', () => {
		const doc = new Y.Doc();
		doc.transact(() => {
			for (let key = 0; key < 10_000; key++) {
				designValues(doc).set(evidenceKey('risks', `k${key}`), source);
			}
		});
		expect(evidenceFor(materialise(doc), 'risks')).toHaveLength(mostEvidence);
	});
});

describe('an old document', () => {
	test('reads as before: nothing is said about evidence, and it is frozen in the same letters', () => {
		const design = designWith({ pointValue: 2, [strategyKey('programme')]: true });
		expect(Object.keys(design)).toEqual([
			'text',
			'weakestFactor',
			'chosenStrategies',
			'numbers',
			'numbersSet',
		]);
		expect(compile(design, tea).inputs).toMatchObject({ ...tea, pointValue: 2 });
		expect(coverageOf(design, words.design.lessons)).toEqual({ backed: 0, claims: 0 });
	});
});

describe('an assumption that is moved', () => {
	const key = assumptionKey('lift');

	test('does not count on the word of a simulator that reckons with it', () => {
		const moved = (path: string) =>
			designWith({ [key]: 0.08, [evidenceKey('assumption:lift', 'a')]: { kind: 'run', path } });
		const own = moved('/simulators/points?v=1&earn=2');
		expect(assumptionsOf(own, tea)[0]).toMatchObject({ moved: true, backed: false, counts: false });
		expect(compileAtCase(own, tea)).toBeNull();
		expect(coverageOf(own, words.design.lessons)).toEqual({ backed: 0, claims: 1 });

		const other = moved('/simulators/membership-fee');
		expect(assumptionsOf(other, tea)[0]).toMatchObject({ backed: true, counts: true });
		expect(compileAtCase(other, tea)).toEqual(compile(designWith({}), tea));
		expect(compile(other, tea)).not.toEqual(compile(designWith({}), tea));
	});

	test('is reckoned with only while evidence stands behind it', () => {
		const wished = designWith({ [key]: 0.08 });
		expect(compile(wished, tea)).toEqual(compile(designWith({}), tea));
		expect(assumptionsOf(wished, tea)[0]).toMatchObject({
			moved: true,
			counts: false,
			value: 0.08,
		});
		const backed = designWith({ [key]: 0.08, [evidenceKey('assumption:lift', 'a')]: source });
		expect(compile(backed, tea).inputs.lift).toBe(0.08);
	});

	test('goes no further than is plausible for the case', () => {
		const far = designWith({ [key]: 0.5, [evidenceKey('assumption:lift', 'a')]: source });
		expect(compile(far, tea).inputs.lift).toBeCloseTo(0.0975, 10);
	});

	test('has a slider within the range, on which the case’s value is one of the steps', () => {
		for (const company of words.cases.values()) {
			for (const one of assumptionsOf(designWith({}), company.inputs)) {
				const { min, max, step, usual } = assumptionRow(one);
				expect(min).toBeGreaterThanOrEqual(one.from - 1e-9);
				expect(max).toBeLessThanOrEqual(one.to + 1e-9);
				expect(max).toBeGreaterThan(min);
				// 0.6 − 12 × 0.05 is a crumb below 0, which would be shown as −1.11e−14%.
				expect([min, max].map((end) => Number(end.toFixed(6)))).toEqual([min, max]);
				expect(usual).toBe(one.caseValue);
				const steps = (usual - min) / step;
				expect(Math.abs(steps - Math.round(steps))).toBeLessThan(1e-6);
			}
		}
	});

	test('evidence for another claim does not unlock it', () => {
		const other = designWith({ [key]: 0.08, [evidenceKey('risks', 'a')]: source });
		expect(compile(other, tea).inputs.lift).toBe(0.065);
	});
});

describe('words with a size', () => {
	const told = {
		[strategyKey('experience')]: true,
		[expectedKey('experience', 'churn')]: 0.04,
		[expectedKey('experience', 'visits')]: 0.1,
		[confidenceKey('experience')]: 'middle',
	};

	test('count by their confidence, beside the headline', () => {
		const design = designWith(told);
		expect(expectedSum(design)).toEqual({ churn: 0.02, visits: 0.05 });
		expect(compile(design, tea)).toEqual(compile(designWith({}), tea));
		const { lift, churnReduction } = compileExpected(design, tea).inputs;
		expect(lift).toBeCloseTo(0.065 + 0.05, 10);
		expect(churnReduction).toBeCloseTo(0.06 + 0.02 / 0.35, 10);
	});

	test('of a strategy that is not chosen count for nothing', () => {
		expect(expectedSum(designWith({ ...told, [strategyKey('experience')]: false }))).toEqual({
			churn: 0,
			visits: 0,
		});
	});

	test('no confidence counts for the whole', () => {
		expect(Math.max(...Object.values(confidences))).toBeLessThan(1);
	});
});

describe('reading what was pasted', () => {
	test.each([
		['https://10.0.0.5:4321/simulators/clv?v=1&keep=0.9#top', '/simulators/clv?v=1&keep=0.9'],
		['/simulators/points?v=1&earn=3&view=projector', '/simulators/points?v=1&earn=3'],
		['simulators/nps/', '/simulators/nps'],
	])('%s is a run', (typed, path) => {
		expect(readRun(typed)?.path).toBe(path);
		expect(readRun(path)?.path).toBe(path);
	});

	test.each([
		'',
		'javascript:alert(1)',
		'/simulators/unknown',
		'/desk',
		'https://a.tw/lessons/clv',
	])('「%s」 is none', (typed) => expect(readRun(typed)).toBeNull());

	test.each(['javascript:alert(1)', 'data:text/html,1', 'ftp://a.tw', 'a.tw', ''])(
		'「%s」 is no link',
		(typed) => expect(readLink(typed)).toBeUndefined(),
	);

	test('the simulators that a run may be of are those there are, under the same names', () => {
		expect(simulatorPages).toEqual(Object.fromEntries(shelf.map(({ id, title }) => [id, title])));
	});
});

describe('two members', () => {
	test('who add at once both keep what they added', () => {
		const [one, other] = [new Y.Doc(), new Y.Doc()];
		designValues(one).set(evidenceKey('risks', 'a1'), source);
		designValues(other).set(evidenceKey('risks', 'b2'), { kind: 'lesson', lesson: 'points' });
		Y.applyUpdate(one, Y.encodeStateAsUpdate(other));
		Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
		expect(evidenceFor(materialise(one), 'risks').map(({ id }) => id)).toEqual(['a1', 'b2']);
		expect(materialise(other)).toEqual(materialise(one));
	});
});

describe('coverage', () => {
	test('counts what the design says, and the assumptions it moved', () => {
		const doc = new Y.Doc();
		designText(doc, 'risks').insert(0, '掉到三成就停');
		designText(doc, 'measures').insert(0, '看回購');
		designText(doc, 'planName').insert(0, '再來一杯');
		const values = designValues(doc);
		values.set(assumptionKey('lift'), 0.08);
		values.set(evidenceKey('risks', 'a'), source);
		// Evidence for what nobody has written yet is none of a claim.
		values.set(evidenceKey('strategyPlan', 'a'), source);
		// Nor is a lesson that the course does not have, or a source that nobody sees.
		values.set(evidenceKey('measures', 'a'), { kind: 'lesson', lesson: 'no-such-lesson' });
		const unseen = '\u200b\u200f\u202e\u2060\u2069\ufeff ';
		values.set(evidenceKey('measures', 'b'), { kind: 'source', text: unseen });
		expect(coverageOf(materialise(doc), words.design.lessons)).toEqual({ backed: 1, claims: 3 });
	});
});

describe('between two versions', () => {
	const before = designWith({ [evidenceKey('risks', 'a')]: source });
	const after = designWith({
		[evidenceKey('risks', 'b')]: source,
		[evidenceKey('measures', 'c')]: { kind: 'lesson', lesson: 'points' },
		[assumptionKey('lift')]: 0.08,
		[expectedKey('emotion', 'churn')]: 0.01,
	});

	test('evidence that says the same is no change; the rest is listed once', () => {
		expect(backingChanges(before, before)).toEqual([]);
		expect(backingChanges(before, after)).toMatchObject([
			{ kind: 'evidence', claim: 'measures', removed: [] },
			{ kind: 'assumption', name: 'lift', before: null, after: 0.08 },
			{ kind: 'expected', strategy: 'emotion', before: null },
		]);
	});

	test('a comment that asked for evidence is answered by it', () => {
		const comment = {
			id: 'c1',
			field: 'measures' as const,
			text: '憑什麼？',
			patch: null,
			result: null,
		};
		const answer = {
			commentId: 'c1',
			kind: 'adopted' as const,
			reason: '',
			by: '林子晴',
			at: 0,
			version: 1,
		};
		const ledger = ledgerOf({
			before: { number: 1, design: before },
			after: { number: 2, design: after },
			comments: [comment],
			answers: [answer],
		});
		expect(ledger.comments[0]).toMatchObject({
			changed: ['measures'],
			outcome: { applied: 'inWords' },
		});
	});
});
