import type { ConcentrationOutcome, WindowRow } from '#models/concentration/concentration.ts';
import type { ConcentrationInputs } from '#models/concentration/inputs.ts';
import { numberRow } from '#models/model.ts';
import { number, percent, shortNumber } from '#ui/format.ts';
import { exactPercent, toldApart } from '../digits.ts';
import type { Answer, Finding } from '../frame.ts';
import type { Guessable } from '../guess.svelte.ts';

/** The sentences of the 80/20 explorer. */

export const question = '「80/20」|是客戶的規律，|還是看多久的結果？';

export const bestOf = ({ topPeople }: ConcentrationInputs): string =>
	`前${exactPercent(topPeople)}`;

const who = ({ counted }: ConcentrationInputs): string =>
	counted === 'all' ? '名單上每一位都算' : '只算有買的';

export function answerOf(inputs: ConcentrationInputs, { topShare }: ConcentrationOutcome): Answer {
	const after = `的購買次數：看${inputs.months}個月，${who(inputs)}`;
	return {
		before: `${bestOf(inputs)}的客戶占`,
		figure: percent(topShare, 1),
		after,
		amount: {
			value: topShare,
			format: 'percent',
			kind: `${inputs.topPeople} ${inputs.counted}`,
		},
	};
}

export function meansOf(inputs: ConcentrationInputs, outcome: ConcentrationOutcome): string {
	const { customersFor80, buyersShare } = outcome;
	const crowd =
		inputs.counted === 'all'
			? `這${inputs.months}個月裡，名單上有${percent(buyersShare, 1)}的人買過`
			: `沒買的${percent(1 - buyersShare, 1)}不算在內`;
	return `${crowd}。要湊到八成的購買次數，需要最常買的${percent(customersFor80, 1)}。`;
}

const chosen = (inputs: ConcentrationInputs, { windows }: ConcentrationOutcome): WindowRow =>
	windows.find(({ months }) => months === inputs.months) as WindowRow;

/** What is the customers' own, and what is only the window. */
export function findingOf(inputs: ConcentrationInputs, outcome: ConcentrationOutcome): Finding {
	const { longRun } = outcome;
	const best = bestOf(inputs);
	const { topShareOfAll, topShareOfBuyers } = chosen(inputs, outcome);
	if (inputs.counted === 'buyers') {
		const pair = toldApart(topShareOfBuyers, topShareOfAll);
		if (!pair) {
			return {
				headline: '幾乎人人都買過，|算誰都一樣。',
				text: `看${inputs.months}個月，買過的人占${percent(outcome.buyersShare, 1)}，兩種算法都說${best}占約${percent(topShareOfAll, 1)}。看得短一點，兩種算法才會分開。`,
			};
		}
		return {
			headline: `${best}占多少？|只算有買的是${pair[0]}，|全部都算是${pair[1]}。`,
			text: '客戶和期間都沒有變，變的只是分母。剛好沒輪到買的人一拿掉，剩下的人看起來就平均得多。報告寫「前幾%占多少」，要一併寫清楚算了誰、看了多久。',
		};
	}
	const pair = toldApart(topShareOfAll, longRun.topShare);
	if (!pair) {
		return {
			headline: `${best}占多少？|看${inputs.months}個月|和一直看下去一樣，|約${percent(topShareOfAll, 1)}。`,
			text: '期間夠長，運氣大致抵消，量到的就是客戶之間真正的差別。看得愈短，沒輪到買的人愈多，數字就愈高。',
		};
	}
	const shorter =
		outcome.buyersShare > inputs.topPeople
			? '看得愈短，這一截愈大。'
			: `這段期間買過的人還不到${exactPercent(inputs.topPeople)}，購買全是他們的，看得再短也不會更大。`;
	return {
		headline: `${best}占多少？|看${inputs.months}個月是${pair[0]}，|一直看下去是${pair[1]}。`,
		text: `多出來的那一截不是客戶的差別，是運氣：有人剛好還沒輪到買，有人剛好多買了一次。${shorter}`,
	};
}

/** Few purchases need more digits, or what there is would round to nothing. */
const times = (purchases: number): string =>
	shortNumber(purchases, purchases < 0.1 ? 3 : purchases < 1 ? 2 : 1);

/** The same people in the next window: regression to the mean. */
export function nextOf(inputs: ConcentrationInputs, { next }: ConcentrationOutcome): string {
	const best = bestOf(inputs);
	const people = `這${inputs.months}個月最常買的${best}（名單上每一位都算）`;
	const leave = percent(1 - next.stay, 0);
	const places = leave === '0%' ? '下一期幾乎還是同一批人' : `下一期有${leave}的位子換了人`;
	return `${people}，平均每人買${times(next.purchasesNow)}次，占${percent(next.shareNow, 1)}；下一個${inputs.months}個月，同一批人平均買${times(next.purchasesNext)}次，占${percent(next.shareNext, 1)}，${places}。沒有人改變習慣：挑中他們的那一期，有一部分是運氣，運氣不會跟到下一期。這叫回歸平均（regression to the mean），所以「獎勵前幾名之後他們變少了」不代表獎勵有害。`;
}

export function evennessOf(
	{ topPeople }: ConcentrationInputs,
	{ evennessFor80 }: ConcentrationOutcome,
): string {
	const best = `前${exactPercent(topPeople)}`;
	return evennessFor80 === null
		? `一直看下去，沒有一個κ讓${best}剛好占80%。`
		: `一直看下去，κ要剛好是${number(evennessFor80, 2)}，${best}才占80%；比它大就少於80%。`;
}

export const conventions = [
	'每位客戶照自己的速度隨機地買；各人的速度呈gamma分布，購買次數因此是負二項分布（Ehrenberg的NBD）。κ是gamma分布的形狀。',
	'占比以購買次數計，不是金額。同樣次數的人剛好被切在界線上時，依比例算一部分。',
];

export const leftOut = [
	'速度的改變、新來的客戶和離開的客戶。',
	'每次買多少錢。金額有高有低，集中程度通常還要再高一些。',
];

export const guessable: Guessable = {
	ask: '由最常買的排起，前20%的客戶占購買次數的幾成？',
	input: numberRow({
		label: '前20%占',
		key: 'guess',
		unit: '%',
		min: 0,
		max: 1,
		step: 0.01,
		usual: 0.5,
		source: '猜測',
	}),
	written: (value) => percent(value),
	exactly: (value) => percent(value, 1),
	axis: 'y',
};
