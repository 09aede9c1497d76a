import { join } from 'node:path';
import type { APIRoute } from 'astro';
import { getCollection } from 'astro:content';
import { addressOf, lessonsInOrder } from '#lessons/course.ts';
import type { Entry, SearchIndex } from '#search/entries.ts';
import { readContent } from '#server/content.ts';
import { passagesOf } from './_lesson-text.ts';
import { shelf } from './_simulators.ts';

/** Everything that can be looked for, in one file that comes when somebody looks. */

/** Markdown of a glossary entry is a few plain paragraphs. */
const plain = (markdown: string): string => markdown.replace(/[*`]+/g, '').trim();

/** 「customer lifetime value (CLV)」 is two names. */
const englishNames = (english: string): string[] =>
	english
		.split(/[()（）]/)
		.map((name) => name.trim())
		.filter((name) => name !== '');

async function lessonEntries(): Promise<Entry[]> {
	const lessons = await lessonsInOrder();
	return Promise.all(
		lessons.map(async (lesson) => {
			const { number, title, lede, bullets, objectives } = lesson.data;
			const head = { text: [lede, ...bullets, ...objectives].join('\n') };
			return {
				kind: 'lesson' as const,
				address: addressOf(lesson),
				title,
				where: `第${number}課`,
				names: [],
				passages: [head, ...(await passagesOf(lesson))],
			};
		}),
	);
}

async function termEntries(): Promise<Entry[]> {
	const terms = await getCollection('glossary');
	return terms.map(({ id, data, body = '' }) => ({
		kind: 'term',
		address: `/glossary#${id}`,
		title: data.term,
		where: '',
		names: [...new Set([...data.aliases, ...(data.english ? englishNames(data.english) : [])])],
		passages: [{ text: data.short }, { text: plain(body) }],
	}));
}

const simulatorEntries = (): Entry[] =>
	shelf.map(({ id, lesson, title, question, says, labels }) => ({
		kind: 'simulator',
		address: `/simulators/${id}`,
		title,
		where: `第${lesson}課`,
		names: [],
		passages: [{ heading: question, text: `${says}\n可以調：${labels.join('、')}` }],
	}));

const caseEntries = (): Entry[] =>
	[...readContent(join(process.cwd(), 'content')).cases].map(([id, { name, story, task }]) => ({
		kind: 'case',
		address: `/cases#${id}`,
		title: name,
		where: '第21課的活動',
		names: [],
		passages: [{ text: `${story}\n任務：${task}` }],
	}));

export const GET: APIRoute = async () => {
	const index: SearchIndex = {
		entries: [
			...(await lessonEntries()),
			...(await termEntries()),
			...simulatorEntries(),
			...caseEntries(),
		],
	};
	return Response.json(index);
};
