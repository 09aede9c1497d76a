import type { BgNbd, History } from './bg-nbd.ts';

/** Throws RangeError unless all four parameters are above 0. */
export function requireParameters(params: BgNbd): void {
	for (const name of ['r', 'alpha', 'a', 'b'] as const) {
		if (!(params[name] > 0 && Number.isFinite(params[name]))) {
			throw new RangeError(`${name} must be above 0, got ${params[name]}`);
		}
	}
}

/** Throws RangeError for a history that no order book could give. */
export function requireHistory({ repeatOrders, lastOrderAt, observedFor }: History): void {
	requireTime('observedFor', observedFor);
	if (!(Number.isInteger(repeatOrders) && repeatOrders >= 0)) {
		throw new RangeError(`repeatOrders must be a whole number from 0, got ${repeatOrders}`);
	}
	if (!(lastOrderAt >= 0 && lastOrderAt <= observedFor)) {
		throw new RangeError(`lastOrderAt must be within 0 to ${observedFor}, got ${lastOrderAt}`);
	}
	if (repeatOrders === 0 ? lastOrderAt !== 0 : lastOrderAt === 0) {
		throw new RangeError(
			`lastOrderAt is 0 without a repeat order and above 0 with one, got ${lastOrderAt} with ${repeatOrders} (merge the orders of a day)`,
		);
	}
}

export function requireTime(name: string, weeks: number): void {
	if (!(weeks >= 0 && Number.isFinite(weeks))) {
		throw new RangeError(`${name} must be 0 or more, got ${weeks}`);
	}
}

/** Many customers at once: a row of {@link History} spread over three columns of one length. */
export interface Histories {
	readonly repeatOrders: Int32Array | Uint32Array | Uint16Array;
	readonly lastOrderAt: Float64Array;
	readonly observedFor: Float64Array;
}

/** Throws RangeError, naming the row, for columns of different length or an impossible history. */
export function requireHistories({ repeatOrders, lastOrderAt, observedFor }: Histories): void {
	const count = repeatOrders.length;
	if (lastOrderAt.length !== count || observedFor.length !== count) {
		throw new RangeError(
			`columns must have one length, got ${count}, ${lastOrderAt.length} and ${observedFor.length}`,
		);
	}
	for (let i = 0; i < count; i++) {
		const x = repeatOrders[i] as number;
		const last = lastOrderAt[i] as number;
		const whole = observedFor[i] as number;
		const fits = x > 0 ? last > 0 && last <= whole : x === 0 && last === 0 && whole >= 0;
		if (fits && whole < Number.POSITIVE_INFINITY) continue;
		try {
			requireHistory({ repeatOrders: x, lastOrderAt: last, observedFor: whole });
		} catch (error) {
			throw new RangeError(`customer ${i}: ${error instanceof Error ? error.message : error}`);
		}
	}
}
