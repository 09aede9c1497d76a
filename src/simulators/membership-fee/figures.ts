import type { MembershipFeeInputs } from '#models/membership-fee/inputs.ts';
import type { MembershipFeeOutcome } from '#models/membership-fee/model.ts';
import type { LineChartSpec, Point } from '#ui/chart-spec.ts';
import { absent, number, percent, shortNumber, signedNumber, yuan } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';

/** Where a setting stands on the line of all fees. */
export const feeAt = (
	{ fee }: MembershipFeeInputs,
	{ shopChange }: MembershipFeeOutcome,
): Point => ({ x: fee, y: shopChange });

/** The shop's change of profit over the fee. */
export function feeChart(
	inputs: MembershipFeeInputs,
	outcome: MembershipFeeOutcome,
): LineChartSpec {
	const { fee } = inputs;
	const { byFee, bestFee, shopChange } = outcome;
	const best = bestFee.inside ? `；會費${yuan(bestFee.fee)}上下最高` : '';
	return {
		kind: 'line',
		finding: `會費${yuan(fee)}時，店家一年${shopChange >= 0 ? '多' : '少'}賺${yuan(Math.abs(shopChange))}${best}。`,
		caption: '會費調高，收得多、加入的少；調低，加入的多、送出去的也多。其他條件不動，只動會費。',
		x: { label: '一年的會費', unit: '元', format: 'money' },
		y: { label: '店家一年多賺或少賺（元）', format: 'signedMoney' },
		series: [
			{
				id: 'b',
				name: '增減',
				points: byFee.map((row) => ({ x: row.fee, y: row.shopChange })),
			},
		],
		references: [{ axis: 'y', at: 0, look: 'solid' }],
		callouts: [
			{ ...feeAt(inputs, outcome), lines: ['現在'] },
			...(bestFee.inside && bestFee.fee !== fee
				? [{ x: bestFee.fee, y: bestFee.shopChange, lines: [`最高${yuan(bestFee.fee)}`] }]
				: []),
		],
	};
}

export function feeTable({ byFee }: MembershipFeeOutcome): NamedTable {
	return {
		caption: '換一個會費會怎樣（一年，元）',
		columns: ['會費', '加入的人', '會員裡買不到兩平的', '店家的增減'],
		rows: byFee
			.filter((_, index) => index % 10 === 0)
			.map((row) => [
				number(row.fee),
				percent(row.joinShare, 1),
				row.belowBreakEven === null ? absent : percent(row.belowBreakEven),
				signedNumber(row.shopChange),
			]),
	};
}

/** From one pocket to the other: every item of the shop's account. */
export function moneyTable(
	{ customers, fixedCost }: MembershipFeeInputs,
	{ perCustomer, shopChange }: MembershipFeeOutcome,
): NamedTable {
	const { fees, givenAway, extraMargin, otherBenefits } = perCustomer;
	return {
		caption: '店家的帳：錢從哪裡來，到哪裡去（一年，元）',
		columns: ['項目', '金額'],
		rows: [
			['會費', signedNumber(customers * fees)],
			['本來就會買的單：免掉的運費與折扣', signedNumber(-customers * givenAway)],
			['多出來的單：毛利減運送與折扣', signedNumber(customers * extraMargin)],
			['其他權益', signedNumber(-customers * otherBenefits)],
			['固定成本', signedNumber(-fixedCost)],
		],
		foot: ['店家的增減', signedNumber(shopChange)],
	};
}

export function peopleTable({ people }: MembershipFeeOutcome): NamedTable {
	return {
		caption: '對誰划算：買得多少不同的客人，加入之後（一年，元）',
		columns: ['原本幾單', '加入後幾單', '客人划算多少', '店家的增減'],
		rows: people
			.filter((_, index) => index % 4 === 0)
			.map((row) => [
				shortNumber(row.ordersBefore, 1),
				shortNumber(row.ordersAfter, 1),
				signedNumber(row.gain),
				signedNumber(row.account.shopChange),
			]),
	};
}
