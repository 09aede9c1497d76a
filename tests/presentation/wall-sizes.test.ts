import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bulletSizeOf, bulletSizes } from '#presentation/lesson-slides.ts';
import { askScales, askSettingOf } from '#presentation/question-slides.ts';

/** Words as they stand on a slide: Han characters, so that a sign is a square. */
const words = (most: number) =>
	fc.integer({ min: 1, max: most }).map((signs) => '客'.repeat(signs));

describe('bullets of a lesson', () => {
	const slide = fc.record({
		title: words(20),
		bullets: fc.array(words(60), { minLength: 1, maxLength: 6 }),
		figures: fc.integer({ min: 0, max: 4 }),
	});
	const sizeOf = ({
		title,
		bullets,
		figures,
	}: {
		title: string;
		bullets: string[];
		figures: number;
	}) => bulletSizes[bulletSizeOf(title, bullets, figures)] ?? 0;

	test('a few words fill the wall', () => {
		expect(bulletSizeOf('課程目標', ['探討客戶價值與如何提升客戶忠誠度'], 1)).toBe(0);
	});

	test('a short bullet more never makes the others larger', () => {
		fc.assert(
			fc.property(slide, words(17), (given, one) => {
				const more = { ...given, bullets: [...given.bullets, one] };
				expect(sizeOf(more)).toBeLessThanOrEqual(sizeOf(given));
			}),
		);
	});

	test('a bullet that has room on one line is not broken', () => {
		fc.assert(
			fc.property(slide, (given) => {
				const longest = Math.max(...given.bullets.map((each) => [...each].length));
				// 111 rem of the wall's 120, in the smallest type.
				fc.pre(longest <= 43);
				expect(longest * sizeOf(given)).toBeLessThanOrEqual(111);
			}),
		);
	});
});

describe('a question with its answer', () => {
	const question = fc.record({
		kind: fc.constant('單選'),
		situation: fc.option(words(90)),
		ask: words(40),
		choices: fc.array(
			words(30).map((says) => ({ letter: 'A', says, right: false })),
			{ maxLength: 5 },
		),
		answer: words(20),
		explain: words(120),
	});

	test('few words stand large, and an estimate has the whole width', () => {
		const few = {
			kind: '估計',
			situation: null,
			ask: '是幾？',
			choices: [],
			answer: '答案：5',
			explain: '',
		};
		expect(askSettingOf(few)).toEqual({ scale: 0, ask: 'alone' });
	});

	test('more to explain never makes it larger', () => {
		fc.assert(
			fc.property(question, words(60), (given, more) => {
				const longer = { ...given, explain: given.explain + more };
				expect(askSettingOf(longer).scale).toBeGreaterThanOrEqual(askSettingOf(given).scale);
			}),
		);
	});

	test('its smallest words are no smaller than 28 px on a wall of 1920', () => {
		// The explanation is the smallest, 2.25 rem of 16 px.
		expect(Math.min(...askScales) * 2.25 * 16).toBeGreaterThanOrEqual(28);
	});
});
