import type { Callout, ChartSpec, Point } from '#ui/chart-spec.ts';

/** How the two are called beside a mark, where there is little room. */
export const standNames = { pinned: '釘住的', now: '現在的' } as const;

const marked = ({ x, y }: Point, name: string): Callout => ({ x, y, lines: [name] });

/**
 * A chart of two settings with a mark where each of them stands on its line. For charts whose x axis
 * is a slider of their own: moved along its line a setting leaves the line as it is, and without
 * the marks two settings look like one.
 */
export function withStands(
	spec: ChartSpec,
	pinned: Point | null | undefined,
	now: Point,
): ChartSpec {
	if (spec.kind !== 'line' || !pinned) return spec;
	const same = pinned.x === now.x && pinned.y === now.y;
	return {
		...spec,
		callouts: [
			...(spec.callouts ?? []),
			...(same
				? [marked(now, `現在的設定就是${standNames.pinned}`)]
				: [marked(pinned, standNames.pinned), marked(now, standNames.now)]),
		],
	};
}
