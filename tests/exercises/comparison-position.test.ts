import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import {
	readPosition,
	startOf,
	withCompany,
	withRank,
	withSide,
	withStory,
	withTick,
	type Position,
} from '#exercises/comparison/position.ts';
import { comparisonSchema } from '#exercises/comparison/schema.ts';
import { findingOf } from '#exercises/comparison/words.ts';

const file = join(import.meta.dirname, '..', '..', 'content', 'exercises', 'levers.yaml');
const levers = comparisonSchema.parse(parse(readFileSync(file, 'utf8')));
const subjects = levers.subjects.map(({ id }) => id);
const conditions = levers.conditions.map(({ id }) => id);
const companies = levers.companies.map((one) => one.case);

const move: fc.Arbitrary<(position: Position) => Position> = fc.oneof(
	fc.constantFrom(...levers.guess.of).map((id) => (at: Position) => withRank(at, id)),
	fc.tuple(fc.constantFrom(0 as const, 1 as const), fc.constantFrom(...subjects)).map(
		([side, id]) =>
			(at: Position) =>
				withSide(at, side, id),
	),
	fc.constantFrom(...companies).map((id) => (at: Position) => withCompany(at, id)),
	fc.constantFrom(...conditions).map((id) => (at: Position) => withTick(at, id)),
	fc.constant(withStory),
);
const anywhere = fc
	.array(move, { maxLength: 30 })
	.map((moves) => moves.reduce((at, one) => one(at), startOf(levers)));

test('two different cases stand side by side, whatever is chosen', () => {
	fc.assert(
		fc.property(anywhere, ({ pair: [left, right] }) => {
			expect(left).not.toBe(right);
			expect(subjects).toEqual(expect.arrayContaining([left, right]));
		}),
	);
});

test('choosing on one side what stands on the other exchanges them', () => {
	const start = startOf(levers);
	const [left, right] = start.pair;
	expect(withSide(start, 0, right).pair).toEqual([right, left]);
	expect(withSide(start, 1, left).pair).toEqual([right, left]);
});

test('a case stands in the order once, and touching it again takes it back', () => {
	fc.assert(
		fc.property(anywhere, fc.constantFrom(...levers.guess.of), (at, id) => {
			expect(new Set(at.order).size).toBe(at.order.length);
			const twice = withRank(withRank(at, id), id);
			expect(new Set(twice.order)).toEqual(new Set(at.order));
		}),
	);
});

test('another company begins with nothing ticked and its story unasked', () => {
	fc.assert(
		fc.property(anywhere, fc.constantFrom(...companies), (at, company) => {
			expect(withCompany(at, company)).toMatchObject({ company, ticks: [], asked: false });
		}),
	);
});

test('what is kept comes back as it was', () => {
	fc.assert(
		fc.property(anywhere, (at) => {
			expect(readPosition(levers, JSON.parse(JSON.stringify(at)))).toEqual(at);
		}),
	);
});

test('what is kept of words that have gone is left out, and nonsense is nothing', () => {
	const kept = { ...startOf(levers), order: ['apple', 'gone', 'apple'], ticks: ['often', 'gone'] };
	expect(readPosition(levers, { ...kept, pair: ['apple', 'gone'] })).toMatchObject({
		order: ['apple'],
		pair: startOf(levers).pair,
		ticks: ['often'],
	});
	expect(readPosition(levers, { ...kept, company: 'gone' })).toMatchObject({
		company: companies[0],
		ticks: [],
		asked: false,
	});
	expect(readPosition(levers, null)).toBeUndefined();
	expect(readPosition(levers, 'elsewhere')).toBeUndefined();
});

test('there is something to learn wherever one stands, and nothing of the machine in it', () => {
	fc.assert(
		fc.property(anywhere, (at) => {
			const { headline, text } = findingOf(levers, at, '某公司');
			expect(headline.length).toBeGreaterThan(3);
			expect(text.length).toBeGreaterThan(5);
			expect(`${headline}${text}`).not.toMatch(/undefined|null|NaN|。。|「」/);
		}),
	);
});
