import type { BgNbdRefusal } from '#models/customer-base/bg-nbd-fit.ts';
import { worthTwoParameters } from '#models/customer-base/nbd.ts';
import { number } from '#ui/format.ts';
import { runsAway } from './symbols.ts';

/** What helps wherever too few customers are seen for too short a time. */
export const more = '換一份客戶更多、期間更長的檔案會有幫助。';

type Border = Extract<BgNbdRefusal, { reason: 'border' }>;

/**
 * Leaving is far likelier than not, and the same for all: a and b → ∞ together at one a/(a+b), of
 * which the search names whichever reached its bound first.
 */
const allLeaveAlike = ({ parameter, side, gainByLeaving = 0 }: Border): boolean =>
	side === 'high' &&
	(parameter === 'a' || (parameter === 'b' && gainByLeaving > worthTwoParameters));

/** Under a → 0 the chance to leave is nothing, under b → ∞ alone next to nothing. */
const nobodySeenToLeave = (border: Border): boolean =>
	(border.parameter === 'a' && border.side === 'low') ||
	(border.parameter === 'b' && border.side === 'high' && !allLeaveAlike(border));

/** What no fit at the border says of the customers, by parameter and side. */
function borderWords(border: Border): string {
	const { parameter, side, gainByLeaving = 0 } = border;
	const runs = runsAway(parameter, side);
	if (side === 'high' && (parameter === 'r' || parameter === 'alpha')) {
		return `${runs}：看不出客戶買得有快有慢。`;
	}
	if (allLeaveAlike(border)) {
		const leave =
			gainByLeaving > worthTwoParameters
				? `有人離開（比當作沒人離開的NBD，對數概似高${number(gainByLeaving, 1)}），但`
				: '';
		return `${runs}：${leave}看不出離開的機會因人而異。`;
	}
	if (nobodySeenToLeave(border)) return `${runs}：這段時間裡，看不出有誰離開。`;
	if (parameter === 'r') return `${runs}：絕大多數人幾乎不再買，只有極少數例外。`;
	if (parameter === 'b') return `${runs}：看起來人人一回購就不再來，先看欄位有沒有指錯。`;
	return `${runs}：訂單密得量不出步調，先看日期欄有沒有指錯。`;
}

const refusals: Readonly<Record<Exclude<BgNbdRefusal['reason'], 'border'>, string>> = {
	nobody: '沒有客戶，沒有東西可以算。',
	'one customer': `只有一位客戶，看不出人和人的差別。${more}`,
	'nobody repeats':
		'沒有人買第二次，所以分不出是「還沒回來」還是「不會回來」。等有人回購，或換一份期間更長的檔案。',
	'no time': '每個人的第一筆都在最後一天，後面沒有時間可以看。換一份期間更長的檔案。',
	flat: `許多組參數和這份資料一樣合，挑不出一組。${more}`,
	unfinished: `找最合的參數時停不下來，所以不報數字。先看欄位有沒有指錯；${more}`,
};

/** From here on few customers are no longer the likeliest reason (假設). */
const manyCustomers = 1_000;

const smallBase = '客戶少、期間短的檔案常常這樣，不是檔案壞了。';

/** Why BG/NBD was not fitted, and what would help. */
export function noFitWords(refusal: BgNbdRefusal): string {
	if (refusal.reason !== 'border') return refusals[refusal.reason];
	const { customers } = refusal;
	const why = borderWords(refusal);
	if (customers < manyCustomers) return `${why}${smallBase}${more}`;
	const many = `${why}客戶有${number(customers)}位，不算少：`;
	const counted = '數得出來的次數和金額照樣可以用。';
	if (allLeaveAlike(refusal)) {
		return `${many}多半不是資料不夠，而是每個人每次回購後離開的機會真的差不多，這個模型要學的差別就不存在。${counted}`;
	}
	return nobodySeenToLeave(refusal)
		? `${many}多半是真的還沒有人走，或走的人還沒有安靜得夠久。期間更長的檔案才看得出來，客戶再多也沒有用。在那之前，誰走了、往後還有幾筆，這裡都不說；${counted}`
		: `${many}多半不是資料不夠，而是這群人的買法不像這個模型想的那樣（例如定期配送，人人同一個步調）。${counted}`;
}

const learnLonger = '把「拿多少時間來學」調大，或換一份期間更長的檔案。';

/** Why the time before the split gave no fit, which is shorter than the file, and what would help. */
export function noFitBeforeSplit(refusal: BgNbdRefusal): string {
	if (refusal.reason !== 'border') return refusals[refusal.reason];
	const why = borderWords(refusal);
	// A column that is read as something else stays so however long the model learns.
	if (refusal.side === 'low' && (refusal.parameter === 'alpha' || refusal.parameter === 'b')) {
		return why;
	}
	if (nobodySeenToLeave(refusal)) {
		return `${why}前段比整份檔案短，更難看出誰離開。${learnLonger}`;
	}
	if (refusal.side === 'low') return `${why}前段比整份檔案短，回購的人也更少。${learnLonger}`;
	return `${why}前段比整份檔案短，人和人的差別更難看出；真的人人差不多，就怎麼切都看不出來。${learnLonger}`;
}
