interface Limit {
	/** What one may take at once. */
	atOnce: number;
	/** What comes back to him in a second. */
	perSecond: number;
}

/** So many are remembered; whoever has had all of his back is forgotten first. */
const mostRemembered = 10_000;

/**
 * How much of something each person may take, all his devices and tabs together: a store that fills
 * up again by itself. In memory, since a restart is no help to anybody.
 */
export function createPace(
	{ atOnce, perSecond }: Limit,
	now: () => number = () => performance.now(),
) {
	const takers = new Map<string, { left: number; at: number }>();

	function leftOf(who: string): number {
		const taker = takers.get(who);
		if (!taker) return atOnce;
		return Math.min(atOnce, taker.left + ((now() - taker.at) / 1000) * perSecond);
	}

	function forget(): void {
		for (const who of [...takers.keys()]) if (leftOf(who) >= atOnce) takers.delete(who);
	}

	return {
		/** Takes some, if there is as much left, or if it is all that one can ever have. */
		take(who: string, amount = 1): boolean {
			const left = leftOf(who);
			const asked = Math.min(amount, atOnce);
			if (left < asked) return false;
			if (takers.size >= mostRemembered) forget();
			takers.set(who, { left: left - asked, at: now() });
			return true;
		},
		/** Takes what has been used already, whether or not there was as much left; or gives some back. */
		charge(who: string, amount: number): void {
			const left = Math.min(atOnce, Math.max(0, leftOf(who) - amount));
			takers.set(who, { left, at: now() });
		},
	};
}
export type Pace = ReturnType<typeof createPace>;
