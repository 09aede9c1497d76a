import { widthOf } from './slides.ts';

/** What a question asks and answers, in words. */
interface AskedQuestion {
	/** 單選, 複選, 排序 or 估計. */
	kind: string;
	situation: string | null;
	ask: string;
	/** What can be called out by its letter; none for an estimate. */
	choices: { letter: string; says: string; right: boolean }[];
	/** What R reveals: the answer and what it was about. */
	answer: string;
	explain: string;
}

/** A question of a lesson's check, for a hall that answers together. */
export interface QuestionSlide extends AskedQuestion {
	id: string;
	title: string;
	setting: AskSetting;
}

/** How large the words of a question stand, the largest first; QuestionDeck.svelte sets them. */
export const askScales = [1.25, 1.15, 1.05, 1, 0.95, 0.9, 0.85, 0.8] as const;

/** How a question stands on the wall. */
export interface AskSetting {
	/** Which of `askScales`. */
	scale: number;
	/** How wide the question is: an estimate has no choices beside it, long choices want room. */
	ask: 'alone' | 'half' | 'third';
}

/** All in rem, of which a wall is 120 wide and 67.5 high, as QuestionDeck.svelte sets them. */
const room = 57;
const wholeWidth = 111;
const gap = 5;
const askShares = { half: 5 / 12, third: 1 / 3 } as const;
/** What a choice's letter, its edges and the mark of a right one take of its width. */
const besideChoice = 9.5;
const longestExplanation = 44;

/** A line gives up a sign to what may not stand at its end, and to what is not torn. */
const linesOf = (text: string, size: number, width: number): number =>
	Math.ceil(widthOf(text) / (width / size - 1));

function heightOf(question: AskedQuestion, scale: number, ask: AskSetting['ask']): number {
	const { situation, choices, answer, explain } = question;
	const block = (text: string, size: number, leading: number, width: number): number =>
		linesOf(text, size * scale, width) * size * scale * leading;
	const askWidth = ask === 'alone' ? wholeWidth : (wholeWidth - gap) * askShares[ask];
	const choiceWidth = wholeWidth - gap - askWidth - besideChoice;
	const asked =
		8.5 +
		(situation ? block(situation, 2.625, 1.55, askWidth) : 0) +
		block(question.ask, 4, 1.35, askWidth);
	const chosen = choices.reduce(
		(sum, { says }) => sum + block(says, 2.875, 1.4, choiceWidth) + 2.5 * scale + 0.1,
		0,
	);
	const explanation = Math.min(wholeWidth, longestExplanation * 2.25 * scale);
	const told =
		1.75 + block(answer, 2.75, 1.4, wholeWidth) + block(explain, 2.25, 1.55, explanation);
	return Math.max(asked, chosen) + told;
}

/** The largest type in which a question stands whole with its answer, and how wide the question is. */
export function askSettingOf(question: AskedQuestion): AskSetting {
	const widths = question.choices.length > 0 ? (['half', 'third'] as const) : (['alone'] as const);
	for (const [scale, by] of askScales.entries()) {
		const ask = widths.find((each) => heightOf(question, by, each) <= room);
		if (ask) return { scale, ask };
	}
	return { scale: askScales.length - 1, ask: widths[0] };
}
