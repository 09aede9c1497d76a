import {
	clampInputs,
	stateFromQuery,
	stateToQuery,
	usualInputs,
	usualSeed,
	type InputsOf,
	type InputTable,
	type Model,
	type ModelState,
} from '#models/model.ts';

/** Safari refuses more than a hundred changes of address in half a minute. */
const addressPauseMilliseconds = 400;
const undoSteps = 50;

/**
 * What one simulator holds while somebody plays with it. Views bind to `inputs`, read `outcome`,
 * and change things through the verbs, so that undo, address and notices stay true.
 */
export class SimulatorState<Table extends InputTable, Outcome> {
	readonly model: Model<Table, Outcome>;
	inputs: InputsOf<Table>;
	seed = $state(usualSeed);
	/** zh-TW sentences about what had to be put right in an address or a lesson. */
	notices: readonly string[] = $state.raw([]);
	/** The model's answer; computed when somebody looks. A slow model may ignore it and use a worker. */
	readonly outcome: Outcome = $derived.by(() => this.model.run(this.inputs, this.seed));
	/** The address form of the present state, starting with '?'. */
	readonly query: string = $derived.by(() =>
		stateToQuery(this.model.inputs, {
			...this.state,
			inputs: this.inputs as Record<string, number | string>,
		}),
	);
	readonly isReset: boolean = $derived.by(
		() =>
			this.seed === usualSeed &&
			Object.keys(this.model.inputs).every((name) => this.inputs[name] === this.home[name]),
	);
	readonly canUndo: boolean = $derived.by(() => this.#past.length > 0);

	/** Where 全部還原 leads back to. */
	readonly home: InputsOf<Table>;
	/** Goes up whenever values come from elsewhere than a control; half-typed text is then void. */
	era = $state(0);
	#past: readonly ModelState<InputsOf<Table>>[] = $state.raw([]);
	/** The input being moved: a whole drag of a slider is one step of undo. */
	#moving: string | undefined;

	/** `initial` is where 全部還原 leads back to: a lesson's own setting, or the usual one. */
	constructor(model: Model<Table, Outcome>, initial: Partial<InputsOf<Table>> = {}) {
		this.model = model;
		const { inputs, notices } = clampInputs(model.inputs, {
			...usualInputs(model.inputs),
			...initial,
		});
		this.home = inputs;
		this.inputs = $state.raw(inputs);
		this.notices = notices;
	}

	get state(): ModelState<InputsOf<Table>> {
		return { model: this.model.id, v: this.model.version, inputs: this.inputs, seed: this.seed };
	}

	/** One input moves. A value outside its row is clamped, so the model never throws. */
	set(name: keyof Table & string, value: number | string): void {
		if (this.inputs[name] === value) return;
		if (this.#moving !== name) this.#remember();
		this.#moving = name;
		this.#take({ ...this.inputs, [name]: value });
	}

	/** The hand has let go: the next move of the same slider is a new step of undo. */
	settle(): void {
		this.#moving = undefined;
	}

	setSeed(seed: number): void {
		if (seed === this.seed) return;
		this.#remember();
		this.seed = seed;
	}

	/** Puts a named setting on top of where the simulator started. */
	apply(inputs: Partial<InputsOf<Table>>): void {
		this.#remember();
		this.era++;
		this.#take({ ...this.home, ...inputs });
	}

	/** Whether the simulator now stands as `apply` with these inputs would leave it. */
	stands(inputs: Partial<InputsOf<Table>>): boolean {
		const there: Readonly<Record<string, unknown>> = { ...this.home, ...inputs };
		return Object.keys(this.model.inputs).every((name) => this.inputs[name] === there[name]);
	}

	/** Takes over a whole state, e.g. mirrored from a lecturer; leaves no step of undo. */
	load(inputs: InputsOf<Table>, seed: number): void {
		this.era++;
		this.#take(inputs);
		this.seed = seed;
	}

	reset(): void {
		this.era++;
		if (this.isReset) return;
		this.#remember();
		this.inputs = this.home;
		this.seed = usualSeed;
		this.notices = [];
	}

	undo(): void {
		const last = this.#past.at(-1);
		if (!last) return;
		this.#past = this.#past.slice(0, -1);
		this.#moving = undefined;
		this.era++;
		this.inputs = last.inputs;
		this.seed = last.seed;
	}

	/**
	 * Ties the simulator to the page's address: reads it once, then keeps it current. Call from an
	 * effect on the simulator's own page; parameters that are not the model's stay untouched.
	 */
	readAddress(search: string): void {
		const { state, notices } = stateFromQuery(this.model, new URLSearchParams(search));
		const given = new URLSearchParams(search);
		const named = Object.values(this.model.inputs).some(({ key }) => given.has(key));
		if (named || given.has('seed')) {
			this.era++;
			this.inputs = state.inputs;
			this.seed = state.seed;
		}
		this.notices = notices;
	}

	/** Starts keeping the address current; returns the stop. */
	followInAddress(): () => void {
		let timer: ReturnType<typeof setTimeout> | undefined;
		const stop = $effect.root(() => {
			let first = true;
			$effect(() => {
				const own = new URLSearchParams(this.query);
				if (first) {
					first = false;
					return;
				}
				clearTimeout(timer);
				timer = setTimeout(() => {
					const kept = new URLSearchParams(location.search);
					for (const { key } of Object.values(this.model.inputs)) kept.delete(key);
					kept.delete('v');
					kept.delete('seed');
					for (const [key, value] of kept) own.append(key, value);
					history.replaceState(history.state, '', `?${own}${location.hash}`);
				}, addressPauseMilliseconds);
			});
		});
		return () => {
			clearTimeout(timer);
			stop();
		};
	}

	#take(given: Readonly<Record<string, unknown>>): void {
		const { inputs, notices } = clampInputs(this.model.inputs, given);
		this.inputs = inputs;
		this.notices = notices;
	}

	#remember(): void {
		this.#moving = undefined;
		this.#past = [...this.#past, this.state].slice(-undoSteps);
	}
}
