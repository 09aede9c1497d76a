import { csvText } from '#models/csv.ts';
import { shownNumber, usualSeed, type InputRow, type InputTable } from '#models/model.ts';
import { saveText } from '#ui/save.ts';
import { cellValue, type NamedTable } from '#ui/table.ts';
import { settings } from './compare-charts.ts';
import { differenceOf, wholeFigure } from './compare.ts';
import type { Amount, Answer } from './frame.ts';

/** Everything a plate says in numbers, as it goes into a file. */
export interface PlateFigures {
	readonly title: string;
	readonly address: string;
	readonly inputs: InputTable;
	/** Names of the inputs that play a part in the present answer. */
	readonly used: ReadonlySet<string>;
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

/** The unit an amount is counted in, as a cell beside the number. */
function amountUnit({ format, unit = '' }: Amount): string {
	switch (format) {
		case 'percent':
		case 'signedPercent':
			return '%';
		case 'money':
		case 'signedMoney':
			return '元';
		case 'months':
			return '個月';
		case 'years':
			return '年';
		default:
			return unit;
	}
}

/** A number to reckon with and its unit; an answer that has none is told in words. */
function answerRow(name: string, answer: Answer): Row {
	const { amount } = answer;
	if (!amount || !Number.isFinite(amount.value))
		return [name, answer.before, wholeFigure(answer), '', answer.after];
	const unit = amountUnit(amount);
	// Twelve digits hold every answer; the rest is what binary fractions leave behind.
	const value = Number((amount.value * (unit === '%' ? 100 : 1)).toPrecision(12));
	return [name, answer.before, value, unit, answer.after];
}

/** The rows of the file: what it is, the inputs with unit and source, the answer, every table. */
export function plateRows(plate: PlateFigures): Row[] {
	const { inputs, used, now, pinned, answer, pinnedAnswer, tables } = plate;
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
			used.has(name) ? filed(row, present[name]) : '這個設定用不到',
			row.kind === 'number' ? row.unit : '',
			filed(row, row.usual),
			row.source,
		]);
	}
	if (now.seed !== usualSeed || (pinned && pinned.seed !== usualSeed)) {
		rows.push(['亂數組', ...(pinned ? [pinned.seed] : []), now.seed, '', usualSeed, '']);
	}
	rows.push([], ['答案', '關於', '數字', '單位', '算法']);
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
	return csvText(plateRows(plate));
}

export function savePlate(plate: PlateFigures): void {
	saveText(plateCsv(plate), `${plate.title}.csv`, 'text/csv');
}
