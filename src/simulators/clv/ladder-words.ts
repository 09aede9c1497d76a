import type { ClvOutcome } from '#models/clv/clv.ts';
import type { ClvInputs } from '#models/clv/inputs.ts';
import type { RungName } from '#models/clv/ladder.ts';
import { formatAs, yuan } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import { exactNumber, exactPercent, factor } from '../digits.ts';
import { hasContract, orderWords, worthFigure } from './words.ts';

/** One rung as the page shows it: what it is worth, what changed, and where its bars stand. */
export interface ShownRung {
	readonly id: RungName;
	readonly name: string;
	readonly how: string;
	readonly figure: string;
	/** What this rung adds or takes away, in words; '' where no number says it. */
	readonly change: string;
	/** What is kept of the rung before, from zero; 0–100 along the figure's width. */
	readonly kept?: Bar;
	/** What this rung adds or takes away; no bar where either end has no bound. */
	readonly moved?: Bar & { readonly up: boolean };
}

interface Bar {
	readonly x: number;
	readonly width: number;
}

export interface ShownLadder {
	readonly rungs: readonly ShownRung[];
	/** Where zero stands, 0–100. */
	readonly zero: number;
}

/** The waterfall of one branch: the lever of each rung, its worth and the step to it. */
export function ladderShown(inputs: ClvInputs, outcome: ClvOutcome): ShownLadder {
	const { ladder } = outcome;
	const values = ladder.flatMap(({ worth }) => (worth.bounded ? [worth.value] : []));
	const low = Math.min(0, ...values);
	const span = Math.max(1, ...values) - low;
	const at = (value: number) => ((value - low) / span) * 100;
	const bar = (one: number, other: number): Bar => ({
		x: at(Math.min(one, other)),
		width: at(Math.max(one, other)) - at(Math.min(one, other)),
	});
	const rungs = ladder.map(({ name, worth, change }): ShownRung => {
		// Past the fork it is another sum, and no step of the one before: they are not subtracted.
		const before =
			worth.bounded && change !== undefined && name !== 'leavingAfterOrders'
				? worth.value - change
				: undefined;
		return {
			id: name,
			name: rungName(name, inputs),
			how: rungHow(name, inputs, outcome),
			figure: worthFigure(worth),
			change: before === undefined ? '' : changeWords(change ?? 0, before),
			...(worth.bounded
				? { kept: bar(0, Math.max(0, Math.min(worth.value, before ?? worth.value))) }
				: {}),
			...(worth.bounded && before !== undefined
				? { moved: { ...bar(before, worth.value), up: worth.value > before } }
				: {}),
		};
	});
	return { rungs, zero: at(0) };
}

/** In yuan and, where there was something before, as a share of it: bars may differ too little to see. */
function changeWords(change: number, before: number): string {
	const words = formatAs('signedMoney', change);
	if (words === '0') return '不變';
	// A share of what was there says nothing once all of it is gone, and more.
	if (before <= Math.max(0, -change)) return words;
	return `${words}，${change < 0 ? '少' : '多'}${exactPercent(Math.abs(change) / before, 1)}`;
}

function rungName(name: RungName, inputs: ClvInputs): string {
	const { timing } = inputs;
	switch (name) {
		case 'revenue':
			return '營收，不折現';
		case 'margin':
			return '毛利，不折現';
		case 'retention':
			return `留存，不折現（${timing}）`;
		case 'discounting':
			return `折現（${timing}）`;
		case 'differentChurn':
			return `人人流失率不同（${timing}）`;
		case 'leavingAfterOrders':
			return `買完才走（${timing}）`;
		case 'differentRates':
			return `有人常來，有人少來（${timing}）`;
		case 'differentLeaving':
			return `有人愛走，有人不走（${timing}）`;
		case 'firstMargin':
			return `加回第一${hasContract(inputs) ? '筆' : '次'}的毛利`;
		case 'acquisition':
			return '扣掉取得成本，剩下淨值';
	}
}

function rungHow(name: RungName, inputs: ClvInputs, { ladder, firstMargin }: ClvOutcome): string {
	const kept = `每年留下${exactPercent(inputs.retentionPerYear)}`;
	const waiting =
		inputs.discountPerYear > 0
			? `每等一年除以${factor(1 + inputs.discountPerYear)}`
			: '折現率0%，等待不打折';
	const alike = '現在設成人人一樣，所以這一級不動';
	switch (name) {
		case 'revenue':
			return `${orderWords(inputs)} × ${exactNumber(inputs.yearsKept)}年，講義的公式`;
		case 'margin':
			return `只留下毛利率${exactPercent(inputs.marginRate)}`;
		case 'retention':
			return `不再假設${exactNumber(inputs.yearsKept)}年，改成${kept}`;
		case 'discounting':
			return ladder.some((rung) => rung.name === 'retention') ? waiting : `改成${kept}；${waiting}`;
		case 'differentChurn':
			if (inputs.differences === 0) return alike;
			return inputs.retentionPerYear === 0 || inputs.retentionPerYear === 1
				? '沒有人留下或沒有人走，就沒有差別可言'
				: `第一年一樣留下${exactPercent(inputs.retentionPerYear)}，但容易走的先走`;
		case 'leavingAfterOrders':
			return `不看年留存率，改成每次買完有${exactPercent(inputs.leaveAfterOrder)}不再來；錢也從一年一筆，改成消費一次收一次`;
		case 'differentRates':
			return `平均頻率不變，標準差是平均的${exactNumber(inputs.rateSpread)}倍`;
		case 'differentLeaving':
			if (inputs.differences === 0) return alike;
			return inputs.leaveAfterOrder === 0
				? '沒有人走，就沒有差別可言'
				: `平均機率一樣是${exactPercent(inputs.leaveAfterOrder)}，但每個人不同`;
		case 'firstMargin':
			return `B沒算的${hasContract(inputs) ? '第一筆' : '第一次消費'}${yuan(firstMargin)}`;
		case 'acquisition':
			return `取得一位新客花${yuan(inputs.acquisitionCost)}`;
	}
}

/** Which way the ladder goes on after the fork, and why the other is no better estimate. */
export const forkWords = (inputs: ClvInputs): string =>
	hasContract(inputs)
		? '折現之後分兩條路。這裡照合約型算：客戶哪一天走，公司知道，所以往下看每次續約留下多少人。非合約型是另一種生意，不是更準的算法，兩條路的數字不相減。'
		: '折現之後分兩條路。這裡照非合約型算：客人不會說他走了，只看得到多久沒買，所以往下看每次買完還來不來。合約型是另一種生意，不是更準的算法，兩條路的數字不相減。';

export function ladderTable(inputs: ClvInputs, outcome: ClvOutcome): NamedTable {
	return {
		caption: 'CLV一級一級往下算（元，每位客戶）',
		columns: ['這一級', '價值', '和上一級差', '動了什麼'],
		rows: ladderShown(inputs, outcome).rungs.map(({ name, figure, change, how }) => [
			name,
			figure,
			change,
			how,
		]),
	};
}
