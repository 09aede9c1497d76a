import {
	clampInputs,
	usualInputs,
	usualSeed,
	type InputsOf,
	type InputTable,
	type Model,
	type ModelCard,
	type ModelState,
} from '#models/model.ts';
import { comparedFromQuery, comparedToQuery } from './address.ts';
import { atRest } from './at-rest.svelte.ts';
import { Hand } from './hand.svelte.ts';

const undoSteps = 50;

/** What undo brings back. */
interface Moment<Inputs> {
	readonly now: ModelState<Inputs>;
	readonly pinned: ModelState<Inputs> | null;
}

/** Inputs and the outcome that belongs to them. */
export interface Said<Inputs, Outcome> {
	readonly inputs: Inputs;
	readonly outcome: Outcome;
}

/** A model as the page holds it; one that runs in a worker leaves its sums there. */
type Playable<Table extends InputTable, Outcome> = ModelCard<Table> &
	Partial<Pick<Model<Table, Outcome>, 'run'>>;

/**
 * What one simulator holds while somebody plays with it. Controls bind to `inputs`; views draw from
 * `asked` and `outcome`, which go together, write from `said`, and read `pinned` and
 * `pinnedOutcome` when a setting is kept to compare with. Everything changes through the verbs, so
 * that undo, address and notices stay true. frame.ts tells how a view uses it.
 */
export class SimulatorState<Table extends InputTable, Outcome> {
	readonly model: Playable<Table, Outcome>;
	/** What the controls say this moment. */
	inputs: InputsOf<Table>;
	seed = $state(usualSeed);
	/** What is to be worked out: follows `inputs` at once, but never twice within a frame. */
	asked: ModelState<InputsOf<Table>>;
	/** The setting kept to compare the present one with. */
	pinned: ModelState<InputsOf<Table>> | null = $state.raw(null);
	/** What the last verb did, in zh-TW, for whoever does not see the page change; '' after a move. */
	told = $state('');
	/** zh-TW sentences about what had to be put right in an address or a lesson. */
	notices: readonly string[] = $state.raw([]);
	/** The model's answer to `asked`; computed when somebody looks, so a slow model's view does not. */
	readonly outcome: Outcome = $derived.by(() => this.#run(this.asked));
	/**
	 * The input that a hand keeps moving. The answer and the picture then follow it frame by frame;
	 * sentences and tables, which nobody reads at that pace, follow when it pauses. A single step is
	 * followed by everything at once.
	 */
	get moving(): string | undefined {
		return this.#hand.moving;
	}
	/** What there is to read is about these: `asked` and `outcome`, held while a hand keeps moving. */
	get said(): Said<InputsOf<Table>, Outcome> {
		return this.#said.now;
	}
	/** The model's answer to `pinned`; a slow model's view has a worker find it instead. */
	readonly pinnedOutcome: Outcome | null = $derived.by(() =>
		this.pinned ? this.#run(this.pinned) : null,
	);
	/** The address form of the present state and of what is pinned, starting with '?'. */
	readonly query: string = $derived.by(() =>
		comparedToQuery(this.model.inputs, { now: this.state, pinned: this.pinned }),
	);
	readonly isReset: boolean = $derived.by(
		() => this.seed === usualSeed && this.#same(this.inputs, this.home),
	);
	/** Nothing has been changed since the present setting was pinned. */
	readonly isPinned: boolean = $derived.by(
		() =>
			this.pinned !== null &&
			this.seed === this.pinned.seed &&
			this.#same(this.inputs, this.pinned.inputs),
	);
	readonly canUndo: boolean = $derived.by(() => this.#past.length > 0);
	readonly canRedo: boolean = $derived.by(() => this.#future.length > 0);

	/** Where 全部還原 leads back to. */
	readonly home: InputsOf<Table>;
	/** Goes up whenever values come from elsewhere than a control; half-typed text is then void. */
	era = $state(0);
	#past: readonly Moment<InputsOf<Table>>[] = $state.raw([]);
	#future: readonly Moment<InputsOf<Table>>[] = $state.raw([]);
	/** The input whose moves are still the same step of undo, as a whole drag of a slider is. */
	#step: string | undefined;
	readonly #hand = new Hand();
	readonly #said = atRest(
		() => this.moving,
		() => ({ inputs: this.asked.inputs, outcome: this.outcome }),
	);
	/** A frame is on its way; whatever moves before it is worked out with it. */
	#inFrame = false;

	/** `initial` is where 全部還原 leads back to: a lesson's own setting, or the usual one. */
	constructor(model: Playable<Table, Outcome>, initial: Partial<InputsOf<Table>> = {}) {
		this.model = model;
		const { inputs, notices } = clampInputs(model.inputs, {
			...usualInputs(model.inputs),
			...initial,
		});
		this.home = inputs;
		this.inputs = $state.raw(inputs);
		this.asked = $state.raw({ model: model.id, v: model.version, inputs, seed: usualSeed });
		this.notices = notices;
	}

	get state(): ModelState<InputsOf<Table>> {
		return { model: this.model.id, v: this.model.version, inputs: this.inputs, seed: this.seed };
	}

	/** One input moves. A value outside its row is clamped, so the model never throws. */
	set(name: keyof Table & string, value: number | string): void {
		if (this.inputs[name] === value) return;
		if (this.#step !== name) this.#remember();
		this.#step = name;
		this.#hand.moves(name);
		this.told = '';
		this.#take({ ...this.inputs, [name]: value });
		this.#askThisFrame();
	}

	/** The hand has let go: the next move of the same slider is a new step of undo. */
	settle(): void {
		this.#step = undefined;
	}

	setSeed(seed: number): void {
		if (seed === this.seed) return;
		this.#remember();
		this.#hand.rests();
		this.seed = seed;
		this.asked = this.state;
	}

	/** Puts a named setting on top of where the simulator started; what is pinned stays. */
	apply(inputs: Partial<InputsOf<Table>>): void {
		this.#remember();
		this.#hand.rests();
		this.era++;
		this.told = '';
		this.#take({ ...this.home, ...inputs });
		this.asked = this.state;
	}

	/** Whether the simulator now stands as `apply` with these inputs would leave it. */
	stands(inputs: Partial<InputsOf<Table>>): boolean {
		return this.#same(this.inputs, { ...this.home, ...inputs });
	}

	/** Keeps the present setting, to compare with whatever is moved from now on. */
	pin(): void {
		if (this.isPinned) return;
		this.#remember();
		this.pinned = this.state;
		this.told = '釘住了。現在動一個數字，就會和它比。';
	}

	/** Lets the pinned setting go; the present one stays. */
	unpin(): void {
		if (!this.pinned) return;
		this.#remember();
		this.pinned = null;
		this.told = '不再比較了。';
	}

	/** Goes back to the pinned setting, which stays pinned. */
	returnToPinned(): void {
		const { pinned } = this;
		if (!pinned || this.isPinned) return;
		this.#remember();
		this.#stand({ now: pinned, pinned });
		this.told = '回到釘住的設定了。';
	}

	/** The pinned setting becomes the present one, and the present one is pinned. */
	swap(): void {
		const { pinned } = this;
		if (!pinned || this.isPinned) return;
		this.#remember();
		this.#stand({ now: pinned, pinned: this.state });
		this.told = '兩個設定對調了。';
	}

	/** Takes over a whole state, e.g. mirrored from a lecturer; leaves no step of undo. */
	load(
		inputs: InputsOf<Table>,
		seed: number,
		pinned: ModelState<InputsOf<Table>> | null = this.pinned,
	): void {
		this.era++;
		this.#hand.rests();
		this.#take(inputs);
		this.seed = seed;
		this.pinned = pinned;
		this.asked = this.state;
	}

	/** Back to the start; what is pinned stays to be compared with. */
	reset(): void {
		this.era++;
		this.notices = [];
		this.told = '全部還原了。';
		if (this.isReset) return;
		this.#remember();
		this.#hand.rests();
		this.inputs = this.home;
		this.seed = usualSeed;
		this.asked = this.state;
	}

	undo(): void {
		const last = this.#past.at(-1);
		if (!last) return;
		this.#past = this.#past.slice(0, -1);
		this.#future = [...this.#future, this.#moment];
		this.#stand(last);
		this.told = this.canUndo ? '復原了一步。' : '復原到底了。';
	}

	redo(): void {
		const next = this.#future.at(-1);
		if (!next) return;
		this.#future = this.#future.slice(0, -1);
		this.#past = [...this.#past, this.#moment];
		this.#stand(next);
		this.told = this.canRedo ? '重做了一步。' : '重做到底了。';
	}

	/** Takes over what an address says, if it is about this model; leaves no step of undo. */
	readAddress(search: string): void {
		const { now, pinned, notices } = comparedFromQuery(this.model, search);
		if (now) {
			this.era++;
			this.inputs = now.inputs;
			this.seed = now.seed;
			this.pinned = pinned;
			this.asked = this.state;
		}
		this.notices = notices;
	}

	#run({ inputs, seed }: ModelState<InputsOf<Table>>): Outcome {
		if (!this.model.run)
			throw new Error(`${this.model.id} runs in a worker: read its runs instead`);
		return this.model.run(inputs, seed);
	}

	get #moment(): Moment<InputsOf<Table>> {
		return { now: this.state, pinned: this.pinned };
	}

	#stand({ now, pinned }: Moment<InputsOf<Table>>): void {
		this.#step = undefined;
		this.#hand.rests();
		this.era++;
		this.inputs = now.inputs;
		this.seed = now.seed;
		this.pinned = pinned;
		this.asked = now;
	}

	#take(given: Readonly<Record<string, unknown>>): void {
		const { inputs, notices } = clampInputs(this.model.inputs, given);
		this.inputs = inputs;
		if (notices.length + this.notices.length > 0) this.notices = notices;
	}

	/**
	 * The first move is worked out at once; those that follow before the next frame wait for it,
	 * because nobody would see the answers in between. A hidden page draws no frames.
	 */
	#askThisFrame(): void {
		const drawn = typeof document !== 'undefined' && !document.hidden;
		if (this.#inFrame && drawn) return;
		this.asked = this.state;
		if (!drawn || this.#inFrame) return;
		this.#inFrame = true;
		requestAnimationFrame(() => {
			this.#inFrame = false;
			if (this.asked.inputs !== this.inputs) this.#askThisFrame();
		});
	}

	#same(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean {
		return Object.keys(this.model.inputs).every((name) => one[name] === other[name]);
	}

	#remember(): void {
		this.#step = undefined;
		this.#past = [...this.#past, this.#moment].slice(-undoSteps);
		this.#future = [];
	}
}
