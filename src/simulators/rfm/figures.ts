import type { RfmOutcome } from '#models/rfm/model.ts';
import type { BarChartSpec } from '#ui/chart-spec.ts';
import { number, percent, signedNumber } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import { shareOr, targetName } from './words.ts';

/** Responses to each mailing: what a report shows, and what the letter brought. */
export function responseChart({ mailings, chosen }: RfmOutcome): BarChartSpec {
	return {
		kind: 'bar',
		finding: mailings
			.map(
				({ target, apparentResponse, causalResponse }) =>
					`${targetName(target)}：報表${shareOr(apparentResponse)}，真正${shareOr(causalResponse)}。`,
			)
			.join(''),
		caption: `每一種寄法的回應率。虛線框是收信的人裡有買的，實色是因為信才買的。現在選的是「${targetName(chosen.target)}」。`,
		x: { label: '寫給誰', categories: mailings.map(({ target }) => targetName(target)) },
		y: { label: '占收到信的人', format: 'percent', min: 0 },
		series: [
			{ id: 'a', name: '報表上的回應', values: mailings.map((each) => each.apparentResponse) },
			{ id: 'b', name: '信真正帶來的', values: mailings.map((each) => each.causalResponse) },
		],
	};
}

export function mailingTable({ mailings }: RfmOutcome): NamedTable {
	return {
		caption: '五種寄法，一個月內的期望值',
		columns: [
			'寫給誰',
			'封數',
			'報表的回應',
			'真正的回應',
			'本來就會買',
			'只是提早',
			'因信多買',
			'多的毛利',
			'退訂',
			'淨利',
		],
		rows: mailings.map((each) => [
			targetName(each.target),
			number(each.letters),
			shareOr(each.apparentResponse),
			shareOr(each.causalResponse),
			number(each.buyAnyway, 1),
			number(each.onlyEarlier, 1),
			number(each.extraBuyers, 1),
			number(each.extraMargin),
			number(each.unsubscribed, 1),
			signedNumber(each.net),
		]),
	};
}

const grades = [5, 4, 3, 2, 1];

/** The grades of frequency that somebody got; where nobody did, emptyOf says so in words. */
const frequencies = ({ squares }: RfmOutcome): number[] =>
	grades.filter((grade) =>
		squares.some(({ frequency, customers }) => frequency === grade && customers > 0),
	);

/** The heads of the columns beside 近期 and 人數. */
export const squareColumns = (outcome: RfmOutcome): string[] =>
	frequencies(outcome).map((grade) => `頻率${grade}`);

/** Rows of recency, columns of frequency, for the tinted table. */
export function squareRows(outcome: RfmOutcome) {
	const shown = frequencies(outcome);
	return grades.map((recency) => {
		const row = outcome.squares.filter(
			(square) => square.recency === recency && shown.includes(square.frequency),
		);
		return {
			name: `近期${recency}`,
			size: number(row.reduce((sum, { customers }) => sum + customers, 0)),
			shares: row.map(({ stillComing }) => stillComing),
			of: row.map(({ customers }) => `${number(customers)}人`),
		};
	});
}

export function squareTable(outcome: RfmOutcome): NamedTable {
	return {
		caption: '每一格的人裡，還會來的占多少（5分最好）',
		columns: ['近期', '人數', ...squareColumns(outcome)],
		rows: squareRows(outcome).map(({ name, size, shares, of }) => [
			name,
			size,
			...shares.map((share, place) =>
				share === null ? '無人' : `${percent(share)}（${of[place]}）`,
			),
		]),
	};
}
