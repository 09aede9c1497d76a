import type { InputTable } from '#models/model.ts';
import { whenStill } from '#ui/when-still.ts';
import { ownKeys, putInAddress } from './address.ts';
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
	const write = (): void =>
		putInAddress(new URLSearchParams(simulator.query), ownKeys(simulator.model.inputs));
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
