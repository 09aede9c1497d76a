import type { ChartSpec } from '#ui/chart-spec.ts';
import type { Answer } from '../../frame.ts';
import type { Fact } from '../../facts.ts';

/** One result section as the hall sees it: its answer, its figure, its sentence. */
export interface WallSection {
	readonly id: string;
	/** zh-TW; '|' is where a line may break. */
	readonly question: string;
	/** Null where there is nothing to answer with; the sentence then says why. */
	readonly answer: Answer | null;
	readonly finding: string;
	/** What fills the left of the screen; nothing where there is nothing to draw. */
	readonly figure:
		| { readonly kind: 'chart'; readonly spec: ChartSpec; readonly caption: string }
		| { readonly kind: 'facts'; readonly facts: readonly Fact[] }
		| { readonly kind: 'customers' }
		| null;
}

/** The unit of a written figure is set small beside it: 12.5% is 12.5 and %. */
export function figureOf(text: string): Pick<Answer, 'figure' | 'suffix'> {
	const unit = /(?:%|元|萬|億|位|筆|次|個月)+$/.exec(text)?.[0] ?? '';
	return unit === '' || unit === text
		? { figure: text }
		: { figure: text.slice(0, -unit.length), suffix: unit };
}

/** A chart as the hall sees it: as high as there is room, with the line that a page sets under it. */
export function charted(spec: ChartSpec | null): WallSection['figure'] {
	if (!spec) return null;
	const { shape: _, ...high } = spec;
	return { kind: 'chart', spec: high, caption: spec.caption };
}
