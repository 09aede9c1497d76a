import type { ClaimInputs } from '#models/churn/claim-inputs.ts';
import type { ClaimOutcome } from '#models/churn/claim-model.ts';
import { absent, number, percent, signedPercent, yuan } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import { exactPercent } from '../digits.ts';
import { axisNames } from './charts.ts';
import { gainWords, lessWords, verdictOf, versionName } from './words.ts';

/** The same sentence told in seven ways, at the reader's retention and discount. */
export function versionTable(inputs: ClaimInputs, outcome: ClaimOutcome): NamedTable {
	return {
		caption: `留存率${exactPercent(inputs.retentionPerYear)}、折現${exactPercent(inputs.discountPerYear)}時，同一句話換七種講法`,
		columns: ['怎麼講', '成不成立', '價值增加'],
		rows: outcome.versions.map(({ id, claim }) => [
			versionName(id, inputs),
			verdictOf(claim),
			gainWords(claim, number),
		]),
	};
}

/** The map as a table, for reading without seeing it and for taking away. */
export function gridTable(inputs: ClaimInputs, { grid }: ClaimOutcome): NamedTable {
	return {
		caption: `${lessWords(inputs)}，一位客戶的價值增加多少。橫排是${axisNames[inputs.across]}；✓在25%到85%之內`,
		columns: ['原本的年留存率', ...grid.values.map((value) => percent(value))],
		rows: grid.retentions.map((retention, index) => [
			percent(retention),
			...(grid.rows[index] ?? []).map(
				(claim) =>
					`${gainWords(claim, number)}${claim.kind === 'change' && claim.against === 'within' ? ' ✓' : ''}`,
			),
		]),
	};
}

/** How much may be spent, and what the firm sees year by year. */
export function firmTable({ firm }: ClaimOutcome): NamedTable {
	return {
		caption: '公司的客戶數比原來多多少（每人毛利不變時，也就是利潤）',
		columns: ['年', '比原來多'],
		rows: firm.byPeriod.map((more, year) => [String(year), signedPercent(more, 1)]),
		foot: ['最後', firm.atLast === null ? '沒有上限' : signedPercent(firm.atLast, 1)],
	};
}

export function spendTable({ breakEven }: ClaimOutcome): NamedTable {
	const { once, perPeriod } = breakEven.ok ? breakEven.spend : {};
	const cell = (amount: number | undefined) => (amount === undefined ? absent : yuan(amount));
	return {
		caption: '為了少流失，每位客戶最多能花多少（期初收款，A；花得再多就虧）',
		columns: ['怎麼花', '最多'],
		rows: [
			['今天一次花完', cell(once)],
			['還在的時候，每年花', cell(perPeriod)],
		],
	};
}
