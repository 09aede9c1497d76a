import type { InputsOf, InputTable, Model, ModelState } from '#models/model.ts';
import { atRest } from './at-rest.svelte.ts';
import { ComparedRuns } from './compared-runs.svelte.ts';
import type { SimulatorState } from './SimulatorState.svelte.ts';
import type { Beside, Shown } from './worker-runner.svelte.ts';

/** Inputs and the answer that belongs to them. */
export interface ModelAnswer<Inputs, Outcome> {
	readonly inputs: Inputs;
	readonly outcome: Outcome;
}

/**
 * A small model whose answer takes longer than a frame on a slow phone. The first answer is worked
 * out at once, so that the page is complete when it is made; every later one in a worker.
 */
export class ModelRuns<Table extends InputTable, Outcome> {
	readonly #runs: ComparedRuns<ModelState<InputsOf<Table>>, Outcome>;
	readonly #first: Shown<ModelState<InputsOf<Table>>, Outcome>;

	constructor(
		model: Model<Table, Outcome>,
		open: () => Beside<ModelState<InputsOf<Table>>, Outcome>,
		state: ModelState<InputsOf<Table>>,
	) {
		const run = ({ inputs, seed }: ModelState<InputsOf<Table>>) => model.run(inputs, seed);
		this.#first = { input: state, output: run(state) };
		this.#runs = new ComparedRuns({ open, here: run, first: this.#first });
	}

	/** The newest finished answer with the inputs it belongs to. */
	get shown(): ModelAnswer<InputsOf<Table>, Outcome> {
		const { input, output } = this.#runs.shown ?? this.#first;
		return { inputs: input.inputs, outcome: output };
	}

	/** The answer to what is pinned; undefined while nothing is, or it is on its way. */
	get pinned(): ModelAnswer<InputsOf<Table>, Outcome> | undefined {
		const { pinned } = this.#runs;
		return pinned && { inputs: pinned.input.inputs, outcome: pinned.output };
	}

	get busy(): boolean {
		return this.#runs.busy;
	}

	/** One zh-TW sentence when an answer could not be had; else empty. */
	get problem(): string {
		return this.#runs.problem;
	}

	/** From here on questions are put; call what it returns to end it. */
	start(): () => void {
		return this.#runs.start();
	}

	/** Call it from an effect. */
	ask(now: ModelState<InputsOf<Table>>, pinned: ModelState<InputsOf<Table>> | null): void {
		this.#runs.ask(now, pinned);
	}
}

/**
 * For a view whose small model runs beside the page: what the simulator asks for is run for as long
 * as the view lives. `resting.now` is for what is read, and waits while a hand moves on.
 */
export function runBeside<Table extends InputTable, Outcome>(
	simulator: SimulatorState<Table, Outcome>,
	model: Model<Table, Outcome>,
	open: () => Beside<ModelState<InputsOf<Table>>, Outcome>,
) {
	const runs = new ModelRuns(model, open, simulator.state);
	const resting = atRest(
		() => simulator.moving,
		() => runs.shown,
	);
	$effect(() => runs.start());
	$effect(() => runs.ask(simulator.asked, simulator.pinned));
	return { runs, resting };
}
