import type { Bounded } from '#models/churn/bounded.ts';
import type { CohortsInputs } from '#models/churn/cohorts-inputs.ts';
import type { CohortsOutcome } from '#models/churn/cohorts-model.ts';
import { pointsFrom, type LineChartSpec, type LineSeries } from '#ui/chart-spec.ts';
import { absent, number, percent, signedPercent } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import { exactPercent } from '../digits.ts';
import { lastYear, lines, segmentNames, yearsOf } from './words.ts';

const one = (share: number) => percent(share, 1);

/** What happened, the mix fitted to the first years, and one churn for everybody. */
export function forecastChart(inputs: CohortsInputs, outcome: CohortsOutcome): LineChartSpec {
	const { actual, fitted, alike } = outcome;
	const years = yearsOf(inputs);
	const end = (curve: readonly number[]) => `→ ${one(curve[lastYear] ?? 0)}`;
	const series: LineSeries[] = [
		{ id: 'c', name: lines.actual, endLabel: [end(actual)], points: pointsFrom(actual) },
		{ id: 'a', name: lines.alike, endLabel: [end(alike)], points: pointsFrom(alike) },
	];
	if (fitted) {
		series.unshift({
			id: 'b',
			name: lines.fit,
			endLabel: [end(fitted)],
			points: pointsFrom(fitted),
		});
	}
	return {
		kind: 'line',
		finding: `${segmentNames[inputs.segment]}還在的比例。第${lastYear}年實際${one(actual[lastYear] ?? 0)}；只看前${years}年，${
			fitted ? `${lines.fit}推到${one(fitted[lastYear] ?? 0)}，` : ''
		}${lines.alike}推到${one(alike[lastYear] ?? 0)}。`,
		caption: `點線是Fader與Hardie（2007）表1的實際比例。直線右邊的年份，模型沒有看過。`,
		x: { label: '年', unit: '年', format: 'number', whole: true },
		y: { label: '還在的比例（%）', format: 'percent', min: 0, max: 1 },
		series,
		references: [{ axis: 'x', at: years, look: 'dotted', label: '看到這裡' }],
	};
}

export function forecastTable(inputs: CohortsInputs, outcome: CohortsOutcome): NamedTable {
	const { actual, fitted, alike } = outcome;
	const years = yearsOf(inputs);
	return {
		caption: `${segmentNames[inputs.segment]}還在的比例；第${years + 1}年起模型沒看過`,
		columns: ['年', lines.actual, lines.fit, lines.alike],
		rows: actual.map((share, year) => [
			year > years ? `${year}（沒看過）` : String(year),
			one(share),
			fitted ? one(fitted[year] ?? 0) : absent,
			one(alike[year] ?? 0),
		]),
	};
}

export function worthTable(outcome: CohortsOutcome): NamedTable {
	const years = (value: number | null) => (value === null ? absent : number(value, 2));
	return {
		caption: '一位還在的客戶，續約前往後還值幾年的毛利（續約時收款）',
		columns: ['已付過幾年', `${lines.alike}（每年${one(outcome.alikeChurn)}）`, lines.fit],
		rows: outcome.stillWorth.map(({ payments, mixed, alike }) => [
			String(payments),
			years(alike),
			years(mixed),
		]),
	};
}

/** A cut in everybody's churn, counted in three ways: one table, or none where there is no fit. */
export function whatIfTables(inputs: CohortsInputs, { whatIf }: CohortsOutcome): NamedTable[] {
	if (!whatIf) return [];
	const { everybody, wholeBase, oneRate } = whatIf;
	const firstYear = 1 - (oneRate.before.survival[1] ?? 1);
	const row = (name: string, { before, after, gain }: typeof everybody) => [
		name,
		multiple(before.value),
		multiple(after.value),
		gain === null ? absent : gain === 'unbounded' ? '沒有上限' : signedPercent(gain, 1),
	];
	return [
		{
			caption: `流失率少${exactPercent(inputs.cut)}，一位新客戶值幾年的毛利（期初收款，A）`,
			columns: ['怎麼算', '原本', '之後', '增加'],
			rows: [
				row('每個人自己的都少', everybody),
				row('整條留存曲線一起往上', wholeBase),
				row(`只用第一年的流失率（${one(firstYear)}）`, oneRate),
			],
		},
	];
}

const multiple = (value: Bounded) => (value === 'unbounded' ? '沒有上限' : number(value, 2));

const cohortName = (startedIn: number) => `第${startedIn + 1}期`;

/** The triangle as rows of a tinted table, closed by the pooled curve. */
export function triangleRows({ reading, cohorts }: CohortsOutcome) {
	const ages = Math.max(0, ...cohorts.map(({ survivors }) => survivors.length - 1));
	const columns = Array.from({ length: ages }, (_, age) => `${age + 1}期後`);
	const cells = (shares: readonly (number | null)[]) =>
		columns.map((_, index) => shares[index] ?? null);
	return {
		columns,
		rows: reading.byCohort.map(({ startedIn, survival }, index) => ({
			name: cohortName(startedIn),
			size: number(cohorts[index]?.survivors[0] ?? 0),
			shares: cells(survival.slice(1)),
		})),
		foot: {
			name: '合起來',
			size: number(cohorts.reduce((sum, { survivors }) => sum + (survivors[0] ?? 0), 0)),
			shares: cells(reading.byAge.map(({ survival }) => survival)),
		},
	};
}

export function triangleTable(outcome: CohortsOutcome): NamedTable {
	return {
		caption: '世代表：每一期的新客，還在幾人（合成）',
		columns: ['開始的時候', '開始', ...triangleRows(outcome).columns],
		rows: outcome.cohorts.map(({ startedIn, survivors }) => [
			cohortName(startedIn),
			...survivors.map(String),
		]),
	};
}

export function pooledTable({ reading }: CohortsOutcome): NamedTable {
	return {
		caption: '同一個年齡的世代合起來：來到續約的人，留下多少',
		columns: ['第幾次續約', '世代', '來到續約', '留下', '留存率', '流失率'],
		rows: reading.byAge.map(({ age, cohorts, atRisk, stayed, retention, hazard }) => [
			String(age),
			String(cohorts),
			number(atRisk),
			number(stayed),
			retention === null ? absent : one(retention),
			hazard === null ? absent : one(hazard),
		]),
	};
}

export interface RateStep {
	share: number | null;
	name: string;
	note: string;
}

/** Three retention rates from one table, all of them right. */
export function rateSteps({ rates, cohorts }: CohortsOutcome): RateStep[] {
	if (!rates) return [];
	const counted = ({ atRisk, stayed }: { atRisk: number; stayed: number }) =>
		`${number(stayed)}÷${number(atRisk)}`;
	return [
		{
			share: rates.firstRenewal.retention,
			name: '看第一欄：新客第一次續約',
			note: counted(rates.firstRenewal),
		},
		{
			share: rates.newestPeriod.retention,
			name: '看最新的斜線：這一期全公司',
			note: counted(rates.newestPeriod),
		},
		{
			share: rates.oldestCohort.retention,
			name: `看第一列：最老的世代這${(cohorts[0]?.survivors.length ?? 1) - 1}次續約`,
			note: counted(rates.oldestCohort),
		},
	];
}
