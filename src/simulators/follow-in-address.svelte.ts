import type { InputTable } from '#models/model.ts';
import { whenStill } from '#ui/when-still.ts';
import { ownKeys } from './address.ts';
import type { SimulatorState } from './SimulatorState.svelte.ts';

/** Safari refuses more than a hundred changes of address in half a minute. */
const pauseMilliseconds = 400;

/**
 * Keeps the page's address current with a simulator; returns the stop. Parameters that are not the
 * model's stay untouched.
 */
export function followInAddress<Table extends InputTable, Outcome>(
	simulator: SimulatorState<Table, Outcome>,
): () => void {
	const write = (): void => {
		const own = new URLSearchParams(simulator.query);
		const kept = new URLSearchParams(location.search);
		for (const key of ownKeys(simulator.model.inputs)) kept.delete(key);
		for (const [key, value] of kept) own.append(key, value);
		history.replaceState(history.state, '', `?${own}${location.hash}`);
	};
	const pause = whenStill(pauseMilliseconds, write);
	const stop = $effect.root(() => {
		let first = true;
		$effect(() => {
			if (simulator.moving) return;
			void simulator.query;
			if (!first) pause.stir();
			first = false;
		});
	});
	return () => {
		pause.stop();
		stop();
	};
}
