import { givesPoints } from '#models/points/decisions.ts';
import type { DoubtfulInput, RoiRange, Spread } from '#models/points/range.ts';
import { pointsResponse, type PointsInputs } from '#models/points/inputs.ts';
import { number, shortNumber, signedPercent, yuan } from '#ui/format.ts';
import type { Finding } from '../frame.ts';
import { counted, share, span } from './roi-words.ts';
import type { ShownOutcome } from './shown-outcome.ts';

/** Sentences of the points simulator, put together from its numbers. '|' is where a line may break. */

/** How the two worlds are called in every chart, table and sentence. */
export const worlds = { without: '沒有計畫', with: '有計畫' } as const;

export const question = (inputs: PointsInputs): string =>
	`一百元送${counted(inputs.pointsPerHundred)}點，|${span(inputs)}後|這個計畫賺不賺？`;

/**
 * What the programme's CLV counts and leaves out. Set-up and fixed costs belong to the firm, not to
 * any customer, so CLV may rise while ROI is below zero.
 */
export const clvNote = (months: number): string =>
	`CLV是全體客戶（不只會員）的平均，每月月底入帳並折現（C），只算到第${months}個月；有計畫時已扣回饋與服務，沒有扣開辦費和每月固定費。ROI扣了全部費用：CLV上升，ROI仍可能是負的。`;

/** How much of the lift is left at the end, under the slider of its half-life. */
export const halfLifeHint = (inputs: PointsInputs): string =>
	`${span(inputs)}後，效果還剩${share(2 ** (-inputs.months / inputs.liftHalfLifeMonths))}`;

/** What the ROI means in money and months. */
export function meaning(inputs: PointsInputs, outcome: ShownOutcome): string {
	const { roi, net, cost, extraMargin, npv, paybackMonth } = outcome;
	if (roi === null) return '這個設定不花一毛錢，也沒有多賺；給它一點成本再看。';
	const back =
		extraMargin < 0
			? `${span(inputs)}花${yuan(cost.total)}，毛利反而少賺${yuan(-extraMargin)}：不但白花，原本的生意也變少，所以ROI比−100%還低；合計`
			: `${span(inputs)}花${yuan(cost.total)}，多賺${yuan(extraMargin)}毛利：每花1元收回${shortNumber(1 + roi, 2)}元，`;
	const result = net >= 0 ? `淨賺${yuan(net)}` : `賠${yuan(-net)}`;
	const today = npv >= 0 ? `折現後淨賺${yuan(npv)}（NPV）` : `折現後賠${yuan(-npv)}（NPV為負）`;
	const when =
		paybackMonth === null ? `${span(inputs)}內沒有回本。` : `第${paybackMonth}個月回本。`;
	return `${back}${result}，${today}。${when}`;
}

/** The finding under the simulator: one line to remember, then what it rests on. */
export function finding(inputs: PointsInputs, outcome: ShownOutcome): Finding {
	const { causalLift, naiveGap, deadweightShare, canReachShare, roi, cost } = outcome;
	if (roi === null) {
		return { headline: '不花錢的計畫，|沒有報酬率可言。', text: '報酬率要有成本當分母。' };
	}
	if (causalLift === null) {
		return { headline: '沒有人加入，|花的錢全部賠掉。', text: '入會率是零，或客戶根本不買。' };
	}
	const subsidy =
		deadweightShare === null || cost.redeemed + cost.owed === 0
			? ''
			: `兌換的成本裡有${share(deadweightShare)}給了沒有計畫也會買的消費。`;
	const reach =
		canReachShare === null
			? ''
			: `照原來的買法，${share(canReachShare)}的會員在點數過期前換得到回饋；換不到的人不會因此多買。`;
	if (causalLift === 0) {
		return {
			headline: '沒有人因此多買，|花的錢就全部賠掉。',
			text: `${gapWords(naiveGap)}兩個世界裡，會員買的一模一樣。${subsidy}`,
		};
	}
	if (causalLift < 0) {
		return {
			headline: `同一批人有了計畫，|反而少買${share(-causalLift)}。`,
			text: `${gapWords(naiveGap)}點數過期惹人不快，有人因此提早離開；或是提早買的還沒有等到補回來，計算就結束了。${reach}${subsidy}`,
		};
	}
	if (naiveGap !== null && naiveGap > causalLift) {
		return {
			headline: `會員看起來多買${share(naiveGap)}，|真正多買的|只有${share(causalLift)}。`,
			text: `${gapCause(inputs)}同一批人有計畫和沒有計畫各活一次，才看得出它做了什麼。${reach}${subsidy}`,
		};
	}
	return {
		headline: `同一批人有了計畫，|多買${share(causalLift)}。`,
		text: `${gapWords(naiveGap)}${naiveGap === null ? '' : '這和真實效果是兩回事，也可能錯在另一邊。'}${reach}${subsidy}`,
	};
}

/** Why members buy more than others even without a programme. */
const gapCause = ({ selfSelection }: PointsInputs): string =>
	selfSelection > 0
		? '愛買的人本來就比較會加入，所以拿會員和非會員相比，會把別人的功勞算給計畫；'
		: '這裡誰會加入和買多少無關，多出來的差距只是加入的人碰巧買得多；';

function gapWords(naiveGap: number | null): string {
	if (naiveGap === null) return '沒有非會員可以相比。';
	return naiveGap >= 0
		? `會員比非會員多買${share(naiveGap)}。`
		: `會員比非會員少買${share(-naiveGap)}。`;
}

const width = (spread: Spread) => spread.high - spread.low;
const fromTo = ({ low, high }: Spread) =>
	signedPercent(low) === signedPercent(high)
		? `都是${signedPercent(low)}`
		: `由${signedPercent(low)}到${signedPercent(high)}`;

/** A range that was worked out with fewer customers than the answer beside it. */
export interface FewerCustomers {
	readonly sample: number;
	readonly shown: number;
}

/** What the range over assumptions holds fixed though it moves much: the range is not all there is. */
export const notMoved =
	'一份回饋要多大才有感、多少只是提早買、回饋多少時反應到一半，都沒有動，真正說不準的比這更寬。';

/**
 * What the range moves but cannot: it multiplies, and a response assumed to be none stays none
 * however often it is taken. That is an assumption like the others, and the range is silent on it.
 */
const stuckAtNone = ({ each }: RoiRange): DoubtfulInput[] =>
	each.filter(({ from, to }) => from === 0 && to === 0).map(({ name }) => name);
/** What a programme may do for the better. */
const effects = ['lift', 'rewardedLift', 'churnReduction'] as const satisfies DoubtfulInput[];
/** Whether somebody gets points that are worth something: without, no response is assumed at all. */
const canPull = (inputs: PointsInputs): boolean => inputs.enrolmentRate > 0 && givesPoints(inputs);

/** What we do not know about people, told apart from the luck of the sample. */
export function howSure(range: RoiRange, inputs: PointsInputs, fewer?: FewerCustomers): string {
	const { assumptions, noise } = range;
	if (!assumptions || !noise) return '沒有成本，就沒有報酬率，也沒有範圍。';
	const stuck = canPull(inputs) ? stuckAtNone(range) : [];
	if (effects.every((name) => stuck.includes(name)) && width(assumptions) + width(noise) === 0) {
		return `這個設定把會員的反應假設成零，零乘幾倍還是零，這裡看不出它的範圍。ROI是${signedPercent(assumptions.low)}，靠的正是這個假設；有會員多買就不是了。`;
	}
	const sign =
		assumptions.low < 0 && assumptions.high > 0
			? '賺不賺，要看假設站在哪一邊。'
			: assumptions.high <= 0
				? '整段都在零以下。'
				: '整段都在零以上。';
	const which =
		width(assumptions) === 0 && width(noise) === 0
			? '這個設定的ROI不靠說不準的假設，也不靠運氣：換什麼都一樣。'
			: width(assumptions) > 2 * width(noise)
				? '多模擬幾個人，後一段會變短，前一段不會：要知道更多，得去做實驗。'
				: fewer
					? '運氣的範圍和假設的範圍差不多寬。'
					: '運氣的範圍還很寬：把「模擬的人數」調高再看。';
	const labels = stuck.map((name) => `「${pointsResponse[name].label}」`).join('、');
	const held = [
		width(assumptions) === 0 ? '' : notMoved,
		labels && `${labels}假設成零，零乘幾倍還是零，這裡看不出它的範圍。`,
	].join('');
	const smaller = fewer
		? `這兩段每次只模擬${number(fewer.sample)}人；上面的答案用了${number(fewer.shown)}人，運氣的範圍更窄。`
		: '';
	return `計畫的效果、輕度買家的反應、過期的不滿，這三組假設在合理範圍內一起變動，ROI${fromTo(assumptions)}；${sign}${held}假設不變、只換一批模擬的人，ROI${fromTo(noise)}（95%的模擬誤差）。${which}${smaller}`;
}

/** What the model leaves out or holds fixed; each would move the answer. */
export const leftOut: readonly string[] = [
	'客戶待了多久：都當成今天剛加入，所以流失偏高、CLV偏低；靠留住人的計畫，ROI偏高，靠多買的偏低。',
	'這段期間進來的新客人，包括計畫帶來的：客戶是封閉的一群。',
	'第一個月以後才加入的人，以及退出計畫卻繼續買的人。',
	'送得多，入會率可能變高：這裡誰加入和計畫好不好無關。',
	'對手的反應：別家跟著送點、降價、挖走會員。',
	'價格、品項、服務和毛利率的改變；會員資料的用處、口碑和缺貨。',
	'為了升級趕著買的人，以及生日禮與限時加倍。',
	'快到期時趕著來用的那一趟，和效期愈長、欠得愈久的代價；效期拉長幾乎沒有壞處。',
];

/** How the answer is counted. */
export const conventions: readonly string[] = [
	'ROI ＝ (多賺的毛利 − 成本) ÷ 成本。多賺的毛利是同一批客戶有計畫與沒有計畫的差，不是會員和非會員的差。',
	'成本包括開辦、每月固定、每位會員的服務、等級禮遇、已兌換的點數，以及還沒兌換、但換得到的點數。',
	'NPV把開辦費放在一開始，每個月的淨額在月底入帳，用年折現率折回今天。',
	'回本的月份，是累計淨額從那個月起不再低於零。',
	'兩個世界的每位客戶用同一組亂數，所以差別只來自計畫。',
	'愈久沒走的客戶，平均愈不容易走：容易走的先走了。',
	'每位會員只看第一份回饋有多遠、有多大來決定要不要反應。',
];
