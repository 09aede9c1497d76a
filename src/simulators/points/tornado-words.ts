import { shownNumber, type ModelState } from '#models/model.ts';
import type { PointsInputs } from '#models/points/inputs.ts';
import { numberRowOf } from '#models/points/number-inputs.ts';
import type { Tornado, TornadoRow } from '#models/points/tornado.ts';
import { number, shortNumber } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import { roiWords } from './roi-words.ts';

export interface TornadoWords {
	readonly said: string;
	/** The widest bars. */
	readonly bars: readonly {
		readonly name: string;
		readonly tried: string;
		readonly from: number | null;
		readonly to: number | null;
	}[];
	readonly centre: number;
	/** Every input that was moved, and where its span comes from. */
	readonly table: NamedTable;
}

const mostBars = 8;

const labelOf = ({ name }: TornadoRow) => numberRowOf(name).label;

function triedOf({ name, from, to }: TornadoRow): string {
	const row = numberRowOf(name);
	// The unit once, but a percentage is none without its sign.
	const sign = row.unit.startsWith('%') ? '%' : '';
	const write = (value: number) => `${shortNumber(shownNumber(row, value), 3)}${sign}`;
	return `${write(from)} → ${write(to)}${sign ? row.unit.slice(1) : row.unit}`;
}

export function tornadoWords(
	{ roi, rows }: Tornado,
	{ inputs }: Pick<ModelState<PointsInputs>, 'inputs'>,
): TornadoWords {
	return {
		said: said(rows, inputs.simulatedCustomers),
		bars: rows
			.slice(0, mostBars)
			.filter(({ swing }) => swing > 0)
			.map((row) => ({
				name: labelOf(row),
				tried: triedOf(row),
				from: row.roiAtFrom,
				to: row.roiAtTo,
			})),
		centre: roi ?? 0,
		table: {
			caption: '一次只動一個，其他不動：ROI變成多少',
			columns: ['輸入', '試的範圍', '低端的ROI', '高端的ROI', '差幾個百分點', '範圍的來歷'],
			rows: rows.map((row) => [
				labelOf(row),
				triedOf(row),
				roiWords(row.roiAtFrom),
				roiWords(row.roiAtTo),
				number(row.swing * 100, 1),
				row.source,
			]),
		},
	};
}

function said(rows: readonly TornadoRow[], customers: number): string {
	const [top, next] = rows;
	const note = `每次模擬${number(customers)}人，客戶與運氣都不換。這是排名，不是區間：範圍多半是假設，一起動會差更多。`;
	if (!top || top.swing === 0) return `這些輸入在合理範圍內怎麼動，ROI都不變。${note}`;
	const second =
		next && next.swing > 0 ? `其次是「${labelOf(next)}」，差${points(next.swing)}。` : '';
	return `最重要的是「${labelOf(top)}」：${triedOf(top)}，ROI由${roiWords(top.roiAtFrom)}變成${roiWords(top.roiAtTo)}，最多差${points(top.swing)}。${second}${note}`;
}

const points = (swing: number) => `${shortNumber(swing * 100, swing < 0.1 ? 1 : 0)}個百分點`;
