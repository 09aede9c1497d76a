import {
	churnMix,
	discountedLifetime,
	mixAfter,
	mixRetention,
	mixSurvival,
	type ChurnMix,
} from '#models/churn/shifted-beta-geometric.ts';
import { differ } from './differences.ts';
import { payments, paymentsAlong, worthOf, type Payment, type Stream } from './stream.ts';
import { timings, type TimingCode } from './timing.ts';
import { timesWorth, type Worth } from './worth.ts';

/**
 * The contractual branch: customers renew or leave, and one sees which. Each has a churn of his
 * own that never changes, spread over the customers as a Beta(α, β) (shifted-beta-geometric; Fader
 * & Hardie 2007, 2010). The stream's retention is that of the first renewal, α and β follow from it
 * and from how much customers differ.
 */

/**
 * The mix of churn behind a first-year retention and a heterogeneity from 0 (all alike) to below
 * 1; undefined where there is nothing to mix: all alike, nobody leaves, or everybody does.
 */
export function mixOf(retention: number, differences: number): ChurnMix | undefined {
	const churn = 1 - retention;
	if (!differ(differences) || !(churn > 0 && churn < 1)) return undefined;
	return churnMix(churn, differences);
}

/**
 * Value today of a customer whose churn nobody knows yet (NT$): with DEL = Σ S(t)/(1+i)^t,
 * A m·DEL, B m(DEL − 1), C m·DEL/(1+i), D m·DEL/√(1+i). As much as {@link worthOf} where all are
 * alike, and never less: a mean retention, raised to powers, forgets those who stay.
 */
export function mixedWorth(stream: Stream, differences: number, timing: TimingCode): Worth {
	const mix = mixOf(stream.retentionPerPeriod, differences);
	return mix ? worthUnderMix(mix, stream, timing) : worthOf(stream, timing);
}

/** The payments of such a customer one by one; they add up towards {@link mixedWorth}. */
export function mixedPayments(
	stream: Stream,
	differences: number,
	timing: TimingCode,
	count: number,
): Payment[] {
	const mix = mixOf(stream.retentionPerPeriod, differences);
	if (!mix) return payments(stream, timing, count);
	const curve = mixSurvival(mix, count);
	return paymentsAlong((renewals) => Math.min(1, curve[renewals] ?? 0), stream, timing, count);
}

/** What a customer is worth who has stayed for some time. */
export interface Tenure {
	/** Payments made, the present one included: 1 for a new customer. */
	readonly payments: number;
	/** Share of the customers won together who get this far, 0–1. */
	readonly survival: number;
	/** Chance that one who got this far renews next time, 0–1. */
	readonly retention: number;
	/** NT$ from the present payment on, under the same convention as for a new customer. */
	readonly worth: Worth;
	/**
	 * DERL × margin: NT$ of all renewals to come, seen just before the next is decided, money at
	 * renewal (Fader & Hardie 2010).
	 */
	readonly residual: Worth;
}

/**
 * The value of those still here after 1, 2, … `count` payments. It rises although nobody changes:
 * having stayed is a sign of low churn. Constant where all are alike.
 */
export function worthByTenure(
	stream: Stream,
	differences: number,
	timing: TimingCode,
	count: number,
): Tenure[] {
	const { retentionPerPeriod, discountPerPeriod } = stream;
	const mix = mixOf(retentionPerPeriod, differences);
	const curve = mix ? mixSurvival(mix, count) : undefined;
	return Array.from({ length: count }, (_, renewals) => {
		const now = mix && mixAfter(mix, renewals);
		const of = (code: TimingCode) =>
			now ? worthUnderMix(now, stream, code) : worthOf(stream, code);
		return {
			payments: renewals + 1,
			survival: curve?.[renewals] ?? retentionPerPeriod ** renewals,
			retention: mix ? mixRetention(mix, renewals + 1) : retentionPerPeriod,
			worth: of(timing),
			residual: timesWorth(1 + discountPerPeriod, of('B')),
		};
	});
}

function worthUnderMix(mix: ChurnMix, stream: Stream, timing: TimingCode): Worth {
	const { marginPerPeriod, discountPerPeriod } = stream;
	const { delay, firstIsCertain } = timings[timing];
	// From the first renewal on it is the same sum, among those who renew.
	const from = firstIsCertain ? mix : mixAfter(mix, 1);
	const reach = firstIsCertain ? 1 : mixRetention(mix, 1);
	const lifetime = discountedLifetime(from, discountPerPeriod);
	return timesWorth(
		marginPerPeriod * reach * (1 + discountPerPeriod) ** -delay,
		lifetime === Number.POSITIVE_INFINITY
			? { bounded: false, reason: 'some hardly ever leave and waiting costs nothing' }
			: { bounded: true, value: lifetime },
	);
}
