import type { ClvInputs } from '#models/clv/inputs.ts';
import type { ClvOutcome, Lever } from '#models/clv/clv.ts';
import type { Worth } from '#models/clv/worth.ts';
import { amount, number, percent, yuan } from '#ui/format.ts';
import { exactPercent } from '../digits.ts';
import type { Finding } from '../frame.ts';
import { endlessWords, hasContract } from './words.ts';

/** How sentences call what comes first: three payments, or without a contract three years. */
export function firstThreeName(inputs: ClvInputs): string {
	if (!hasContract(inputs)) return inputs.timing === 'B' ? '頭三年的回購' : '頭三年';
	return inputs.timing === 'B' ? '前三筆續購' : '前三筆';
}

/** What the present setting teaches: what an average hides, what comes when, what moves most. */
export function findingOf(inputs: ClvInputs, outcome: ClvOutcome): Finding {
	const { worth, firstThreeShare, firstMargin } = outcome;
	const contract = hasContract(inputs);
	if (!worth.bounded) return endlessFinding(inputs, outcome, worth);
	if (firstThreeShare === undefined && firstMargin > 0) {
		return contract
			? {
					headline: '沒有人續購，|從續購算起的價值|就是零。',
					text: `留存率是0%，第一筆之後就沒有人了。B只算續購，所以是零；取得時就到手的第一筆毛利${yuan(firstMargin)}還在，只是B不算它。`,
				}
			: {
					headline: '沒有人再來，|第一次之後的價值|就是零。',
					text: `購買頻率是零，第一次之後就沒有消費。B只算之後的消費，所以是零；第一次消費的毛利${yuan(firstMargin)}還在，只是B不算它。`,
				};
	}
	if (firstThreeShare === undefined) {
		return {
			headline: '沒有毛利，|就沒有終身價值。',
			text: `客單價${contract ? '、購買頻率' : ''}或毛利率只要有一個是零，留得再久也是零。`,
		};
	}
	const missed = missedByAverage(inputs, outcome);
	const moves = leverWords(inputs, outcome);
	if (missed && missed.share >= 0.1) {
		return { headline: missed.headline, text: `${missed.text}${moves}` };
	}
	const early = firstThreeShare >= 0.5;
	const named = firstThreeName(inputs);
	return {
		headline: early
			? `${named}毛利，|就占了CLV的${percent(firstThreeShare)}。`
			: `${named}毛利|只占CLV的${percent(firstThreeShare)}，|大半要等。`,
		text: `${
			early
				? '想靠很久以後的消費撐起價值，先得過流失這一關，再過折現那一關。'
				: nobodyLeaves(inputs)
					? '這位客人的價值大多在後頭。這裡沒有人會走，後面的錢只打了折現這一道折；真實的客戶遲早會走。'
					: '這位客人的價值大多在後頭，能不能兌現，全看留不留得住。'
		}${missed?.text ?? ''}${moves}`,
	};
}

const nobodyLeaves = (inputs: ClvInputs): boolean =>
	hasContract(inputs) ? inputs.retentionPerYear === 1 : inputs.leaveAfterOrder === 0;

function endlessFinding(
	inputs: ClvInputs,
	outcome: ClvOutcome,
	worth: Extract<Worth, { bounded: false }>,
): Finding {
	const { why, remedy } = endlessWords(inputs, worth);
	if (worth.reason === 'nobody leaves and waiting costs nothing') {
		return {
			headline: '沒有流失，|也沒有折現，|CLV就沒有上限。',
			text: `${why}真實的客戶遲早會走；少了這兩個數字，CLV沒有意義。`,
		};
	}
	const alike = alikeWorth(inputs, outcome);
	const average = alike?.bounded
		? `把每個人都當成平均的客人，會算出${yuan(alike.value)}，看起來很確定，卻漏掉了最久的那群人。`
		: '';
	return {
		headline: '有人幾乎不走，|又沒有折現，|CLV就沒有上限。',
		text: `${why}${average}${remedy}`,
	};
}

/** The answer that takes everybody for the average customer. */
function alikeWorth(inputs: ClvInputs, outcome: ClvOutcome): Worth | undefined {
	return hasContract(inputs)
		? outcome.constantWorth
		: outcome.ladder.find(({ name }) => name === 'leavingAfterOrders')?.worth;
}

interface Missed {
	/** Of the branch's worth. */
	readonly share: number;
	readonly headline: string;
	readonly text: string;
}

/** By how much an average misses; nothing to say where no figure shows it. */
function missedByAverage(inputs: ClvInputs, outcome: ClvOutcome): Missed | undefined {
	const { worth } = outcome;
	const alike = alikeWorth(inputs, outcome);
	if (!worth.bounded || !alike?.bounded || worth.value <= 0) return undefined;
	if (amount(worth.value) === amount(alike.value)) return undefined;
	const gap = worth.value - alike.value;
	const share = Math.abs(gap) / worth.value;
	const missed = exactPercent(share, 0);
	if (hasContract(inputs)) {
		return {
			share,
			headline: `用平均留存率算，|會少算${missed}。`,
			text: `把每個人都當成平均的${exactPercent(inputs.retentionPerYear)}，只會算出${yuan(alike.value)}，不是${yuan(worth.value)}：容易走的先走，留下來的愈來愈穩，平均看不見這件事。`,
		};
	}
	return {
		share,
		headline: `把人人當成一樣，|會${gap > 0 ? '少' : '多'}算${missed}。`,
		text:
			gap > 0
				? `當成人人一樣，只會算出${yuan(alike.value)}，不是${yuan(worth.value)}：不容易走的人買得很久，平均看不見他們。`
				: `當成人人一樣，會算出${yuan(alike.value)}，不是${yuan(worth.value)}：少來的人拉低的，比常來的人補上的多。`,
	};
}

const points = (share: number): string => number(Math.round(share * 1000) / 10);

const leverNames: Record<
	Exclude<Lever['name'], 'discountPerYear'>,
	(inputs: ClvInputs, to: number) => string
> = {
	retentionPerYear: (inputs, to) => `拉高留存率${points(to - inputs.retentionPerYear)}個百分點`,
	leaveAfterOrder: (inputs, to) =>
		`把買完就離開的機率壓低${points(inputs.leaveAfterOrder - to)}個百分點`,
	marginRate: (inputs, to) => `提高毛利率${points(to - inputs.marginRate)}個百分點`,
	purchasesPerYear: () => '讓他多買一成',
};

/** Which lever moves the worth most; a move too small to be seen is not called one. */
function leverWords(inputs: ClvInputs, { worth, levers }: ClvOutcome): string {
	if (!worth.bounded) return '';
	const now = worth.value;
	// A discount rate is not the shop's to move.
	const ours = levers.flatMap(({ name, to, worth: then }) => {
		const value = then.bounded ? then.value : Infinity;
		return name === 'discountPerYear' || value - now < 0.5
			? []
			: [{ said: leverNames[name](inputs, to), value }];
	});
	const [best, second] = [...ours].sort((first, next) => next.value - first.value);
	const reached = (value: number) => (value === Infinity ? '沒有上限' : yuan(value));
	if (!best) return '';
	if (!second) return `這時只有${best.said}推得動，把CLV推到${reached(best.value)}。`;
	return best.value - second.value < 0.5
		? `${best.said}和${second.said}一樣有效，都把CLV推到${reached(best.value)}。`
		: `這幾步假設一樣容易做到，最有力的是${best.said}，把CLV推到${reached(best.value)}；其次是${second.said}，到${reached(second.value)}。`;
}
