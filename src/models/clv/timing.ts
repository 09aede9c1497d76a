/**
 * When the money comes. With the same margin m, retention r and discount rate i, four books give
 * four answers, because each means another moment; so every CLV carries its letter.
 * q = r/(1+i) throughout.
 */
export const timings = {
	A: {
		label: '期初',
		note: '年初就收，第一筆現在到手',
		/** Years by which the first payment is later than today. */
		delay: 0,
		firstIsCertain: true,
	},
	B: { label: '續購', note: '從第一次續購才算起', delay: 1, firstIsCertain: false },
	C: { label: '期末', note: '當年的錢年底才收', delay: 1, firstIsCertain: true },
	D: { label: '期中', note: '平均落在年中', delay: 0.5, firstIsCertain: true },
} as const satisfies Record<string, Timing>;

interface Timing {
	readonly label: string;
	readonly note: string;
	readonly delay: number;
	readonly firstIsCertain: boolean;
}

export type TimingCode = keyof typeof timings;
export const timingCodes = ['A', 'B', 'C', 'D'] as const satisfies readonly TimingCode[];

/** A number for each convention. */
export function byTimingCode<Value>(
	of: (timing: TimingCode) => Value,
): Readonly<Record<TimingCode, Value>> {
	return { A: of('A'), B: of('B'), C: of('C'), D: of('D') };
}
