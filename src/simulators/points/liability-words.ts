import type { LiabilityBridge, LiabilityMonth } from '#models/points/ifrs-months.ts';
import { number, signedNumber, yuan } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import type { ReceiptLine } from './receipts.ts';
import type { OutcomeSums } from './shown-outcome.ts';

export interface LiabilityWords {
	readonly said: string;
	/** The roll-forward by quarter; every row adds up as printed. */
	readonly table: NamedTable;
	/** From what the rewards will cost to what the books show. */
	readonly bridge: readonly ReceiptLine[];
}

/** What the books will be asked about. */
export function owedWords({ points, cost }: OutcomeSums): string {
	if (points.earned === 0) return '沒有送出點數，什麼也不欠。';
	return `期末還有${number(points.outstanding)}點沒兌換，面額${yuan(points.outstandingFace)}。其中換得到的，兌換時估計要花${yuan(cost.owed)}，已經算進成本；帳上照IFRS 15記的是另一個數字。`;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

export function liabilityWords(
	months: readonly LiabilityMonth[],
	bridge: LiabilityBridge | undefined,
): LiabilityWords {
	const deferred = sum(months.map((month) => month.deferred));
	const said =
		!bridge || deferred === 0
			? '沒有送出值錢的點數，帳上就沒有要遞延的收入。'
			: `期末帳上的合約負債是${yuan(bridge.contractLiability)}，是已經收了錢、還不能認列的收入；管理上估的是${yuan(bridge.managementLiability)}，是這些點數兌換時要花的成本。兩個數字問的是兩件事，都沒有錯。`;
	return {
		said,
		table: rollForward(months),
		bridge: bridge ? bridgeLines(bridge) : [],
	};
}

/** Both ends as the table prints them; what rounding leaves over goes to the last step. */
function bridgeLines({ managementLiability, lines, contractLiability }: LiabilityBridge) {
	const start = { name: '管理上估的兌換成本', amount: Math.round(managementLiability) };
	const steps = lines.map(({ label, amount }) => ({ name: label, amount: Math.round(amount) }));
	const apart = Math.round(contractLiability) - sum([start, ...steps].map((line) => line.amount));
	return [
		start,
		...steps.map((step, index) =>
			index === steps.length - 1 ? { ...step, amount: step.amount + apart } : step,
		),
	];
}

/** Rounded at the quarters' ends; what is recognised is what makes the printed row add up. */
function rollForward(months: readonly LiabilityMonth[]): NamedTable {
	const rows: string[][] = [];
	let opening = 0;
	let inAll = { deferred: 0, recognised: 0 };
	for (let start = 0; start < months.length; start += 3) {
		const quarter = months.slice(start, start + 3);
		const end = quarter.at(-1);
		if (!end) continue;
		const deferred = Math.round(sum(quarter.map((month) => month.deferred)));
		const closing = Math.round(end.closing);
		const recognised = opening + deferred - closing;
		const last = start + quarter.length;
		rows.push([
			quarter.length === 1 ? `第${last}個月` : `第${start + 1}–${last}個月`,
			number(opening),
			number(deferred),
			number(recognised),
			number(closing),
			signedNumber(sum(quarter.map((month) => month.recognisedForBreakage))),
			number(end.expected),
			number(end.managementLiability),
		]);
		inAll = {
			deferred: inAll.deferred + deferred,
			recognised: inAll.recognised + recognised,
		};
		opening = closing;
	}
	const end = months.at(-1);
	return {
		caption: '合約負債（IFRS 15，元）：期初＋遞延−認列＝期末；最右兩欄是管理上看的',
		columns: [
			'期間',
			'期初',
			'＋遞延',
			'−認列',
			'＝期末',
			'認列中，因沒人兌換的',
			'預期會兌換（點）',
			'估計兌換成本',
		],
		rows,
		foot: [
			'合計',
			'0',
			number(inAll.deferred),
			number(inAll.recognised),
			number(opening),
			signedNumber(sum(months.map((month) => month.recognisedForBreakage))),
			number(end?.expected ?? 0),
			number(end?.managementLiability ?? 0),
		],
	};
}
