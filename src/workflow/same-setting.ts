/** Two settings of a slider that are the same, whatever the last bit of a sum made of them. */
export const sameSetting = (one: number, other: number): boolean =>
	Number(one.toPrecision(12)) === Number(other.toPrecision(12));
