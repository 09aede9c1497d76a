import { dayText } from '#models/orders/days.ts';
import type { DaySpan, StrayDays, StrayRows } from '#models/orders/stray-days.ts';
import { number } from '#ui/format.ts';
import type { Analysis } from './analysis.ts';
import { roleWords } from './words.ts';

type Shown = {
	readonly kind: Analysis['kind'];
	readonly file: Pick<Analysis['file'], 'stray' | 'span'>;
	readonly rejected: Pick<Analysis['rejected'], 'byReason'>;
};

/** What can be done about days that cannot well be true. */
export interface StrayTold {
	/** A sentence or two for each day column and side. */
	readonly sentences: readonly string[];
	/** What the button does; null where leaving these rows out would leave nothing. */
	readonly verb: string | null;
	/** What it asks for: days to count, or all of them again. */
	readonly span: DaySpan | null;
}

const examplesOf = ({ examples, rows }: StrayRows): string =>
	`${examples.map(({ line, day }) => `第${number(line)}行是${dayText(day)}`).join('、')}${rows > examples.length ? '……' : ''}`;

/** An end that has not come is a plan; any other day after today is a slip of the hand. */
const isEnd = (kind: Analysis['kind'], role: string): boolean =>
	kind === 'subscriptions' && role === 'end';

function sentencesOf(
	kind: Analysis['kind'],
	role: string,
	{ today, late, early }: StrayDays,
): string[] {
	const label = roleWords[kind][role]?.label ?? role;
	const told: string[] = [];
	if (late.rows > 0) {
		const found = `注意：${number(late.rows)}列的${label}在今天（${dayText(today)}）之後，${examplesOf(late)}。`;
		told.push(
			isEnd(kind, role)
				? `${found}到今天，這些都還沒有結束；可是一切都從檔案最後一天往回看，留著它們，還在的人會被當成看到了那一天。`
				: `${found}多半是打錯字；一切都從檔案最後一天往回看，留著它們，人人都會像是很久沒來。`,
		);
	}
	if (early.rows > 0) {
		told.push(
			`注意：${number(early.rows)}列的${label}早得不像真的（1970年以前，或比最後一天早五十年以上），${examplesOf(early)}。`,
		);
	}
	return told;
}

/** What the page says of days after today and long before, as they are counted or left out. */
export function strayTold({ kind, file, rejected }: Shown): StrayTold | null {
	const { stray, span } = file;
	if (span) {
		const { afterToday, longBefore } = rejected.byReason;
		const leftOut = afterToday + longBefore;
		const told =
			leftOut > 0
				? `照你的選擇，${number(leftOut)}列沒有算：日期在${dayText(span.last)}之後的${number(afterToday)}列，早得不像真的${number(longBefore)}列。`
				: '';
		const ends =
			kind === 'subscriptions' ? `只看到${dayText(span.last)}：之後才結束的，當成還在。` : '';
		return { sentences: [`${told}${ends}`], verb: '全部算回來', span: null };
	}
	const found = Object.entries(stray);
	if (found.length === 0) return null;
	const spans = found.flatMap(([, { span: rest }]) => (rest ? [rest] : []));
	const rows = found.reduce((sum, [, { late, early }]) => sum + late.rows + early.rows, 0);
	const onlyEnds = found.every(([role, { early }]) => isEnd(kind, role) && early.rows === 0);
	return {
		sentences: found.flatMap(([role, each]) => sentencesOf(kind, role, each)),
		verb:
			spans.length < found.length ? null : onlyEnds ? '只看到今天為止' : `不算這${number(rows)}列`,
		span: {
			first: Math.min(...spans.map(({ first }) => first)),
			last: Math.min(...spans.map(({ last }) => last)),
		},
	};
}
