import type { ClvInputs } from '#models/clv/inputs.ts';
import type { ClvOutcome, Lever } from '#models/clv/clv.ts';
import { timings, type Worth } from '#models/clv/timing.ts';
import { amount, number, percent, shortNumber, yuan } from '#ui/format.ts';
import { exactPercent } from '../digits.ts';
import type { Answer, Finding } from '../frame.ts';

/** The sentences of the CLV simulator, made from its numbers. */

const endless = '沒有人離開、等待又不打折，每一年的毛利都照樣算進來，加總就沒有上限。';

export const worthFigure = (worth: Worth): string =>
	worth.bounded ? amount(worth.value) : '無限大';

export function answerOf(
	{ timing, acquisitionCost }: ClvInputs,
	{ worth, net }: ClvOutcome,
): Answer {
	const shown = acquisitionCost > 0 ? net : worth;
	const kind =
		timing === 'B'
			? acquisitionCost > 0
				? '第一筆加續購（B）'
				: '從第一次續購算起（B）'
			: `${timings[timing].label}收款（${timing}）`;
	const what = acquisitionCost > 0 ? '毛利現值，已扣取得成本' : '毛利現值';
	const negative = shown.bounded && shown.value < 0;
	return {
		before: '每位客戶值',
		...(shown.bounded ? { prefix: negative ? '−NT$' : 'NT$' } : {}),
		figure: shown.bounded ? amount(Math.abs(shown.value)) : '無限大',
		after: `${kind}的${what}`,
		...(shown.bounded
			? { amount: { value: shown.value, format: 'money', kind: `${kind}的${what}` } }
			: {}),
	};
}

/** How sentences call the first three payments that count. */
export const firstThreeName = ({ timing }: ClvInputs): string =>
	timing === 'B' ? '前三筆續購' : '前三筆';

export function meansOf({ acquisitionCost }: ClvInputs, outcome: ClvOutcome): string {
	const { worth, net, revenue, paybackYears, firstMargin, breakEvenCost } = outcome;
	if (!worth.bounded || !breakEvenCost.bounded)
		return `${endless}把留存率調低，或給等待一個價錢，才有答案。`;
	if (acquisitionCost === 0) {
		const share =
			revenue > 0 ? `相當於${yuan(revenue)}營收的${percent(worth.value / revenue)}。` : '';
		if (firstMargin > 0) {
			const most = `取得一位新客最多能花${yuan(breakEvenCost.value)}，超過就是賠著做。`;
			return worth.value > 0
				? `${share}這是續購的價值，沒算取得時就到手的第一筆毛利${yuan(firstMargin)}；連它一起算，${most}`
				: `沒有人續購，所以B是零；取得時就到手的第一筆毛利${yuan(firstMargin)}不算在B裡，${most}`;
		}
		return worth.value > 0
			? `${share}要是取得一位新客得花超過這個數，這門生意就是賠著做。`
			: '這位客人沒有留下毛利，再省的取得成本也賺不回來。';
	}
	const parts = firstMargin > 0 ? `（第一筆${yuan(firstMargin)}，續購${yuan(worth.value)}）` : '';
	if (net.bounded && net.value < 0) {
		return `花${yuan(acquisitionCost)}換來${yuan(breakEvenCost.value)}的毛利現值${parts}，每多一位新客就賠${yuan(-net.value)}。`;
	}
	const wait =
		paybackYears === 'never'
			? '照這個速度，一千年內都收不回來。'
			: paybackYears === 0
				? '第一筆毛利就收回來了。'
				: `要等${number(paybackYears, Number.isInteger(paybackYears) ? 0 : 1)}年才收回來。`;
	return `毛利現值${yuan(breakEvenCost.value)}${parts}，先扣掉取得新客的${yuan(acquisitionCost)}。${wait}`;
}

const leverWords: Record<
	Exclude<Lever['name'], 'discountPerYear'>,
	(inputs: ClvInputs, to: number) => string
> = {
	retentionPerYear: (inputs, to) => `拉高留存率${points(to - inputs.retentionPerYear)}個百分點`,
	leaveAfterOrder: (inputs, to) =>
		`把買完就離開的機率壓低${points(inputs.leaveAfterOrder - to)}個百分點`,
	marginRate: (inputs, to) => `多賺${points(to - inputs.marginRate)}個百分點的毛利`,
	purchasesPerYear: () => '讓他多買一成',
};

const points = (share: number): string => number(Math.round(share * 1000) / 10);

/** What the present setting teaches: where the value sits in time, and which lever moves it most. */
export function findingOf(inputs: ClvInputs, outcome: ClvOutcome): Finding {
	const { worth, firstThreeShare, levers, firstMargin } = outcome;
	if (!worth.bounded) {
		return {
			headline: '沒有流失，|也沒有折現，|CLV就沒有上限。',
			text: `${endless}真實的客戶遲早會走，所以這不是喜訊，是提醒：少了這兩個數字，CLV沒有意義。`,
		};
	}
	if (firstThreeShare === undefined && firstMargin > 0) {
		return {
			headline: '沒有人續購，|從續購算起的價值|就是零。',
			text: `留存率是0%，第一筆之後就沒有人了。B只算續購，所以是零；取得時就到手的第一筆毛利${yuan(firstMargin)}還在，只是B不算它。`,
		};
	}
	if (firstThreeShare === undefined) {
		return {
			headline: '沒有毛利，|就沒有終身價值。',
			text: '客單價、購買頻率或毛利率只要有一個是零，留存率再高也是零；賣愈多，只是忙愈多。',
		};
	}
	// A discount rate is not the shop's to move, and what stands at its end cannot move further.
	const ours = levers.flatMap(({ name, to, worth: then }) =>
		name === 'discountPerYear' || to === inputs[name]
			? []
			: [{ name, to, worth: then, value: then.bounded ? then.value : Infinity }],
	);
	const [best, second] = [...ours].sort((first, next) => next.value - first.value);
	const early = firstThreeShare >= 0.5;
	const named = firstThreeName(inputs);
	const headline = early
		? `${named}毛利，|就占了CLV的${percent(firstThreeShare)}。`
		: `${named}毛利|只占CLV的${percent(firstThreeShare)}，|大半要等。`;
	const why = early
		? '想靠很久以後的消費撐起價值，先得過流失這一關，再過折現那一關'
		: '這位客人的價值大多在後頭，能不能兌現，全看留不留得住';
	if (!best || !second) return { headline, text: `${why}。` };
	const bestTo = best.worth.bounded ? `推到${yuan(best.worth.value)}` : '推到沒有上限';
	const secondTo = second.worth.bounded ? yuan(second.worth.value) : '無限大';
	const text =
		best.value - second.value < 0.5
			? `${why}。${leverWords[best.name](inputs, best.to)}和${leverWords[second.name](inputs, second.to)}一樣有效，都把CLV${bestTo}。`
			: `${why}。這時最有力的是${leverWords[best.name](inputs, best.to)}，把CLV${bestTo}；其次是${leverWords[second.name](inputs, second.to)}，到${secondTo}。`;
	return { headline, text };
}

export function retentionHint({ retentionPerYear }: ClvInputs): string {
	if (retentionPerYear >= 1) return '也就是從來沒有人離開';
	const churn = 1 - retentionPerYear;
	return `也就是每年流失${exactPercent(churn)}，平均維持${shortNumber(1 / churn, 1)}年`;
}
