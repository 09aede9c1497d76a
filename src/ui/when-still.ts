export interface Stillness {
	/** Something has moved: the wait begins anew. */
	stir(): void;
	stop(): void;
}

/**
 * Calls back once nothing has moved for so long. A timer a move would cost more than many of the
 * moves, so one timer serves a whole drag: when it ends too early it is set for what is left.
 */
export function whenStill(milliseconds: number, still: () => void): Stillness {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let last = 0;
	const wait = (time: number): void => {
		timer = setTimeout(() => {
			timer = undefined;
			const left = last + milliseconds - performance.now();
			if (left > 0) wait(left);
			else still();
		}, time);
	};
	return {
		stir() {
			last = performance.now();
			if (timer === undefined) wait(milliseconds);
		},
		stop() {
			clearTimeout(timer);
			timer = undefined;
		},
	};
}
