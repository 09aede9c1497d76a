import { dayText } from '#models/orders/days.ts';
import { lastGroup } from '#models/customer-base/hold-out.ts';
import type { BarChartSpec, LineChartSpec } from '#ui/chart-spec.ts';
import { absent, number, percent, shortNumber } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import type { HoldOutAnswer } from '../analysis.ts';
import { noFitBeforeSplit } from './refusal-words.ts';
import type { Told } from './told.ts';

type Test = Extract<HoldOutAnswer, { ok: true }>;

/** How far the total may be off and still be called good, or of some use: assumptions. */
const good = 0.1;
const useful = 0.25;

const weeksWords = (weeks: number): string => `${shortNumber(weeks, 1)}週`;
const expectedCount = (value: number): string =>
	value > 0 && value < 10 ? shortNumber(value, 1) : number(value);

function verdict(expected: number, actual: number): string {
	if (actual === 0) {
		return expected < 0.5
			? '遮住的那段沒有人回來，模型也這麼說。'
			: '遮住的那段一筆也沒有：不是生意停了，就是檔案少了一段。';
	}
	const off = Math.abs(expected / actual - 1);
	// Orders that came independently would scatter by √n; unlike customers scatter more.
	if (off > good && Math.abs(expected - actual) <= 2 * Math.sqrt(expected)) {
		return '筆數少，差這麼多可能只是運氣。';
	}
	if (off <= good) return '總數考得準。';
	if (off <= useful) return '大致對，做預算時要留這麼多餘地。';
	return '總數不準，先別拿來做預算：想想那段時間有沒有檔期、漲價、換系統，或改一下切開的地方再考。';
}

export function holdOutTold(answer: HoldOutAnswer): Told {
	if (!answer.ok) {
		return {
			finding:
				answer.reason === 'too short'
					? '切開之後，有一邊不到四週，考不出什麼。換一份期間更長的檔案，或調整「拿多少時間來學」。'
					: `只看前段，算不出參數，所以沒有考試。${noFitBeforeSplit(answer)}`,
			notes: [],
		};
	}
	const { expectedTotal, actualTotal, holdOutWeeks, customers, newcomers, splitDay } = answer;
	const off = actualTotal > 0 ? expectedTotal / actualTotal - 1 : null;
	const error =
		off === null
			? ''
			: Math.abs(off) < 0.0005
				? '，幾乎一樣'
				: `，${off > 0 ? '多' : '少'}算${percent(Math.abs(off), Math.abs(off) < 0.0995 ? 1 : 0)}`;
	const notes = [
		`模型只看到${dayText(splitDay)}為止，猜這${number(customers)}位客戶之後${weeksWords(holdOutWeeks)}的訂單；差${percent(good)}以內叫準、${percent(useful)}以內叫大致對，是本頁的標準（假設）。`,
	];
	if (answer.fit.model === 'nbd') {
		notes.push(
			'只看前段，看不出有誰離開，所以用沒有人離開的模型（NBD）去猜；有人走了，它就會多猜。',
		);
	}
	if (newcomers > 0) {
		notes.push(`另有${number(newcomers)}位之後才第一次來，誰也猜不到他們，不算在內。`);
	}
	return {
		finding: `遮住的${weeksWords(holdOutWeeks)}裡，模型預期${expectedCount(expectedTotal)}筆，實際${number(actualTotal)}筆${error}。${verdict(expectedTotal, actualTotal)}`,
		notes,
	};
}

const groupName = (repeatOrders: number): string =>
	repeatOrders === lastGroup ? `${lastGroup}＋` : String(repeatOrders);

export function groupsChart({ groups, holdOutWeeks }: Test): BarChartSpec {
	const known = groups.filter(({ customers }) => customers > 0);
	const first = known[0];
	const last = known.at(-1);
	const words = (group: (typeof known)[number]) =>
		`先前回購${group.repeatOrders === lastGroup ? `${lastGroup}次以上` : `${group.repeatOrders}次`}的，預期平均${shortNumber(group.expectedMean ?? 0, 2)}筆，實際${shortNumber(group.actualMean ?? 0, 2)}筆`;
	return {
		kind: 'bar',
		finding: `之後${weeksWords(holdOutWeeks)}每人平均的訂單，依先前回購的次數。${[first, ...(last === first ? [] : [last])].flatMap((group) => (group ? [words(group)] : [])).join('；')}。`,
		caption: `之後${weeksWords(holdOutWeeks)}每人平均買幾次，依遮住之前回購的次數分組。`,
		x: {
			label: '遮住之前回購的次數',
			categories: groups.map(({ repeatOrders }) => groupName(repeatOrders)),
		},
		y: { label: '之後的訂單（每人平均）', format: 'number', decimals: groupsDecimals(groups) },
		series: [
			{ id: 'a', name: '模型預期', values: groups.map(({ expectedMean }) => expectedMean) },
			{ id: 'b', name: '實際', values: groups.map(({ actualMean }) => actualMean) },
		],
	};
}

function groupsDecimals(groups: Test['groups']): number {
	const most = Math.max(
		0,
		...groups.flatMap(({ expectedMean, actualMean }) => [expectedMean ?? 0, actualMean ?? 0]),
	);
	return most >= 5 ? 0 : most >= 0.5 ? 1 : 2;
}

export function trackingChart({ tracking, expectedTotal, actualTotal }: Test): LineChartSpec {
	const points = (values: Float64Array) => [
		{ x: 0, y: 0 },
		...Array.from(values, (y, week) => ({ x: week + 1, y })),
	];
	const ends = {
		expected: tracking.expected.at(-1) ?? 0,
		actual: tracking.actual.at(-1) ?? 0,
	};
	return {
		kind: 'line',
		finding: `考試裡的客戶累計的回購訂單：到最後一整週，模型預期${number(ends.expected)}筆，實際${number(ends.actual)}筆；其中遮住的一段，預期${number(expectedTotal)}筆，實際${number(actualTotal)}筆。`,
		caption:
			'累計的回購訂單，每週一點。直虛線右邊是遮住的一段；虛線是同一組參數從頭推到尾，沒有看右邊。',
		x: { label: '週', unit: '週', format: 'number', whole: true, min: 0 },
		y: { label: '累計回購（筆）', format: 'number' },
		series: [
			{
				id: 'a',
				name: '模型預期',
				endLabel: [`→ ${number(ends.expected)}`],
				points: points(tracking.expected),
			},
			{
				id: 'b',
				name: '實際',
				endLabel: [`→ ${number(ends.actual)}`],
				points: points(tracking.actual),
			},
		],
		references: [{ axis: 'x', at: tracking.splitWeek, look: 'dotted', label: '從這裡遮住' }],
	};
}

export function groupsTable({ groups }: Test): NamedTable {
	const mean = (value: number | null) => (value === null ? absent : number(value, 2));
	return {
		caption: '遮住之後每人平均的訂單，依先前回購的次數',
		columns: ['先前回購', '客戶', '預期', '實際'],
		rows: groups.map(({ repeatOrders, customers, expectedMean, actualMean }) => [
			repeatOrders === lastGroup ? `${lastGroup}次以上` : `${repeatOrders}次`,
			number(customers),
			mean(expectedMean),
			mean(actualMean),
		]),
	};
}
