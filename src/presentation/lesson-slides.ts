import { widthOf } from './slides.ts';

/** One slide of the course's deck: a lesson, or the simulator that follows it. */
export interface LessonSlide {
	id: string;
	title: string;
	number: number;
	part: string;
	bullets: string[];
	/** Which of `bulletSizes` the bullets stand in. */
	size: number;
	/** The lesson's simulators that have no slide of their own, as they are shown on a wall. */
	figures: { name: string; address: string }[];
	notes: { minutes: number; say: string }[];
	/** A simulator has a slide of its own, right after its lesson's. */
	simulator: 'clv' | 'churn' | 'points' | null;
}

/** Sizes of type for bullets, in rem, the largest first; LessonDeck.svelte sets them. */
export const bulletSizes = [6, 5, 4.25, 3.5, 3, 2.5] as const;

/** All in rem, of which a wall is 120 wide and 67.5 high: what margins, foot and title leave. */
const width = 111;
const room = 43;
const titleSize = 5;
const lineOfTitle = titleSize * 1.25;
const lineOfFigures = 4.5;

/** A line gives up half a sign to what may not stand at its end. */
const linesOf = (text: string, size: number): number =>
	Math.ceil(widthOf(text) / (width / size - 0.5));

/**
 * The place in `bulletSizes` of the largest type in which every bullet stands above the foot, each on
 * one line where any of the sizes allows it.
 */
export function bulletSizeOf(title: string, bullets: readonly string[], figures: number): number {
	const left =
		room -
		(linesOf(title, titleSize) - 1) * lineOfTitle -
		(figures > 0 ? lineOfFigures * Math.ceil(figures / 4) : 0);
	const fits = (size: number): boolean =>
		bullets.reduce((sum, bullet) => sum + (linesOf(bullet, size) * 1.4 + 0.6) * size, 0) <= left;
	const onOneLine = (size: number): boolean => bullets.every((each) => linesOf(each, size) === 1);
	const unbroken = bulletSizes.findIndex((size) => fits(size) && onOneLine(size));
	const place = unbroken === -1 ? bulletSizes.findIndex(fits) : unbroken;
	return place === -1 ? bulletSizes.length - 1 : place;
}
