import type { DesignWords } from '#workflow/words.ts';

/** A stretch of a sentence; with the address of the lesson that it names, where it names one. */
export interface Part {
	text: string;
	href: string | null;
}

const named = /(第\d+課(?:最後的「我的筆記」)?)/;

/** A sentence in which the lessons that it names by number lead there, and 「我的筆記」 to the note itself. */
export function withLessons(sentence: string, lessons: DesignWords['lessons']): Part[] {
	return sentence
		.split(named)
		.filter((text) => text !== '')
		.map((text) => {
			const number = Number(/^第(\d+)課/.exec(text)?.[1]);
			const lesson = named.test(text) ? lessons.find((one) => one.number === number) : undefined;
			const place = text.endsWith('「我的筆記」') ? '#own-note' : '';
			return { text, href: lesson ? `/lessons/${lesson.id}${place}` : null };
		});
}
