import type { ClvInputs } from '#models/clv/inputs.ts';
import { multipleTable, type MultipleTable } from '#models/clv/multiples.ts';
import { onePercentMore, type OnePercentMore } from '#models/clv/one-percent.ts';
import { number, shortNumber } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import { exactNumber, exactPercent } from '../digits.ts';
import { conventionOf, hasContract } from './words.ts';

/** What one percent more of each input does, and the multiples behind it. */

const names: Record<OnePercentMore['name'], string> = {
	retentionPerYear: '留存率',
	leaveAfterOrder: '買完就離開的機率',
	purchasesPerYear: '購買頻率',
	marginRate: '毛利率',
	discountPerYear: '折現率',
};

/** 多3.6%, 少0.38%; 不變 where no digit shows a change. */
export function moved(percent: number): string {
	const size = shortNumber(Math.abs(percent), Math.abs(percent) < 0.995 ? 2 : 1);
	return size === '0' ? '幾乎不變' : `${percent > 0 ? '多' : '少'}${size}%`;
}

function fromTo({ name, to }: OnePercentMore, inputs: ClvInputs): string {
	const now = inputs[name];
	if (name === 'purchasesPerYear') return `${exactNumber(now)} → ${exactNumber(to)}次`;
	return `${exactPercent(now)} → ${exactPercent(to)}`;
}

export interface Moves {
	/** 留存率多1%，CLV多3.6%. */
	readonly headline: string;
	/** The first of them at B, for the published range names no convention; '' where nothing is added. */
	readonly atB: string;
	readonly table: NamedTable;
}

function atBWords(inputs: ClvInputs): string {
	if (!hasContract(inputs) || inputs.timing === 'B') return '';
	const retention = onePercentMore({ ...inputs, timing: 'B' })?.find(
		({ name }) => name === 'retentionPerYear',
	);
	return retention ? `這裡的CLV用B算，留存率多1%，${moved(retention.moves)}。` : '';
}

/** One percent more of each input of the branch chosen; absent where the CLV is 0 or has no bound. */
export function movesOf(inputs: ClvInputs): Moves | undefined {
	const found = onePercentMore(inputs);
	if (!found?.length) return undefined;
	const [first] = found;
	return {
		atB: atBWords(inputs),
		headline: first ? `${names[first.name]}多1%，CLV${moved(first.moves)}。` : '',
		table: {
			caption: `各動1%，CLV動多少（${conventionOf(inputs)}，未扣取得成本）`,
			columns: ['多1%的是', '從多少到多少', 'CLV'],
			rows: found.map((each) => [names[each.name], fromTo(each, inputs), moved(each.moves)]),
		},
	};
}

export interface ShownMultiples {
	readonly heads: readonly string[];
	readonly rows: readonly {
		readonly name: string;
		readonly cells: readonly { readonly text: string; readonly here: boolean }[];
	}[];
	readonly words: string;
}

/** Gupta & Lehmann's table with the cell of the present setting. */
export function multiplesOf(inputs: ClvInputs): ShownMultiples {
	const table = multipleTable(inputs.retentionPerYear, inputs.discountPerYear);
	return {
		heads: table.retentions.map((each) => exactPercent(each)),
		rows: table.multiples.map((row, line) => ({
			name: exactPercent(table.discounts[line] ?? 0),
			cells: row.map((multiple, column) => ({
				text: number(multiple, 2),
				here: table.cell?.row === line && table.cell.column === column,
			})),
		})),
		words: `${presentWords(inputs, table)}倍數是B的算法；A再加1。${inputs.differences > 0 ? '整張表把人人都當成平均的客戶。' : ''}`,
	};
}

function presentWords(inputs: ClvInputs, { present, cell }: MultipleTable): string {
	const setting = `現在的留存率${exactPercent(inputs.retentionPerYear)}、折現率${exactPercent(inputs.discountPerYear)}`;
	if (present === undefined) return `${setting}，倍數沒有上限。`;
	const where = cell
		? cell.exact
			? '，就是框起來的那一格'
			: '，框起來的是最近的一格'
		: '，不在表的附近';
	return `${setting}：每年1元毛利，續購值${number(present, 2)}元${where}。`;
}

export function multiplesTable(inputs: ClvInputs): NamedTable {
	const { heads, rows } = multiplesOf(inputs);
	return {
		caption: '毛利倍數r÷(1+i−r)（B，Gupta與Lehmann 2005）',
		columns: ['折現率＼留存率', ...heads],
		rows: rows.map(({ name, cells }) => [name, ...cells.map(({ text }) => text)]),
	};
}
