import Papa from 'papaparse';
import { shownNumber, usualSeed, type InputRow, type InputTable } from '#models/model.ts';
import { saveText } from '#ui/save.ts';
import { cellValue, type NamedTable } from '#ui/table.ts';
import { settings } from './compare-charts.ts';
import { differenceOf, wholeFigure } from './compare.ts';
import type { Answer } from './frame.ts';

/** Everything a plate says in numbers, as it goes into a file. */
export interface PlateFigures {
	readonly title: string;
	readonly address: string;
	readonly inputs: InputTable;
	readonly now: { readonly inputs: object; readonly seed: number };
	readonly pinned: { readonly inputs: object; readonly seed: number } | null;
	readonly answer: Answer;
	readonly pinnedAnswer?: Answer;
	readonly tables: readonly NamedTable[];
}

type Row = (string | number)[];

/** Percentages go out as the reader knows them, 80 with the unit % beside it. */
function filed(row: InputRow, value: unknown): string | number {
	if (row.kind === 'number')
		return typeof value === 'number' ? shownNumber(row, value) : String(value);
	return row.options.find((option) => option.value === value)?.label ?? String(value);
}

function answerRow(name: string, answer: Answer): Row {
	return [name, answer.before, wholeFigure(answer), answer.after];
}

/** The rows of the file: what it is, the inputs with unit and source, the answer, every table. */
export function plateRows(plate: PlateFigures): Row[] {
	const { inputs, now, pinned, answer, pinnedAnswer, tables } = plate;
	const present: Readonly<Record<string, unknown>> = { ...now.inputs };
	const before: Readonly<Record<string, unknown>> = { ...pinned?.inputs };
	const rows: Row[] = [
		['模擬器', plate.title],
		['網址', plate.address],
		[],
		[
			'輸入',
			...(pinned ? [settings.pinned, settings.now] : ['現在的值']),
			'單位',
			'預設值',
			'出處',
		],
	];
	for (const [name, row] of Object.entries(inputs)) {
		rows.push([
			row.label,
			...(pinned ? [filed(row, before[name])] : []),
			filed(row, present[name]),
			row.kind === 'number' ? row.unit : '',
			filed(row, row.usual),
			row.source,
		]);
	}
	if (now.seed !== usualSeed || (pinned && pinned.seed !== usualSeed)) {
		rows.push(['亂數組', ...(pinned ? [pinned.seed] : []), now.seed, '', usualSeed, '']);
	}
	rows.push([], ['答案', '關於', '數字', '算法']);
	if (pinned && pinnedAnswer) {
		const difference = differenceOf(pinnedAnswer, answer);
		rows.push(answerRow(settings.pinned, pinnedAnswer), answerRow(settings.now, answer));
		if (difference) rows.push(['差', difference]);
	} else rows.push(answerRow('現在', answer));
	for (const table of tables) {
		rows.push([], [table.caption], [...table.columns]);
		for (const row of [...table.rows, ...(table.foot ? [table.foot] : [])]) {
			rows.push(row.map(cellValue));
		}
	}
	return rows;
}

/** The file's text. Words that a spreadsheet would run as a formula are told to stay words. */
export function plateCsv(plate: PlateFigures): string {
	return Papa.unparse(plateRows(plate), { newline: '\r\n', escapeFormulae: true });
}

export function savePlate(plate: PlateFigures): void {
	saveText(`${plateCsv(plate)}\r\n`, `${plate.title}.csv`, 'text/csv');
}
