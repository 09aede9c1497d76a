import values from './golden.json' with { type: 'json' };

/** A published or independently recomputed figure that the product must reproduce. */
export interface Golden {
	readonly name: string;
	readonly area: string;
	readonly inputs: Readonly<Record<string, unknown>>;
	readonly expected: unknown;
	/** `rel`/`abs` hold for every number; `param_rel` and `LL_abs` for a fit's numbers by kind. */
	readonly tolerance: Readonly<Partial<Record<'rel' | 'abs' | 'param_rel' | 'LL_abs', number>>>;
	readonly source: string;
	readonly verified: string;
}

export const golden: readonly Golden[] = values as readonly Golden[];

/**
 * How the product answers an entry: by computing it in the shape of `expected`, or not at all, with
 * the reason. Each area has a file beside this one, keyed by the entries' names.
 */
export type Answer =
	| { readonly compute: (inputs: Readonly<Record<string, unknown>>) => unknown }
	| { readonly notInTheProduct: string };
export type Answers = Readonly<Record<string, Answer>>;

/** Every place where `actual` is further from the entry's figure than its tolerance allows. */
export function misses({ expected, tolerance }: Golden, actual: unknown): string[] {
	const found: string[] = [];
	const compare = (want: unknown, got: unknown, path: string): void => {
		if (typeof want === 'number') {
			const isLikelihood = path.endsWith('LL');
			const allowed = Math.max(
				tolerance.abs ?? 0,
				(tolerance.rel ?? 0) * Math.abs(want),
				isLikelihood ? (tolerance.LL_abs ?? 0) : (tolerance.param_rel ?? 0) * Math.abs(want),
			);
			if (typeof got !== 'number' || !(Math.abs(got - want) <= allowed)) {
				found.push(`${path || 'value'}: want ${want} ± ${allowed}, got ${String(got)}`);
			}
		} else if (Array.isArray(want)) {
			if (!Array.isArray(got) || got.length !== want.length) {
				found.push(`${path}: want ${want.length} values, got ${String(got)}`);
			} else want.forEach((each, index) => compare(each, got[index], `${path}[${index}]`));
		} else if (want !== null && typeof want === 'object') {
			for (const [key, each] of Object.entries(want)) {
				compare(each, (got as Record<string, unknown> | undefined)?.[key], `${path}.${key}`);
			}
		} else if (want !== got) found.push(`${path}: want ${String(want)}, got ${String(got)}`);
	};
	compare(expected, actual, '');
	return found;
}
