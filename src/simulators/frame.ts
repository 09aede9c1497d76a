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
