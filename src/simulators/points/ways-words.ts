import { causes, type Way, type WayCount } from '#models/points/ways.ts';
import { number, signedNumber, signedYuan } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import { roiWords } from './roi-words.ts';

/** One way of counting as the page shows it. */
export interface OneWayWords {
	readonly id: string;
	readonly label: string;
	readonly source: string;
	readonly roi: string;
	/** What makes it differ from the programme's own doing; none for the last way. */
	readonly difference: string;
	/** The sum's lines, and step by step to the last way's net. */
	readonly table?: NamedTable;
}

export interface WayWords {
	readonly said: string;
	readonly ways: readonly OneWayWords[];
	/** All of them side by side. */
	readonly table: NamedTable;
}

const own = '因計畫而多的毛利';

export function waysWords(ways: readonly Way[]): WayWords {
	const counted = ways.flatMap(({ label, count }) => (count ? [{ label, count }] : []));
	const figures = counted.map(({ label, count }) => `「${label}」說${roiWords(count.roi)}`);
	const last = ways.at(-1)?.count;
	return {
		said: last
			? `同一個計畫、同一批客戶、同一段期間，ROI各說各話：${figures.join('，')}。客人買的東西都一樣，差別在把什麼當成計畫的功勞、把哪些錢算成成本。`
			: '這個設定沒有東西可以算。',
		ways: ways.map((way) => oneWay(way, last ?? null)),
		table: {
			caption: '同一個計畫，四種算法（元）',
			columns: ['算法', '算作計畫帶來的', '成本', '淨利', 'ROI'],
			rows: ways.map(({ label, count }) =>
				count
					? [
							label,
							signedNumber(count.net + count.cost),
							number(count.cost),
							signedNumber(count.net),
							roiWords(count.roi),
						]
					: [label, '算不出來', '算不出來', '算不出來', '算不出來'],
			),
		},
	};
}

function oneWay({ id, label, source, count }: Way, last: WayCount | null): OneWayWords {
	if (!count) {
		return {
			id,
			label,
			source,
			roi: '算不出來',
			difference: '沒有會員或沒有非會員，就沒有兩群人可以比。',
		};
	}
	const main = count.bridge.find(({ cause }) => cause === count.mainCause);
	return {
		id,
		label,
		source,
		roi: roiWords(count.roi),
		difference:
			count === last
				? '其他算法都走到這裡為止。'
				: main
					? `差最多的一行：${causes[main.cause]}（${signedYuan(main.amount)}）。`
					: '這個設定下，和因計畫而多的毛利沒有差別。',
		...(count === last ? {} : { table: bridgeTable(label, count) }),
	};
}

function bridgeTable(label: string, count: WayCount): NamedTable {
	const end = count.bridge.at(-1);
	return {
		caption: `從「${label}」走到「${own}」（元）`,
		columns: ['每一行', '金額', '到這裡的淨利', '到這裡的ROI'],
		rows: [
			...count.lines
				.filter(({ amount }) => amount !== 0)
				.map(({ label: line, amount }) => [line, signedNumber(amount), '', '']),
			['這個算法的淨利', '', signedNumber(count.net), roiWords(count.roi)],
			...count.bridge.map((step) => [
				step.label,
				signedNumber(step.amount),
				signedNumber(step.net),
				roiWords(step.roi),
			]),
		],
		foot: [own, '', signedNumber(end?.net ?? count.net), roiWords(end ? end.roi : count.roi)],
	};
}
