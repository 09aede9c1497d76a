import { seededRandom } from '#models/random.ts';
import { kinds, type Question } from '#lessons/check/question.ts';
import { typedNumber } from '#ui/format.ts';

/**
 * The places of an order's steps as they are first laid out: mixed, alike on every screen, and
 * never already right.
 */
export function shuffledPlaces({ id, options }: Question): number[] {
	const seed = [...id].reduce((sum, sign) => Math.imul(sum, 31) + (sign.codePointAt(0) ?? 0), 7);
	const random = seededRandom(seed);
	const places = options
		.map((_, place) => ({ place, lot: random() }))
		.sort((one, other) => one.lot - other.lot)
		.map(({ place }) => place);
	const inOrder = places.every((place, index) => place === index);
	return inOrder ? [...places.slice(1), 0] : places;
}

/** Words that are quoted once more: quotes inside of quotes are double. */
const inner = (says: string): string => says.replaceAll('「', '『').replaceAll('」', '』');

type Estimate = NonNullable<Question['estimate']>;

/** Whether the number is one of whole things, of which there is no "nearly". */
const isCounted = ({ answer, within, unit }: Estimate): boolean =>
	Number.isInteger(answer) && within < 1 && !/%|百分點/.test(unit);

/** What a reader has to do, in a few words. */
export function howToAnswer({ kind, estimate }: Question): string {
	return estimate && !isCounted(estimate) ? `${kinds[kind].how}，差一點也算對` : kinds[kind].how;
}

/** The answer itself, for the solution, the teacher's copy and the wall. */
export function answerSentence({ kind, options, estimate }: Question): string {
	if (estimate) {
		const { answer, within, unit } = estimate;
		if (isCounted(estimate)) return `答案：${typedNumber(answer)}${unit}。`;
		// A distance between percentages is in points; the course keeps the two apart.
		const apart = unit === '%' ? '個百分點' : unit;
		return `答案：${typedNumber(answer)}${unit}（差${typedNumber(within)}${apart}以內都算對）。`;
	}
	if (kind === 'order') return `答案：${options.map(({ says }) => says).join(' → ')}。`;
	const right = options.filter((option) => option.right).map(({ says }) => `「${inner(says)}」`);
	return `答案：${right.join('、')}。`;
}
