import { getEntry } from 'astro:content';
import { addressOf, type Lesson } from '#lessons/course.ts';
import { simulators } from '#simulators/list.ts';
import { smallSimulators } from '#simulators/small-list.ts';

/** Something a lesson gives its reader to do, with where it is done. */
export interface Thing {
	/** A figure is there on its lesson's page alone, and is told by its lesson. */
	readonly kind: 'simulator' | 'exercise' | 'figure';
	readonly name: string;
	readonly address: string;
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
	// The way through the course leads to what there is to do; under its own lesson it would lead nowhere.
	'CourseParts',
	'Explain',
	'Hint',
	'Note',
	'Option',
	'Point',
	'Question',
	'Term',
]);
const figureNames: Readonly<Record<string, string>> = {
	GroupActivity: '團隊活動',
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
export async function thingsOf(lesson: Lesson): Promise<Thing[]> {
	const found = new Map<string, Thing>();
	const shelve = ({ id, name }: Shelved): void => {
		found.set(id, { kind: 'simulator', name, address: `/simulators/${id}` });
	};
	const address = addressOf(lesson);
	for (const match of (lesson.body ?? '').matchAll(/<([A-Z][A-Za-z]*)(?=[\s/>])([^>]*)/g)) {
		const [, word = '', attributes = ''] = match;
		if (saying.has(word)) continue;
		const simulator = shelf.find(({ id }) => id === idOf(word));
		const file = /\sname="([^"]+)"/.exec(attributes)?.[1];
		const exercise = file ? await getEntry('exercises', file) : undefined;
		if (simulator) shelve(simulator);
		else if (exercise)
			found.set(exercise.id, { kind: 'exercise', name: exercise.data.title, address });
		else found.set(word, { kind: 'figure', name: figureNames[word] ?? '動手做', address });
	}
	for (const simulator of shelf) if (simulator.lesson === lesson.data.number) shelve(simulator);
	return [...found.values()];
}

/** Simulators and exercises of a lesson in the few words a cell of the map has room for; '' for none. */
export async function thingsInBrief(lesson: Lesson): Promise<string> {
	const things = (await thingsOf(lesson)).filter(({ kind }) => kind !== 'figure');
	const large = lesson.data.simulator && largeNames[lesson.data.simulator];
	const [first] = things;
	if (things.length < 2) return first?.name ?? '';
	if (things.some(({ kind }) => kind === 'exercise')) return `${first?.name}等${things.length}項`;
	return large ? `${large}等${things.length}具` : `${things.length}具模擬器`;
}
