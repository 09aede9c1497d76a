import type { BarChartSpec } from '#ui/chart-spec.ts';
import { absent, number, percent } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import { tierEnds, type TierName, type TiersAnswer } from '../analysis.ts';
import { shareWords, type Told } from './told.ts';

type Found = Extract<TiersAnswer, { ok: true }>;

export const tierLabels: Readonly<Record<TierName, string>> = {
	platinum: '白金',
	gold: '黃金',
	iron: '鐵',
	lead: '鉛',
};

const rankedBy = ({ by }: Found): string => (by === 'value' ? '往後價值' : '往後訂單');

const valuelessWords: Readonly<Record<NonNullable<Found['valueless']>, string>> = {
	'no amounts': '檔案沒有可用的金額',
	'no spend fit': '檔案有金額，但估不出每人每筆會花多少，原因在「一筆訂單值多少？」',
	'no mean spend': '檔案有金額，但q不大於1，所有客戶的平均不存在',
};

export function tiersTold(answer: TiersAnswer): Told {
	if (!answer.ok) {
		return { finding: '算不出每位客戶往後的訂單，所以排不出名次，也就不分級。', notes: [] };
	}
	const { tiers, valueless } = answer;
	const best = tiers.find(({ customers }) => customers > 0);
	const all = tiers.reduce((sum, { customers }) => sum + customers, 0);
	const worth = rankedBy(answer);
	const rule = `規則（假設）：依${valueless === null ? '往後的價值' : `往後折現的預期訂單（${valuelessWords[valueless]}）`}排名，前${percent(tierEnds.platinum)}是白金，到${percent(tierEnds.gold)}是黃金，到${percent(tierEnds.iron)}是鐵，其餘是鉛；一樣多的人放在同一級，算好的那級，所以各級的人數不一定剛好。`;
	if (!best || best.worthShare === null) {
		return { finding: `每位客戶的${worth}都是零，分不出高下。`, notes: [rule] };
	}
	if (best.customers === all) {
		return {
			finding: `所有客戶的${worth}都一樣，全在${tierLabels[best.name]}一級，分級沒有意義。`,
			notes: [rule],
		};
	}
	const past = best.revenueShare === null ? '' : `帶來過去營收的${shareWords(best.revenueShare)}，`;
	return {
		finding: `${tierLabels[best.name]}的${number(best.customers)}位（${shareWords(best.customers / all)}）${past}占${worth}的${shareWords(best.worthShare)}。`,
		notes: [
			rule,
			'分級是為了決定誰值得花多少力氣，依的是往後，不是過去；過去買得多而已經走掉的人，會落在後面。',
		],
	};
}

export function tiersChart(answer: Found): BarChartSpec | null {
	const { tiers } = answer;
	const all = tiers.reduce((sum, { customers }) => sum + customers, 0);
	if (all === 0) return null;
	const worth = rankedBy(answer);
	const past = tiers.some(({ revenueShare }) => revenueShare !== null);
	return {
		kind: 'bar',
		shape: 'flat',
		finding: `各級占人數${past ? '、過去營收' : ''}與${worth}的比例：${tiers
			.map(
				({ name, customers, worthShare }) =>
					`${tierLabels[name]}${shareWords(customers / all)}的人${worthShare === null ? '' : `，占${worth}${shareWords(worthShare)}`}`,
			)
			.join('；')}。`,
		caption: `四級各占多少人${past ? '、過去營收' : ''}和${worth}。`,
		x: { label: '級', categories: tiers.map(({ name }) => tierLabels[name]) },
		y: { label: '比例（%）', format: 'percent', min: 0 },
		series: [
			{ id: 'c', name: '人數', values: tiers.map(({ customers }) => customers / all) },
			...(past
				? [
						{
							id: 'a' as const,
							name: '過去營收',
							values: tiers.map(({ revenueShare }) => revenueShare),
						},
					]
				: []),
			{ id: 'b', name: worth, values: tiers.map(({ worthShare }) => worthShare) },
		],
	};
}

export function tiersTable(answer: Found): NamedTable {
	const { tiers } = answer;
	const past = tiers.some(({ revenueShare }) => revenueShare !== null);
	const leaving = tiers.some(({ meanAlive }) => meanAlive !== null);
	const share = (value: number | null) => (value === null ? absent : percent(value, 1));
	return {
		caption: leaving
			? '四級（平均P(alive)也算進只買過一次的人，模型規定他們一律是100%，所以偏高）'
			: '四級',
		columns: [
			'級',
			'客戶',
			...(leaving ? ['平均P(alive)'] : []),
			...(past ? ['占過去營收'] : []),
			`占${rankedBy(answer)}`,
		],
		rows: tiers.map(({ name, customers, meanAlive, revenueShare, worthShare }) => [
			tierLabels[name],
			number(customers),
			...(leaving ? [meanAlive === null ? absent : percent(meanAlive)] : []),
			...(past ? [share(revenueShare)] : []),
			share(worthShare),
		]),
	};
}
