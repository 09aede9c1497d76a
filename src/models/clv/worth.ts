/** Why a sum of ever later payments may have no bound. */
export type UnboundedReason =
	| 'nobody leaves and waiting costs nothing'
	/** Everybody leaves one day, but so many so late that the average has no bound. */
	| 'some hardly ever leave and waiting costs nothing'
	| 'the margin grows faster than leaving and waiting take away';

/** A value that may have no bound; then it says why, and no number leaves the model. */
export type Worth =
	| { readonly bounded: true; readonly value: number }
	| { readonly bounded: false; readonly reason: UnboundedReason };

/** A worth with something done to its number; what has no bound stays so. */
export function withWorth(worth: Worth, change: (value: number) => number): Worth {
	return worth.bounded ? { bounded: true, value: change(worth.value) } : worth;
}

/** `amount` NT$ for each unit of a worth: nothing stays nothing, however often it comes. */
export function timesWorth(amount: number, worth: Worth): Worth {
	return amount === 0 ? { bounded: true, value: 0 } : withWorth(worth, (value) => amount * value);
}
