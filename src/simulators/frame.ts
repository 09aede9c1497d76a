import type { InputTable } from '#models/model.ts';

/**
 * Where a simulator stands: on a page of its own (the address follows it), inside a lesson (the
 * address stays the lesson's), or on the classroom's wall (large type, controls put away).
 */
export type SimulatorView = 'page' | 'embedded' | 'projector';

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
}

/** What there is to learn from the present numbers; '|' in the headline marks where it may break. */
export interface Finding {
	readonly headline: string;
	readonly text: string;
}
