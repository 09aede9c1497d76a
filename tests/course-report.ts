import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import slides from './site/slides.json' with { type: 'json' };
import {
	isBuilt,
	lessonPages,
	numberOf,
	readingOf,
	slideOf,
	textOf,
	without,
} from './support/built.ts';

/**
 * `npm run course:report`: what the built lessons hold, a row a lesson, counted from the pages
 * themselves and not from what their files say. Ends with 1 when a cell is empty or not full.
 */
interface Point {
	id: string;
	lesson: number;
}
const points: Point[] = JSON.parse(
	readFileSync(join(import.meta.dirname, '..', 'content', 'points.json'), 'utf8'),
);

interface Share {
	have: number;
	of: number;
}
interface Row {
	lesson: number;
	title: string;
	bullets: Share;
	characters: number;
	points: Share;
	toDo: number;
	questions: number;
	terms: number;
	minutes: number;
}

const countOf = (html: string, pattern: RegExp): number => [...html.matchAll(pattern)].length;

const repeated = /<[\w-]+(?=[^>]*\sdata-asked-again-on\b)[^>]*>/;

function rowOf(html: string): Row {
	const lesson = numberOf(html);
	const slide = slides.find(({ number }) => number === lesson);
	const shown = textOf(slideOf(html));
	const anchored = new Set([...html.matchAll(/data-point="([^"]+)"/g)].map((match) => match[1]));
	const own = points.filter((point) => point.lesson === lesson);
	const bullets = slide?.bullets ?? [];
	return {
		lesson,
		title: textOf(/<h1>([\s\S]*?)<\/h1>/.exec(html)?.[1] ?? '').trim(),
		bullets: {
			have: bullets.filter((bullet) => shown.includes(bullet)).length,
			of: bullets.length,
		},
		characters: countOf(readingOf(html), /\p{Script=Han}/gu),
		points: { have: own.filter(({ id }) => anchored.has(id)).length, of: own.length },
		toDo: countOf(html, /<[\w-]+(?=[^>]*(?:\sdata-figure\b|\sclass="(?:[^"]* )?plate[ "]))[^>]*>/g),
		// What another lesson has asked already counts there.
		questions: countOf(without(html, repeated), /<[\w-]+(?=[^>]*\sdata-question\b)[^>]*>/g),
		terms: countOf(/<dl class="terms">[\s\S]*?<\/dl>/.exec(html)?.[0] ?? '', /<dt[\s>]/g),
		minutes: Number(/約(\d+)分鐘/.exec(textOf(html))?.[1] ?? 0),
	};
}

const sum = (rows: readonly Row[], cell: (row: Row) => number): number =>
	rows.reduce((all, row) => all + cell(row), 0);

function totalOf(rows: readonly Row[]): Row {
	const share = (cell: (row: Row) => Share): Share => ({
		have: sum(rows, (row) => cell(row).have),
		of: sum(rows, (row) => cell(row).of),
	});
	return {
		lesson: rows.length,
		title: '合計',
		bullets: share((row) => row.bullets),
		characters: sum(rows, (row) => row.characters),
		points: { ...share((row) => row.points), of: points.length },
		toDo: sum(rows, (row) => row.toDo),
		questions: sum(rows, (row) => row.questions),
		terms: sum(rows, (row) => row.terms),
		minutes: sum(rows, (row) => row.minutes),
	};
}

/** Han and full-width signs stand two columns wide in a terminal. */
const widthOf = (text: string): number =>
	[...text].reduce((all, character) => {
		const isWide = /[\p{Script=Han}\u3000-\u303f\uff01-\uff60]/u.test(character);
		return all + (isWide ? 2 : 1);
	}, 0);
const padded = (text: string, width: number, atEnd: boolean): string => {
	const space = ' '.repeat(Math.max(0, width - widthOf(text)));
	return atEnd ? text + space : space + text;
};

const heads = ['課', '標題', '講義條目', '課文字數', '重點', '動手做', '題目', '詞彙', '分鐘'];

const cellsOf = (row: Row): string[] => {
	const count = (value: number): string => (value === 0 ? '—' : String(value));
	const share = ({ have, of }: Share): string => `${have}／${of}`;
	return [
		String(row.lesson),
		row.title,
		share(row.bullets),
		count(row.characters),
		share(row.points),
		count(row.toDo),
		count(row.questions),
		count(row.terms),
		count(row.minutes),
	];
};

function print(rows: readonly Row[], total: Row): void {
	const lines = [heads, ...rows.map(cellsOf), cellsOf(total)];
	const widths = heads.map((_, column) =>
		Math.max(...lines.map((line) => widthOf(line[column] ?? ''))),
	);
	const line = (cells: readonly string[]): string =>
		cells.map((cell, column) => padded(cell, widths[column] ?? 0, column === 1)).join('  ');
	const rule = widths.map((width) => '─'.repeat(width)).join('  ');
	console.log([line(heads), rule, ...rows.map((row) => line(cellsOf(row))), rule].join('\n'));
	console.log(line(cellsOf(total)));
}

const isFull = ({ bullets, points: made, ...row }: Row): boolean =>
	bullets.have === bullets.of &&
	made.have === made.of &&
	[row.characters, row.toDo, row.questions, row.terms, row.minutes].every((count) => count > 0);

if (!isBuilt()) {
	console.error('網站還沒有建置；請先執行 npm run build。');
	process.exitCode = 1;
} else {
	const rows = lessonPages().map(({ html }) => rowOf(html));
	const total = totalOf(rows);
	if (process.argv.includes('--json')) console.log(JSON.stringify({ lessons: rows, total }));
	else print(rows, total);
	const isWhole = rows.length === slides.length && [...rows, total].every(isFull);
	process.exitCode = isWhole ? 0 : 1;
}
