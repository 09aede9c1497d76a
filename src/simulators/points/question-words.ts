import type { PointsInputs } from '#models/points/inputs.ts';
import { number, signedYuan, yuan } from '#ui/format.ts';
import type { ShownOutcome } from './shown-outcome.ts';
import { roiWords, share, span } from './roi-words.ts';

/** What comes after the answer, as the questions a reader has; each is answered in a sentence or two. */

export const questions = {
	pays: '賺不賺？',
	why: '為什麼？',
	sure: '有多確定？',
	who: '誰拿走了回饋？',
	tiers: '誰升級、誰降級？',
} as const;

export type QuestionId = keyof typeof questions;

export function paysWords(inputs: PointsInputs, outcome: ShownOutcome): string {
	const { roi, net, npv, paybackMonth } = outcome;
	if (roi === null) return '沒有花錢，就沒有報酬率。';
	const back = paybackMonth === null ? '期間內沒有回本' : `第${paybackMonth}個月回本`;
	return `${span(inputs)}的ROI是${roiWords(roi)}，淨利${signedYuan(net)}，折現後${signedYuan(npv)}（NPV），${back}。`;
}

const costNames = {
	setup: '開辦費',
	fixed: '固定費',
	service: '會員服務',
	tiers: '等級禮遇',
	redeemed: '已兌換的點數',
	owed: '還欠著、換得到的點數',
} as const;

/** Where the money comes from and where most of it goes. */
export function whyWords({ extraMargin, cost, burn, breakage, points }: ShownOutcome): string {
	const [name, amount] = Object.entries(costNames)
		.map(([kind, label]) => [label, cost[kind as keyof typeof costNames]] as const)
		.reduce((top, each) => (each[1] > top[1] ? each : top));
	const money =
		cost.total > 0
			? `毛利${extraMargin < 0 ? '少' : '多'}賺${yuan(Math.abs(extraMargin))}，花掉${yuan(cost.total)}；最大的一筆是${name}，${yuan(amount)}，占${share(amount / cost.total)}。`
			: '沒有花錢。';
	if (points.earned === 0) return `${money}沒有人得到點數。`;
	const lost =
		breakage === null
			? ''
			: `已有去處的點數裡，${share(breakage)}過期或隨客戶離開作廢，這叫逾期未兌換（breakage）。`;
	return `${money}送出的點數到期末兌換了${share(burn)}。${lost}`;
}

/** Two comparisons that look alike and are not. */
export function gapWords({ naiveGap, causalLift }: ShownOutcome): string {
	if (naiveGap === null || causalLift === null) {
		return '沒有兩群人可以比：只能靠「同一批人活兩次」來看計畫做了什麼。';
	}
	const apart = naiveGap - causalLift;
	if (Math.abs(apart) < 0.0005) return '這一次，兩種比法碰巧得到差不多的數字。';
	return apart > 0
		? '拿會員和非會員相比，會把會員本來就比較會買的也算成計畫的功勞。'
		: '拿會員和非會員相比，這一次反而低估了計畫：加入的人本來就買得比較少。';
}

/** Who gets the rewards, and whose purchases grew. */
export function whoWords({ deciles, deadweightShare, cost }: ShownOutcome): string {
	const rewards = cost.redeemed + cost.owed;
	const top = deciles.at(-1);
	if (!top || rewards <= 0) return '沒有人換得到值錢的回饋，誰也沒有拿走。';
	const lighter = deciles
		.slice(0, deciles.length / 2)
		.reduce((sum, { rewardCost }) => sum + rewardCost, 0);
	const waste =
		deadweightShare === null
			? ''
			: `全部回饋裡，${share(deadweightShare)}給了沒有計畫也會買的消費，這叫無謂回饋（deadweight）。`;
	return `照沒有計畫時會花的錢排隊：最會買的一成拿走${share(top.rewardCost / rewards)}的回饋，最少買的一半拿走${share(lighter / rewards)}。${waste}`;
}

/** How members moved between the tiers. */
export function tierWords(inputs: PointsInputs, { tiers, cost }: ShownOutcome): string {
	if (!tiers) return '這個計畫沒有等級。';
	const sum = (column: readonly number[]) => column.reduce((total, value) => total + value, 0);
	const [silver = [], gold = [], platinum] = tiers.members;
	const at = (column: readonly number[]) => number(column.at(-1) ?? 0);
	const high = platinum ? `、白金級${at(platinum)}人` : '';
	return `${span(inputs)}後銀級${at(silver)}人、金級${at(gold)}人${high}；其間升級${number(sum(tiers.up))}人次，降級${number(sum(tiers.down))}人次。等級的禮遇花了${yuan(cost.tiers)}。`;
}
