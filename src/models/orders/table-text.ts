import { civilDate, dayText } from './days.ts';
import type { Delimiter } from './layout.ts';
import type { OrdersTable } from './orders.ts';

/** How a table of orders is written out as a file. */
export interface WritingStyle {
	readonly headers: readonly [customer: string, date: string, amount: string];
	readonly delimiter: Delimiter;
	readonly date: 'iso' | 'slashes' | 'republic' | 'republicWords' | 'digits';
	readonly amount: 'bare' | 'thousands' | 'currency';
	readonly lineEnd: '\n' | '\r\n' | '\r';
}

export const usualStyle: WritingStyle = {
	headers: ['會員編號', '消費日期', '金額'],
	delimiter: ',',
	date: 'iso',
	amount: 'bare',
	lineEnd: '\r\n',
};

/** Quoted where the delimiter, a quotation mark or a line end would otherwise end the cell. */
function quoted(cell: string, delimiter: string): string {
	return cell.includes(delimiter) || /["\r\n]/.test(cell) || cell !== cell.trim()
		? `"${cell.replaceAll('"', '""')}"`
		: cell;
}

function writtenDay(day: number, style: WritingStyle['date']): string {
	if (style === 'iso') return dayText(day);
	if (style === 'digits') return dayText(day).replaceAll('-', '');
	const { year, month, day: of } = civilDate(day);
	if (style === 'slashes') return `${year}/${month}/${of}`;
	const republic = String(year - 1911).padStart(3, '0');
	return style === 'republic'
		? `${republic}/${String(month).padStart(2, '0')}/${String(of).padStart(2, '0')}`
		: `民國${year - 1911}年${month}月${of}日`;
}

function writtenAmount(amount: number, style: WritingStyle['amount']): string {
	if (style === 'bare') return String(amount);
	const [whole = '', part] = String(amount).split('.');
	const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',') + (part === undefined ? '' : `.${part}`);
	return style === 'thousands' ? grouped : `NT$${grouped}`;
}

/**
 * A table of orders as a text file that {@link readOrders} reads like anybody's: what is tried out
 * takes the same way as what is brought. Without amounts the third column is left out.
 */
export function ordersText(table: OrdersTable, given: Partial<WritingStyle> = {}): string {
	const style = { ...usualStyle, ...given };
	const { delimiter } = style;
	const days = new Map<number, string>();
	const dayCell = (day: number): string => {
		const known = days.get(day);
		if (known !== undefined) return known;
		const cell = quoted(writtenDay(day, style.date), delimiter);
		days.set(day, cell);
		return cell;
	};
	const names = table.names.map((name) => quoted(name, delimiter));
	const columns = table.amount === null ? 2 : 3;
	const lines = [
		style.headers
			.slice(0, columns)
			.map((header) => quoted(header, delimiter))
			.join(delimiter),
	];
	for (let row = 0; row < table.customer.length; row++) {
		const cells = [names[table.customer[row] as number], dayCell(table.day[row] as number)];
		if (table.amount !== null) {
			cells.push(quoted(writtenAmount(table.amount[row] as number, style.amount), delimiter));
		}
		lines.push(cells.join(delimiter));
	}
	return lines.join(style.lineEnd) + style.lineEnd;
}
