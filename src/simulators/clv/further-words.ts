import type { ClvOutcome } from '#models/clv/clv.ts';
import type { ClvInputs } from '#models/clv/inputs.ts';
import type { Worth } from '#models/clv/worth.ts';
import { number, percent, shortNumber, yuan } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import type { Fact } from '../facts.ts';
import { conventionOf, hasContract, waitWords, worthFigure } from './words.ts';

/** What a page of the simulator's own asks further: what a customer may cost, and who stays. */

const unitOf = (worth: Worth, unit: string): string => (worth.bounded ? unit : '');

function paybackFact(inputs: ClvInputs, outcome: ClvOutcome): Fact {
	const { paybackYears: wait } = outcome;
	const name = '回本要多久';
	if (wait === 'never') return { name, figure: '—', unit: '', note: neverWords(inputs, outcome) };
	if (wait === 0) return { name, figure: '0', unit: '年', note: waitWords(inputs, outcome) };
	const note = `現值（${inputs.timing}）累計到取得成本的時候`;
	return !hasContract(inputs) && wait < 1
		? { name, figure: number(Math.ceil(wait * 12)), unit: '個月', note }
		: { name, figure: shortNumber(wait, 1), unit: '年', note };
}

/** Whether all that ever comes is too little, or only comes too late. */
function neverWords(inputs: ClvInputs, outcome: ClvOutcome): string {
	const { breakEvenCost: all } = outcome;
	return all.bounded && all.value < inputs.acquisitionCost
		? `全部加起來只有${yuan(all.value)}，永遠收不回來`
		: waitWords(inputs, outcome);
}

/** What winning a customer may cost, what it brings back, and when. */
export function costFacts(inputs: ClvInputs, outcome: ClvOutcome): Fact[] {
	const { breakEvenCost, firstMargin, worthToCost } = outcome;
	const { acquisitionCost, timing } = inputs;
	const whole = firstMargin > 0 ? `，加上B沒算的第一${hasContract(inputs) ? '筆' : '次'}毛利` : '';
	const most: Fact = {
		name: '最多能花',
		figure: worthFigure(breakEvenCost),
		unit: unitOf(breakEvenCost, '元'),
		note: `毛利現值（${timing}）${whole}；超過就賠`,
	};
	if (acquisitionCost === 0) return [most];
	return [
		most,
		{
			name: 'CLV是取得成本的幾倍',
			figure: worthToCost === undefined ? '—' : number(worthToCost, 1),
			unit: worthToCost === undefined ? '' : '倍',
			note: !breakEvenCost.bounded
				? '價值沒有上限，除不出倍數'
				: worthToCost === undefined
					? '成本太小，除不出有意義的倍數'
					: `${yuan(breakEvenCost.value)} ÷ ${yuan(acquisitionCost)}（${timing}）；低於1就是賠`,
		},
		paybackFact(inputs, outcome),
	];
}

/** Under a contract: those who stay are worth more, because they are others, not changed ones. */
export function tenureTable(inputs: ClvInputs, { byTenure = [] }: ClvOutcome): NamedTable {
	return {
		caption: `付過幾筆的人各值多少（元；${conventionOf(inputs)}，最後一欄在下次續約前看）`,
		columns: [
			'付過幾筆',
			'走到這裡的',
			'下次續約',
			`從此的價值（${inputs.timing}）`,
			'剩餘價值（DERL）',
		],
		rows: byTenure.map(({ payments, survival, retention, worth, residual }) => [
			`第${payments}筆`,
			percent(survival, 1),
			percent(retention, 1),
			worthFigure(worth),
			worthFigure(residual),
		]),
	};
}

export function tenureWords(inputs: ClvInputs, { byTenure = [] }: ClvOutcome): string {
	const [first, last] = [byTenure[0], byTenure.at(-1)];
	if (!first || !last) return '';
	if (worthFigure(first.worth) === worthFigure(last.worth)) {
		return first.worth.bounded && first.worth.value > 0
			? '現在人人一樣容易走，所以付過幾筆都一樣值錢。把「客戶之間差多少」調高，老客戶才會比新客戶值錢。'
			: '';
	}
	return `付過${last.payments}筆的人，從此還值${worthFigure(last.worth)}${last.worth.bounded ? '元' : ''}，新客戶是${worthFigure(first.worth)}${first.worth.bounded ? '元' : ''}（${inputs.timing}）。沒有人變得更忠誠：容易走的已經走了，留下的本來就是另一種人。`;
}
