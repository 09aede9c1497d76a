import type { NumberInput } from '#models/model.ts';
import type { ChartSpec, ReferenceLine } from '#ui/chart-spec.ts';
import { absent } from '#ui/format.ts';

/**
 * Guess first, then see. A lesson may ask its reader to guess the figure's answer before it is shown;
 * the guess then stays on the chart beside the truth. The guess is about the figure as it opens, so
 * that whatever is moved afterwards changes nothing about how far off it was; the chart of another
 * setting has another truth, and no guess on it.
 */

/** What a view lets a reader guess. */
export interface Guessable {
	/** zh-TW question about the figure as it opens, with its unit: '三年後還在的客戶占幾成？' */
	readonly ask: string;
	/** The slider; wide enough for every answer that a lesson's opening setting may have. */
	readonly input: NumberInput;
	/** The number as a sentence has it, e.g. '34%' or '1.7元'. */
	readonly written: (value: number) => string;
	/** The answer as the figure writes it, where that has more digits than a guess. */
	readonly exactly?: (value: number) => string;
	/** The axis of the chart that measures what is guessed; left out where none does. */
	readonly axis?: ReferenceLine['axis'];
	/** Where on that axis a guess lies; the guess itself unless told otherwise. */
	readonly at?: (value: number) => number;
	/** Where what is asked is no point of the chart as it opens: the name of a line for the truth. */
	readonly truthLine?: (truth: number) => string;
	/** What such a question supposes to be moved; the guess stays on the chart there too. */
	readonly supposes?: Readonly<Record<string, number>>;
}

/** Where a guess is asked for; a lesson may put the question in its own words. */
export interface GuessPlace {
	readonly lesson: string;
	readonly ask?: string;
}

/** A guess as the reader's own browser keeps it, under `guess/<lesson>/<model>`. */
interface KeptGuess {
	readonly ask: string;
	readonly value: number;
	/** Both as they were shown, so that a page of results needs no model. */
	readonly guess: string;
	readonly truth: string;
	/** When it was made, as ISO 8601 has it. */
	readonly at: string;
}

/** Of the slider's whole range. */
const closeEnough = 0.05;

export class Guess {
	readonly ask: string;
	readonly about: Guessable;
	/** What the reader guessed; undefined until then. */
	value: number | undefined = $state();
	/** What the figure says as it opens; known from the moment somebody may see it. */
	truth: number | undefined = $state();
	/** The reader would rather see at once. */
	#passed = $state(false);
	readonly #key: string;
	readonly #truthNow: () => number | undefined;

	/** `truthNow` reads the answer while the figure still stands as it opened. */
	constructor(
		place: GuessPlace,
		model: string,
		about: Guessable,
		truthNow: () => number | undefined,
	) {
		this.about = about;
		this.ask = place.ask ?? about.ask;
		this.#key = `guess/${place.lesson}/${model}`;
		this.#truthNow = truthNow;
	}

	/** The answer may be seen. */
	get open(): boolean {
		return this.value !== undefined || this.#passed;
	}

	make(value: number): void {
		this.truth = this.#truthNow();
		this.value = value;
		this.#keep(value, this.truth);
	}

	pass(): void {
		this.truth = this.#truthNow();
		this.#passed = true;
		try {
			// For as long as this tab lives: phones load a page again without being asked to.
			sessionStorage.setItem(this.#key, 'passed');
		} catch {
			// Switched off: the reader is asked again.
		}
	}

	/** Brings back an earlier guess; a reader without storage is simply asked again. */
	recall(): void {
		const { min, max } = this.about.input;
		try {
			const kept = JSON.parse(localStorage.getItem(this.#key) ?? '{}') as Partial<KeptGuess>;
			const { value } = kept;
			if (typeof value !== 'number' || !(value >= min && value <= max)) {
				if (sessionStorage.getItem(this.#key) === 'passed') this.pass();
				return;
			}
			this.truth = this.#truthNow();
			this.value = value;
		} catch {
			// Switched off, or not ours: nothing to bring back.
		}
	}

	/** No step of the slider is nearer to the truth, as far as the answer's own digits tell. */
	get hit(): boolean {
		const { value = Number.NaN, truth = Number.NaN } = this;
		return Math.abs(value - truth) <= this.about.input.step * 0.52;
	}

	/** How the guess did, in a sentence; '' while there is none. */
	get told(): string {
		const { value, truth } = this;
		if (value === undefined || truth === undefined) return '';
		const { written, exactly = written } = this.about;
		const [guess, answer] = [written(value), exactly(truth)];
		if (guess === answer) return `你猜${guess}，猜中了。`;
		const { min, max } = this.about.input;
		const off = value > truth ? '高' : '低';
		const isClose = Math.abs(value - truth) <= closeEnough * (max - min);
		const verdict = this.hit ? '猜中了' : isClose ? `很接近，略${off}` : `你猜得太${off}`;
		return `你猜${guess}，算出來是${answer}，${verdict}。`;
	}

	#keep(value: number, truth: number | undefined): void {
		const { written, exactly = written } = this.about;
		const kept: KeptGuess = {
			ask: this.ask,
			value,
			guess: written(value),
			truth: truth === undefined ? absent : exactly(truth),
			at: new Date().toISOString(),
		};
		try {
			localStorage.setItem(this.#key, JSON.stringify(kept));
		} catch {
			// Full or switched off: the guess stands until the page is left.
		}
	}
}

/** The simulator whose chart it is: whether it stands as it opened, perhaps with inputs moved. */
interface Standing {
	readonly isReset: boolean;
	stands(inputs: Readonly<Record<string, number>>): boolean;
}

/** The guess where the chart shows what it was about. */
export function guessHere(guess: Guess | undefined, simulator: Standing): Guess | undefined {
	const supposes = guess?.about.supposes;
	return simulator.isReset || (supposes && simulator.stands(supposes)) ? guess : undefined;
}

/** The chart with the reader's guess across it, where one was made and an axis measures it. */
export function withGuess(
	spec: ChartSpec,
	guess: Guess | undefined,
	simulator: Standing,
): ChartSpec {
	const here = guessHere(guess, simulator);
	if (here?.value === undefined) return spec;
	const { axis, written, at = (value) => value, truthLine } = here.about;
	if (axis === undefined) return spec;
	const line = (value: number, label: string): ReferenceLine => ({
		axis,
		at: at(value),
		look: 'dotted',
		label,
	});
	const { value, truth } = here;
	const { max } = spec.y;
	return {
		...spec,
		// An axis whose end was settled makes room for it too.
		...(axis === 'y' && max !== undefined
			? { y: { ...spec.y, max: Math.max(max, at(value)) } }
			: {}),
		finding: `${spec.finding}${here.told}`,
		references: [
			...(spec.references ?? []),
			line(value, `你猜${written(value)}`),
			...(truthLine && truth !== undefined && !here.hit ? [line(truth, truthLine(truth))] : []),
		],
	};
}
