import { addressOf, type Lesson } from '#lessons/course.ts';
import { simulators } from '#simulators/list.ts';
import { smallSimulators } from '#simulators/small-list.ts';

/** Something a lesson gives its reader to do, with where it is done. */
export interface Thing {
	readonly name: string;
	readonly address: string;
	readonly isSimulator: boolean;
}

const largeNames = { clv: 'CLV模擬器', churn: '流失模擬器', points: '點數計畫模擬器' } as const;

interface Shelved {
	readonly id: string;
	readonly lesson: number;
	readonly name: string;
}

/** In a list only the first half of a long name has room; a very short half says what it is. */
function shortName(title: string): string {
	const [half = title] = title.split('：', 1);
	return half === title || half.length > 3 ? half : `${half}模擬器`;
}

/** Every simulator with a page of its own. */
const shelf: readonly Shelved[] = [
	...simulators.map(({ id, lesson }) => ({ id, lesson, name: largeNames[id] })),
	{ id: 'orders', lesson: 4, name: '資料實驗室' },
	...smallSimulators.map(({ id, lesson, title }) => ({
		id,
		lesson,
		name: shortName(title),
	})),
];

/** Words of a lesson's text that only say something; any other word is something to do. */
const saying: ReadonlySet<string> = new Set([
	'Check',
	'Explain',
	'Hint',
	'Note',
	'Option',
	'Point',
	'Question',
	'Term',
]);
const figureNames: Readonly<Record<string, string>> = {
	Branching: '情境選擇',
	Comparison: '並排比較',
	CourseParts: '課程地圖',
	GroupActivity: '團隊活動',
	Sorting: '分類',
	Story: '組一個故事',
	TakeAway: '帶得走的一頁',
	ThenAndNow: '當時與現在',
};

/** CostToServeSimulator is the word for the simulator cost-to-serve. */
const idOf = (word: string): string =>
	word
		.replace(/Simulator$/, '')
		.replace(/(?<=[a-z])[A-Z]/g, '-$&')
		.toLowerCase();

/** What there is to do in a lesson: what its text holds, then the simulators that belong to it. */
export function thingsOf(lesson: Lesson): Thing[] {
	const words = [...(lesson.body ?? '').matchAll(/<([A-Z][A-Za-z]*)(?=[\s/>])/g)]
		.map((match) => match[1] ?? '')
		.filter((word) => !saying.has(word));
	const found = new Map<string, Thing>();
	const shelve = ({ id, name }: Shelved): void => {
		found.set(id, { name, address: `/simulators/${id}`, isSimulator: true });
	};
	for (const word of new Set(words)) {
		const simulator = shelf.find(({ id }) => id === idOf(word));
		if (simulator) shelve(simulator);
		else {
			const name = figureNames[word] ?? '動手做';
			found.set(word, { name, address: addressOf(lesson), isSimulator: false });
		}
	}
	for (const simulator of shelf) if (simulator.lesson === lesson.data.number) shelve(simulator);
	return [...found.values()];
}

/** The simulators of a lesson in the few words that a cell of the map has room for; '' for none. */
export function simulatorsInBrief(lesson: Lesson): string {
	const names = thingsOf(lesson)
		.filter(({ isSimulator }) => isSimulator)
		.map(({ name }) => name);
	const large = lesson.data.simulator && largeNames[lesson.data.simulator];
	const [first = ''] = names;
	if (names.length < 2) return first;
	return large ? `${large}等${names.length}具` : `${names.length}具模擬器`;
}
