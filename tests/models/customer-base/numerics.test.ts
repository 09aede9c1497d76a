import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hypergeometric, lnHypergeometric } from '#models/numerics/hypergeometric.ts';
import { cholesky, maximise, onLogScale, standardErrorsOf } from '#models/numerics/newton.ts';
import { gradedNodes, legendreNodes } from '#models/numerics/quadrature.ts';

const tolerance = { gradientTolerance: 1e-10 };

// n successes in N trials at rate θ and exposure: Poisson, whose maximum is known by hand.
test('a Poisson rate is events over time, with standard error its root over time', () => {
	const [events, time] = [40, 8];
	const found = maximise(
		(ln) => {
			const rate = Math.exp(ln[0] as number);
			const value = events * Math.log(rate) - rate * time;
			const scaled = onLogScale([rate], [events / rate - time], [[-events / rate ** 2]]);
			return { value, ...scaled };
		},
		[0.01],
		tolerance,
	);
	if (!found.ok) throw new Error(found.reason);
	expect(found.estimate[0]).toBeCloseTo(5, 10);
	expect(standardErrorsOf(found.estimate, found.covariance)[0]).toBeCloseTo(Math.sqrt(40) / 8, 10);
});

test('what rises without end runs to the border, and the answer says where', () => {
	const rising = maximise(
		([x, y]) => ({
			value: -Math.exp(-(x as number)) - (y as number) ** 2,
			gradient: [Math.exp(-(x as number)), -2 * (y as number)],
			hessian: [
				[-Math.exp(-(x as number)), 0],
				[0, -2],
			],
		}),
		[1, 2],
		tolerance,
	);
	expect(rising).toMatchObject({ ok: false, reason: 'border', parameter: 0, side: 'high' });
});

test('a ridge is flat, and a start without a value is said so', () => {
	const ridge = maximise(
		([x, y]) => {
			const sum = (x as number) + (y as number) - 1;
			return {
				value: -(sum ** 2),
				gradient: [-2 * sum, -2 * sum],
				hessian: [
					[-2, -2],
					[-2, -2],
				],
			};
		},
		[1, 1],
		tolerance,
	);
	expect(ridge).toMatchObject({ ok: false, reason: 'flat' });
	const nothing = maximise(() => ({ value: NaN, gradient: [0], hessian: [[-1]] }), [1], tolerance);
	expect(nothing).toMatchObject({ ok: false, reason: 'undefined at the start' });
	expect(() => maximise(() => ({ value: 0, gradient: [], hessian: [] }), [0], tolerance)).toThrow(
		RangeError,
	);
});

test('a matrix with a negative direction has no root', () => {
	expect(
		cholesky([
			[1, 2],
			[2, 1],
		]),
	).toBeNull();
	expect(
		cholesky([
			[4, 2],
			[2, 5],
		]),
	).toEqual([
		[2, 0],
		[1, 2],
	]);
});

test('sixteen nodes integrate every power up to 31', () => {
	const { at, weight } = legendreNodes(16);
	for (let power = 0; power <= 30; power += 2) {
		const sum = at.reduce((total, x, i) => total + (weight[i] as number) * x ** power, 0);
		expect(sum).toBeCloseTo(2 / (power + 1), 12);
	}
});

test('graded nodes follow a steep fall and a long tail', () => {
	const { at, weight } = gradedNodes(30, 1_000, 0.7);
	const sum = at.reduce(
		(total, s, i) => total + (weight[i] as number) * (1_000 * Math.exp(-1_000 * s) + Math.exp(-s)),
		0,
	);
	expect(sum).toBeCloseTo(2, 10);
});

// ₂F₁(a, b; b; z) = (1−z)^−a; ₂F₁(1, 1; 2; z) = −ln(1−z)/z.
test('the hypergeometric function meets its elementary cases, also next to 1', () => {
	fc.assert(
		fc.property(
			fc.double({ min: 0.1, max: 60, noNaN: true }),
			fc.double({ min: 0.1, max: 60, noNaN: true }),
			fc.double({ min: 0, max: 20, noNaN: true }),
			(a, b, nearness) => {
				const z = -Math.expm1(-nearness);
				if (z >= 1) return;
				const ln = -a * Math.log1p(-z);
				expect(Math.abs(lnHypergeometric(a, b, b, z) - ln)).toBeLessThan(1e-8 * (1 + ln));
			},
		),
		{ numRuns: 300 },
	);
	for (const z of [0.3, 0.95, 0.999_999]) {
		expect(hypergeometric(1, 1, 2, z) / (-Math.log1p(-z) / z)).toBeCloseTo(1, 11);
	}
	expect(() => lnHypergeometric(1, 1, 2, 1)).toThrow(RangeError);
});
