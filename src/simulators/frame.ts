import type { Snippet } from 'svelte';
import type { InputTable } from '#models/model.ts';
import type { FormatKind } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import type { Guess, GuessPlace } from './guess.svelte.ts';
import type { SimulatorState } from './SimulatorState.svelte.ts';

/**
 * The frame that every simulator stands in, and what a view owes it.
 *
 * A view holds one `SimulatorState`. The question, the answer and the picture come from `asked` and
 * `outcome`, which always go together (`inputs` may be a frame ahead; it is for controls). Whatever is read
 * comes from `said`: the same, but it waits while a hand keeps moving a slider.
 *
 *     const { inputs } = $derived(simulator.asked);
 *     const outcome = $derived(simulator.outcome);
 *     const said = $derived(simulator.said);
 *     const pinned = $derived(simulator.pinned);
 *     const before = $derived(simulator.pinnedOutcome);
 *
 *     <SimulatorFrame
 *         state={simulator}
 *         answer={answerOf(inputs, outcome)}
 *         pinnedAnswer={pinned && before ? answerOf(pinned.inputs, before) : undefined}
 *         means={meansOf(said.inputs, said.outcome)}
 *         tables={[yearTable(said.inputs, said.outcome)]}
 *         …>
 *
 * Charts get both with `compareCharts(pinned spec, present spec)`, or take the pinned outcome themselves
 * where the subject asks for more. A view whose model runs in a worker calls `runBeside` and reads
 * `runs.shown` and `runs.pinned` there, and `resting.now` in place of `said`. The frame
 * does the rest: pinning, undo, address, list of what differs, downloads, wall, print.
 *
 * Guess first, then see: a view that has something to guess describes it once (`Guessable`, with its
 * words) and takes the place from its lesson (`<NpsSimulator guess />`, see lessons/guess-in.ts):
 *
 *     const guess = untrack(
 *         () => place && new Guess(place, npsModel.id, guessable, () => outcome.score.nps),
 *     );
 *     <SimulatorFrame {guess} …>  <Chart spec={withGuess(groupChart(inputs), guess, simulator)} … />
 *
 * Until the reader has guessed, or would rather see, the frame shows neither answer nor chart nor
 * controls; paper and readers without scripts get everything at once.
 */

/**
 * Where a simulator stands: on a page of its own (the address follows it), inside a lesson (the
 * address stays the lesson's), or on the classroom's wall (large type, controls put away).
 */
export type SimulatorView = 'page' | 'embedded' | 'projector';

/** What every view takes. */
export interface ViewProps<Inputs> {
	view?: SimulatorView;
	/** Where the simulator starts and 全部還原 leads back to. */
	initial?: Partial<Inputs>;
	/** Number of its figures and tables in a lesson, e.g. '4-1'. */
	figure?: string;
}

/** And where a view has something to guess. */
export interface GuessedViewProps<Inputs> extends ViewProps<Inputs> {
	/** Where the answer is to be guessed before it is shown. */
	guess?: GuessPlace;
}

/** Controls that belong together; `folded` ones wait behind their title. */
export interface ControlGroup<Table extends InputTable> {
	/** zh-TW; left out for the first, obvious group. */
	readonly title?: string;
	readonly names: readonly (keyof Table & string)[];
	readonly folded?: boolean;
}

/** The big answer: 每位客戶值 NT$ 3,667 期初收款（A）的毛利現值. */
export interface Answer {
	/** Who or what the number is about. */
	readonly before: string;
	/** Set small before the figure, e.g. 'NT$'. */
	readonly prefix?: string;
	readonly figure: string;
	/** Set small after the figure, e.g. '%' or '人'. */
	readonly suffix?: string;
	/** Convention, horizon: what makes the number comparable. */
	readonly after: string;
	/**
	 * The number behind the figure, so that two answers can be subtracted. Left out where there is
	 * none: an answer without bound, or one that does not exist.
	 */
	readonly amount?: Amount;
}

export interface Amount {
	readonly value: number;
	readonly format: FormatKind;
	readonly decimals?: number;
	/** zh-TW unit of the difference where the format has none, e.g. '人'. */
	readonly unit?: string;
	/**
	 * What the number counts by: two answers of different kinds (a CLV paid at the start and one paid
	 * at the end) are shown side by side, but not subtracted.
	 */
	readonly kind?: string;
}

/** What there is to learn from the present numbers; '|' in the headline marks where it may break. */
export interface Finding {
	readonly headline: string;
	readonly text: string;
}

/** What a view hands to the frame; `|` in a question marks where the line may break. */
export interface FrameProps<Table extends InputTable, Outcome> {
	state: SimulatorState<Table, Outcome>;
	view?: SimulatorView;
	/** Number of the plate inside a lesson, e.g. '4-2'; a page of its own has none. */
	figure?: string;
	question: string;
	answer: Answer;
	/** The answer to what is pinned; left out while there is none, or it is on its way. */
	pinnedAnswer?: Answer;
	/** One or two sentences: what the answer means. */
	means: string;
	finding: Finding;
	groups: readonly ControlGroup<Table>[];
	/** What a lesson lets its reader guess before the answer is shown. */
	guess?: Guess | undefined;
	/** Inputs that are moved further down the page, beside what they change. */
	movedBelow?: readonly (keyof Table & string)[];
	/** Hints that follow the numbers, by input name. */
	hints?: Readonly<Partial<Record<string, string>>>;
	/** What each option of a choice would give, by input name. */
	figures?: Readonly<Partial<Record<string, Readonly<Record<string, string>>>>>;
	/** What an option means at this setting, where the table's note does not hold, by input name. */
	notes?: Readonly<Partial<Record<string, Readonly<Record<string, string>>>>>;
	/** Choices whose options are known by a letter. */
	lettered?: readonly string[];
	/** Everything that 下載數字 is to hold, in order. */
	tables?: readonly NamedTable[];
	/** zh-TW sentences: how the answer is counted. Shown under 假設與來源. */
	conventions?: readonly string[];
	/** zh-TW sentences: what the model leaves out. Shown under 假設與來源. */
	leftOut?: readonly string[];
	/** The answer to the newest input is being worked out; the frame says so when it takes long. */
	busy?: boolean;
	/**
	 * One zh-TW sentence when the newest input could not be answered, else empty. It stands in the
	 * place of the answer, which is about other inputs.
	 */
	problem?: string;
	/** Draws the chart(s); 'wall' on a projector. */
	chart: Snippet<['page' | 'wall']>;
	formula?: Snippet;
	table?: Snippet;
	/** Whatever else the subject needs, after the table. */
	more?: Snippet;
}
