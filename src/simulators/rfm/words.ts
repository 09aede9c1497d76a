import type { RfmInputs } from '#models/rfm/inputs.ts';
import { rfmInputs } from '#models/rfm/inputs.ts';
import type { Mailing, RfmOutcome, RfmTarget } from '#models/rfm/model.ts';
import { absent, amount, number, percent, shortNumber, signedYuan } from '#ui/format.ts';
import { toldApart } from '../digits.ts';
import type { Answer, Finding } from '../frame.ts';

/** The sentences of RFM: whom to write to, and what the letter really adds. */

export const question = '信要寫給最好的客人，|還是會被說動的客人？';

export const targetName = (target: RfmTarget): string =>
	rfmInputs.target.options.find(({ value }) => value === target)?.label ?? target;

/** 有, 有將近: how many people an expectation of that size is. */
const people = (count: number): string => (count >= 10 ? number(count) : shortNumber(count, 1));

export function answerOf({ chosen }: RfmOutcome): Answer {
	const digits = amount(chosen.net);
	return {
		before: '寄這一批信的淨利',
		prefix: digits.startsWith('−') ? '−NT$' : 'NT$',
		figure: digits.replace('−', ''),
		after: `寫給「${targetName(chosen.target)}」${number(chosen.letters)}人，因信多出來的買家${people(chosen.extraBuyers)}人；一個月內的期望值`,
		amount: { value: chosen.net, format: 'money' },
	};
}

export function meansOf({ chosen }: RfmOutcome): string {
	if (chosen.letters === 0) return '沒有人符合這個條件，一封信也沒寄。';
	const { apparentResponse, causalResponse, buyAnyway, onlyEarlier, unsubscribed } = chosen;
	const shown =
		apparentResponse === null || causalResponse === null
			? ''
			: `報表上的回應率是${percent(apparentResponse, 1)}，信真正帶來的是${percent(causalResponse, 1)}。`;
	return `${shown}收信的人裡，本來就會買的有${people(buyAnyway)}人，只是提早買的有${people(onlyEarlier)}人；另有${people(unsubscribed)}人退訂。這裡看寄信後一個月；本來三個月內就會來、因信才早到的，算提早，不算多買。`;
}

const best = (mailings: readonly Mailing[], worth: (mailing: Mailing) => number | null) =>
	mailings.reduce<Mailing | null>(
		(top, each) =>
			worth(each) !== null && (top === null || (worth(each) ?? 0) > (worth(top) ?? 0)) ? each : top,
		null,
	);

/** Whom a report would praise, and who was moved. */
export function findingOf({ mailings }: RfmOutcome): Finding {
	const praised = best(mailings, ({ apparentResponse }) => apparentResponse);
	const moved = best(mailings, ({ causalResponse }) => causalResponse);
	const most = best(mailings, ({ net }) => net);
	if (!praised || !moved || !(moved.causalResponse ?? 0)) {
		return {
			headline: '信說不動任何人，|報表卻照樣有回應率。',
			text: `${praised ? `「${targetName(praised.target)}」的回應率最高，有${percent(praised.apparentResponse ?? 0)}，但他們不收信也會買。` : ''}要知道信有沒有用，得留一批同樣的人不寄，兩邊比。`,
		};
	}
	const money =
		most && most.net > 0
			? `以這裡的成本，淨利最高的是寫給「${targetName(most.target)}」（${signedYuan(most.net)}）。`
			: '以這裡的成本，寫給哪一群都賠錢。';
	const hold = '要知道自己的客人是哪一種，留一批同樣的人不寄，兩邊比。';
	if (praised.target === moved.target) {
		return {
			headline: `回應率最高的|和最會被說動的，|都是「${targetName(moved.target)}」。`,
			text: `這次剛好同一群；通常回應率高，是因為他們不收信也會買。${money}${hold}`,
		};
	}
	const pair = toldApart(praised.causalResponse ?? 0, moved.causalResponse ?? 0);
	const compare = pair
		? `每一百封信真正多出來的買家，「${targetName(praised.target)}」是${pair[0].replace('%', '')}人，「${targetName(moved.target)}」是${pair[1].replace('%', '')}人。`
		: '';
	return {
		headline: `回應率最高的是|「${targetName(praised.target)}」，|最會被說動的|是「${targetName(moved.target)}」。`,
		text: `${compare}回應率高，多半是因為他們不收信也會買。${money}${hold}`,
	};
}

/** What grades cannot say: two groups that the sum puts in the wrong order. */
export function misleadingOf(
	{ best: way }: RfmInputs,
	{ misleading, agreement }: RfmOutcome,
): string {
	const { explainedBySums, explainedByCells } = agreement;
	const agree =
		explainedBySums === null || explainedByCells === null
			? ''
			: `下個月預期的訂單，每個人不同；分數加總說明了這些差異的${percent(explainedBySums)}，分成一格一格看是${percent(explainedByCells)}（格子多，一部分是剛好湊上的）。`;
	if (!misleading) return `${agree}五人以上的格子裡，沒有一對排錯。`;
	const { scoredHigher: high, worthMore: low } = misleading;
	const cell = ({ recency, frequency, monetary }: typeof high) =>
		`近期${recency}、頻率${frequency}、金額${monetary}`;
	// Grades are told with 5 or 1 for the best; fresher is better either way.
	const staler = way === '5' ? high.recency < low.recency : high.recency > low.recency;
	const why = staler
		? '以前很常來、卻好一陣子沒來的人，多半已經走了，分數用加的，說不出這件事；值不值得寫信給他們，要看走掉的人還聽得進多少。'
		: '分數用加的，三欄的好壞可以互相抵消，說不出誰還在。';
	return `${agree}最會騙人的一對（${way}分最好）：${cell(high)}的${number(high.customers)}人，下個月預期平均買${number(high.meanValue, 2)}次；${cell(low)}的${number(low.customers)}人，分數加總${low.sum === high.sum ? '一樣' : '比較低'}，卻預期平均買${number(low.meanValue, 2)}次。${why}`;
}

/** Why squares stand empty: nobody lost, but whoever bought alike is not parted. */
export function emptyOf({ squares }: RfmOutcome): string {
	const has = (frequency: number) =>
		squares.some((square) => square.frequency === frequency && square.customers > 0);
	const empty = [1, 2, 3, 4, 5].filter((frequency) => !has(frequency));
	if (empty.length === 0) return '';
	return `頻率${empty.join('、')}無人，所以不列，不是漏了：分五等照的是名次，買一樣多次的人不拆開。${
		has(1) ? '' : '買得最少的一群人就超過五分之一，整群排進了上一等。'
	}`;
}

export const targetFigures = ({ mailings }: RfmOutcome): Record<string, string> =>
	Object.fromEntries(mailings.map(({ target, net }) => [target, signedYuan(net)]));

export function bestHint({ best: way }: RfmInputs): string {
	return `只改名稱，不改誰收到信；現在${way === '5' ? '5' : '1'}分最好`;
}

/** A share of people, or a dash where there are none. */
export const shareOr = (share: number | null): string =>
	share === null ? absent : percent(share, 1);

export const conventions = [
	'R是上次購買到現在幾天，F是訂單數，M是總金額；各分五等，同樣數值的人不拆開。下表一律以5分為最好。',
	'因信多買 = 因信而來、三個月內本來不會來的人；只是提早來的不算。淨利 = 他們的毛利 − 信的成本。數字是期望值，所以有小數。',
	'六百位客戶是虛構的（示意）：各有自己的購買速度，也可能已經離開，所以知道誰不收信也會買。真實的資料不會告訴你這件事。',
];

export const leftOut = [
	'退訂的人以後的購買，以及收太多信的疲勞。',
	'信的內容、優惠的成本，和一個月以後的效果。',
];
