import type { LineSeries } from '#ui/chart-spec.ts';

/** What every Lorenz curve is held against. */
export const everybodyAlike: LineSeries = {
	id: 'a',
	name: '人人一樣',
	points: [
		{ x: 0, y: 0 },
		{ x: 1, y: 1 },
	],
};
