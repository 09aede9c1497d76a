import { kinds, type Kind, type Option, type Question } from '#lessons/check/question.ts';
import { wordsIn, type Word, type WordName } from '#lessons/check/words.ts';

/** A mistake in a lesson: where it stands and what was expected there. */
export interface Fault {
	line: number;
	message: string;
}

export interface ReadCheck {
	questions: Question[];
	faults: Fault[];
}

export const fewestQuestions = 3;

const attributesOf: Record<WordName, readonly string[]> = {
	Check: [],
	Question: ['id', 'kind', 'situation', 'ask', 'answer', 'within', 'unit', 'returns'],
	Option: ['says', 'right', 'at', 'low', 'high'],
	Hint: [],
	Explain: [],
};
const belongsIn: Partial<Record<WordName, WordName>> = {
	Question: 'Check',
	Option: 'Question',
	Hint: 'Question',
	Explain: 'Question',
};

const textOf = (word: Word, name: string): string => {
	const value = word.attributes[name];
	return value === undefined || value === true ? '' : String(value);
};
const numberOf = (word: Word, name: string): number => {
	const value = word.attributes[name];
	// A number in quotes is meant as one as well.
	return typeof value === 'number' ? value : value ? Number(value) : Number.NaN;
};
const isKind = (kind: string): kind is Kind => kind in kinds;
const all = (words: readonly Word[]): Word[] =>
	words.flatMap((word) => [word, ...all(word.inside)]);

/** Words in the wrong place, and attributes that they do not take. */
function strays(words: readonly Word[], outer: WordName | null): Fault[] {
	return words.flatMap((word) => {
		const home = belongsIn[word.name] ?? null;
		const unknown = Object.keys(word.attributes).filter(
			(name) => !attributesOf[word.name].includes(name),
		);
		return [
			...(home !== outer
				? [
						{
							line: word.line,
							message: home
								? `<${word.name}> 要寫在 <${home}> 裡面。`
								: `<${word.name}> 不能寫在 <${outer}> 裡面。`,
						},
					]
				: []),
			...unknown.map((name) => ({
				line: word.line,
				message: `<${word.name}> 沒有「${name}」這一項，可以用的是${attributesOf[word.name].join('、') || '（沒有）'}。`,
			})),
			...strays(word.inside, word.name),
		];
	});
}

/** Answers are stored under the options' own words, so no two may be alike. */
function optionFaults(options: readonly Word[], kind: Kind): Fault[] {
	const seen = new Set<string>();
	return options.flatMap((option) => {
		const says = textOf(option, 'says');
		const name =
			kind === 'estimate'
				? `<Option ${Object.entries(option.attributes)
						.map(([key, value]) => (value === true ? key : `${key}={${value}}`))
						.join(' ')}>`
				: `<Option says="${says}">`;
		const faults: string[] = [];
		if (option.text.trim() === '')
			faults.push(`${name} 沒有回饋：標籤之間要寫這個選項為什麼對、為什麼不對。`);
		if (kind === 'estimate') {
			if (says) faults.push(`估計題的 <Option> 不寫 says，寫 right、low、high 或 at={數字}。`);
		} else if (says === '') faults.push('<Option> 缺 says：選項上要印的字。');
		else if (seen.has(says)) faults.push(`選項「${says}」出現兩次，每個選項要不一樣。`);
		seen.add(says);
		if (kind === 'order' && option.attributes['right'])
			faults.push('排序題的 <Option> 不寫 right：寫下來的順序就是對的順序。');
		return faults.map((message) => ({ line: option.line, message }));
	});
}

function countFaults(options: readonly Word[], kind: Kind): string[] {
	const right = options.filter((option) => option.attributes['right']).length;
	if (kind === 'order') return options.length < 3 ? ['排序題至少要三個 <Option>。'] : [];
	if (right === 0) return ['沒有一個 <Option> 標了 right，至少要有一個對的選項。'];
	if (kind === 'one' && right > 1)
		return [`單選題只能有一個 right，這裡有${right}個；要選好幾個請寫 kind="several"。`];
	if (kind !== 'estimate' && options.length === right)
		return ['每個選項都對，就沒有東西可選：至少要有一個不對的。'];
	return [];
}

function estimateFaults(word: Word, options: readonly Word[]): string[] {
	const [answer, within] = [numberOf(word, 'answer'), numberOf(word, 'within')];
	const side = (name: string) => options.some((option) => option.attributes[name]);
	return [
		...(Number.isFinite(answer) ? [] : ['估計題缺 answer={數字}：對的數字。']),
		...(word.attributes['within'] === undefined
			? ['估計題缺 within={數字}：差多少以內算對。']
			: within > 0
				? []
				: [`within 要大於0，現在是「${textOf(word, 'within')}」。`]),
		...(textOf(word, 'unit') ? [] : ['估計題缺 unit：數字後面的單位，例如 unit="元"。']),
		...(side('low') ? [] : ['估計題缺 <Option low>：猜得太低時的回饋。']),
		...(side('high') ? [] : ['估計題缺 <Option high>：猜得太高時的回饋。']),
		...options
			.map((option) => numberOf(option, 'at'))
			.filter((at) => Math.abs(at - answer) <= within)
			.map((at) => `<Option at={${at}}> 離答案不到${within}，會被當成答對。`),
	];
}

function questionFaults(word: Word): Fault[] {
	const kind = textOf(word, 'kind');
	const options = word.inside.filter(({ name }) => name === 'Option');
	const explained = word.inside.some(({ name, text }) => name === 'Explain' && text.trim());
	const hints = word.inside.filter(({ name, text }) => name === 'Hint' && !text.trim());
	const faults = [
		...(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(textOf(word, 'id'))
			? []
			: ['<Question> 的 id 要是英文小寫的詞，例如 id="budget-ceiling"；定了就不要再改。']),
		...(textOf(word, 'ask') ? [] : ['<Question> 缺 ask：題目那一句話。']),
		...(word.text.trim() === ''
			? []
			: [`「${word.text.trim().slice(0, 12)}…」放錯地方：題目寫在 situation 與 ask 裡。`]),
		...(explained ? [] : ['<Question> 缺 <Explain>：答對之後看到的說明。']),
		...(isKind(kind)
			? [
					...countFaults(options, kind),
					...(kind === 'estimate' ? estimateFaults(word, options) : []),
				]
			: [`kind="${kind}" 不是題型，題型只有${Object.keys(kinds).join('、')}。`]),
	].map((message) => ({ line: word.line, message }));
	return [
		...faults,
		...hints.map(({ line }) => ({ line, message: '<Hint> 是空的：標籤之間要寫提示。' })),
		...(isKind(kind) ? optionFaults(options, kind) : []),
	];
}

const optionOf = (word: Word): Option => ({
	says: textOf(word, 'says'),
	right: word.attributes['right'] === true,
	at: word.attributes['at'] === undefined ? null : numberOf(word, 'at'),
	side: word.attributes['low'] ? 'low' : word.attributes['high'] ? 'high' : null,
});

const questionOf = (word: Word): Question => ({
	id: textOf(word, 'id'),
	kind: textOf(word, 'kind') as Kind,
	situation: textOf(word, 'situation') || null,
	ask: textOf(word, 'ask'),
	options: word.inside.filter(({ name }) => name === 'Option').map(optionOf),
	estimate:
		textOf(word, 'kind') === 'estimate'
			? {
					answer: numberOf(word, 'answer'),
					within: numberOf(word, 'within'),
					unit: textOf(word, 'unit'),
				}
			: null,
	hints: word.inside.filter(({ name }) => name === 'Hint').length,
	returns: word.attributes['returns'] === true,
});

/** Reads the check out of a lesson's source and holds it against the rules. */
export function readCheck(source: string): ReadCheck {
	const words = wordsIn(source);
	const faults = strays(words, null);
	const [check, second] = all(words).filter(({ name }) => name === 'Check');
	if (second) faults.push({ line: second.line, message: '一課只有一個 <Check>。' });
	if (!check) {
		faults.push({
			line: source.trimEnd().split('\n').length,
			message: `這一課沒有 <Check>：課文最後要有至少${fewestQuestions}題的檢核。`,
		});
		return { questions: [], faults };
	}
	const asked = check.inside.filter(({ name }) => name === 'Question');
	if (asked.length < fewestQuestions)
		faults.push({
			line: check.line,
			message: `<Check> 只有${asked.length}題，至少要${fewestQuestions}題。`,
		});
	const places = new Map<string, number>();
	for (const word of asked) {
		const id = textOf(word, 'id');
		const before = places.get(id);
		if (id && before !== undefined)
			faults.push({ line: word.line, message: `id「${id}」和第${before}行的那一題一樣。` });
		else places.set(id, word.line);
		faults.push(...questionFaults(word));
	}
	faults.sort((one, other) => one.line - other.line);
	return { questions: asked.map(questionOf), faults };
}
