/** A question as page, wall and script know it; the words that teach stay in the lesson's text. */
export interface Question {
	/** A word, kept for good: a reader's answers are stored under it. */
	id: string;
	kind: Kind;
	/** The situation that is asked about; the question itself. */
	situation: string | null;
	ask: string;
	options: Option[];
	/** The number asked for, how far off still counts, and what it counts. */
	estimate: { answer: number; within: number; unit: string } | null;
	hints: number;
	/** Asked again on the unit's last lesson, where both answers are compared. */
	returns: boolean;
}

/** Something to choose, a step in its right place, or a number that people come to. */
export interface Option {
	says: string;
	right: boolean;
	/** Estimate: the number of a slip that has a feedback of its own. */
	at: number | null;
	side: 'low' | 'high' | null;
}

export const kinds = {
	one: { name: '單選', how: '選一個' },
	several: { name: '複選', how: '可以選好幾個，也可能只有一個對' },
	order: { name: '排序', how: '排出順序' },
	estimate: { name: '估計', how: '填一個數字' },
} as const;
export type Kind = keyof typeof kinds;

/** What a reader gives: the options' own words (in order, for an order), or a number. */
export type Given = string[] | number;

export interface Verdict {
	right: boolean;
	/** One sentence, said aloud. */
	sentence: string;
	/** The options whose feedback is shown, by their place. */
	tell: number[];
}

export const placeOf = ({ options }: Question, says: string): number =>
	options.findIndex((option) => option.says === says);

/** Whether a stored answer still fits: a lecturer may have reworded what was chosen then. */
export function stillAsked(question: Question, given: Given): boolean {
	if (typeof given === 'number') return question.kind === 'estimate';
	return question.kind !== 'estimate' && given.every((says) => placeOf(question, says) >= 0);
}

function judgeChoice(question: Question, given: string[]): Verdict {
	const chosen = given.map((says) => placeOf(question, says));
	const wrong = chosen.filter((place) => !question.options[place]?.right).length;
	const missing =
		question.options.filter((option) => option.right).length - (chosen.length - wrong);
	const right = wrong === 0 && missing === 0;
	if (question.kind === 'one')
		return {
			right,
			sentence: right ? '答對了。' : '不是這一個。看看它下面的說明。',
			tell: chosen,
		};
	const faults = [
		...(wrong > 0 ? [`選的裡面有${wrong}個不對`] : []),
		...(missing > 0 ? [`還少${missing}個`] : []),
	];
	return {
		right,
		sentence: right
			? '答對了，一個不多、一個不少。'
			: wrong === chosen.length
				? `選的都不對，對的有${missing}個。`
				: `還沒全對：${faults.join('，')}。`,
		// Once it is right, the ones left out teach as well.
		tell: right ? question.options.map((_, place) => place) : chosen,
	};
}

function judgeOrder(question: Question, given: string[]): Verdict {
	const places = given.map((says) => placeOf(question, says));
	const inPlace = places.filter((place, index) => place === index).length;
	if (inPlace === question.options.length)
		return { right: true, sentence: '答對了，順序全對。', tell: places };
	const firstAstray = places.findIndex((place, index) => place !== index);
	return {
		right: false,
		sentence:
			(inPlace === 0
				? '還沒有一項在對的位置。'
				: `${places.length}項裡有${inPlace}項在對的位置。`) +
			(firstAstray === 0 ? '從第一項看起。' : `前${firstAstray}項對了，看第${firstAstray + 1}項。`),
		tell: places.slice(firstAstray, firstAstray + 1),
	};
}

function judgeEstimate({ options, estimate }: Question, given: number): Verdict {
	const { answer, within, unit } = estimate ?? { answer: Number.NaN, within: 0, unit: '' };
	// A hair more than the tolerance is the computer's arithmetic, not the reader's.
	const near = (value: number, said = given, reach = within) =>
		Math.abs(said - value) <= reach * (1 + 1e-9);
	// With decimals the answer is itself a rounded one: whoever did not round is as exact.
	const rounding = 0.5 / 10 ** (String(answer).split('.')[1]?.length ?? Infinity);
	if (near(answer))
		return {
			right: true,
			sentence: near(answer, given, rounding) ? '答對了，一點不差。' : '答對了，夠近了。',
			tell: [options.findIndex((option) => option.right)],
		};
	if (/%|百/.test(unit) && near(answer, given * 100))
		return { right: false, sentence: '要填百分之幾。', tell: [] };
	const slips = options.filter((option) => option.at !== null && near(option.at));
	// Of two slips within reach the nearer one is meant.
	slips.sort((one, other) => Math.abs(given - (one.at ?? 0)) - Math.abs(given - (other.at ?? 0)));
	const side = given < answer ? 'low' : 'high';
	const told = slips[0] ?? options.find((option) => option.side === side);
	return {
		right: false,
		sentence: side === 'low' ? '太低了。' : '太高了。',
		tell: told ? [options.indexOf(told)] : [],
	};
}

export function judge(question: Question, given: Given): Verdict {
	if (typeof given === 'number') return judgeEstimate(question, given);
	return question.kind === 'order' ? judgeOrder(question, given) : judgeChoice(question, given);
}

/** A number as people type it: 3,667, NT$ 3667, ３６６７元, 25%. Null where there is none. */
export function numberIn(typed: string): number | null {
	const plain = typed
		.normalize('NFKC')
		.replaceAll('−', '-')
		.replace(/NT\$|[$,\s%]/g, '')
		.replace(/\p{Script=Han}+$/u, '');
	return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null;
}
