import type { InputTable } from '#models/model.ts';
import type { SimulatorState } from './SimulatorState.svelte.ts';

/**
 * Inside a lesson the address is not the simulator's, so the tab keeps what its reader has set, for
 * as long as it lives; returns the stop. What stands as the lesson has it leaves nothing behind.
 * `mayRecall` is false while a guess is still to come: it is about the figure as it opens.
 */
export function keepInTab<Table extends InputTable, Outcome>(
	simulator: SimulatorState<Table, Outcome>,
	place: string,
	mayRecall: boolean,
): () => void {
	const key = `setting${location.pathname}/${place}`;
	try {
		const kept = mayRecall && sessionStorage.getItem(key);
		if (kept) simulator.readAddress(kept);
	} catch {
		// Switched off: the simulator stands as the lesson has it.
	}
	return $effect.root(() => {
		$effect(() => {
			if (simulator.moving) return;
			const { query, seed, isReset, pinned } = simulator;
			try {
				if (isReset && !pinned) sessionStorage.removeItem(key);
				// A query leaves usual values out; the seed says that it is about this model all the same.
				else sessionStorage.setItem(key, `${query}&seed=${seed}`);
			} catch {
				// Full or switched off: it stands until the page is left.
			}
		});
	});
}
