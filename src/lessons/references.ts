import { lessonsInOrder, type Lesson } from '#lessons/course.ts';

export type Source = Lesson['data']['sources'][number];

/** A work that anybody can look up, with every lesson that rests on it. */
export interface Work {
	readonly text: string;
	readonly url: string | undefined;
	readonly unitBook: boolean;
	readonly lessons: readonly Lesson[];
}

/** The unit's own slides and papers are told by lesson; they stand in no library. */
const isOfTheUnit = ({ text }: Source): boolean => /^(本單元|補充教材|個案公司)/.test(text);

/** Han after Latin, as a list of works in Taiwan has it. */
const collator = new Intl.Collator('en');
const hanCollator = new Intl.Collator('zh-Hant-TW-u-co-zhuyin');
const isHan = (text: string): boolean => /^\p{Script=Han}/u.test(text);

function inOrder(one: Work, other: Work): number {
	if (isHan(one.text) !== isHan(other.text)) return isHan(one.text) ? 1 : -1;
	return (isHan(one.text) ? hanCollator : collator).compare(one.text, other.text);
}

/** Every work once. Throws where two lessons give the same work two addresses. */
export async function worksOfTheCourse(): Promise<Work[]> {
	const works = new Map<string, Work>();
	for (const lesson of await lessonsInOrder()) {
		for (const source of lesson.data.sources.filter((each) => !isOfTheUnit(each))) {
			const before = works.get(source.text);
			if (before?.url && source.url && before.url !== source.url) {
				throw new Error(
					`content/lessons（${lesson.id}）：「${source.text}」在別課的網址是${before.url}，這裡是${source.url}。`,
				);
			}
			works.set(source.text, {
				text: source.text,
				url: before?.url ?? source.url,
				unitBook: before?.unitBook || source.unitBook,
				lessons: [...(before?.lessons ?? []), lesson],
			});
		}
	}
	return [...works.values()].sort(inOrder);
}
