import { rewardUnitCost } from '#models/points/costs.ts';
import type { Estimate } from '#models/points/estimate.ts';
import type { PointsInputs } from '#models/points/inputs.ts';
import { absent, number } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import type { OutcomeSums } from './shown-outcome.ts';
import { roiWords, share } from './roi-words.ts';

export interface EstimateWords {
	readonly said: string;
	readonly estimate: Estimate;
	/** What NT$1 of reward costs the shop. */
	readonly unitCost: number;
	readonly table: NamedTable;
}

/** The envelope's answer beside the simulated one. */
export function estimateWords(
	inputs: PointsInputs,
	outcome: OutcomeSums,
	estimate: Estimate,
): EstimateWords {
	return {
		said: comparison(outcome, estimate),
		estimate,
		unitCost: rewardUnitCost(inputs.marginRate, inputs.displacedShare),
		table: estimateTable(outcome, estimate),
	};
}

/** How simulated and envelope answers differ, and why. */
function comparison(outcome: OutcomeSums, estimate: Estimate): string {
	if (outcome.roi === null || estimate.roi === null) return '沒有成本，兩種算法都沒有報酬率。';
	const need =
		estimate.inputs.members === 0
			? '沒有會員，就沒有人會因此多買，花的錢收不回來。'
			: estimate.breakEvenLift === 'never'
				? '每賣一元，毛利還不夠付送出去的點數，會員多買再多也不會回本。'
				: `會員要多買${share(estimate.breakEvenLift)}才回本，這裡當作多買${share(estimate.inputs.lift)}。`;
	return `用公式估，會員當成平均分在所有客戶裡，ROI是${roiWords(estimate.roi)}。${need}公式沒有算的是：誰比較會加入、輕度買家反應較大、快集滿時加速、兌換後多買、流失少了、效果變淡、會員等級；模擬的${roiWords(outcome.roi)}把這些都算進去。`;
}

function estimateTable(outcome: OutcomeSums, estimate: Estimate): NamedTable {
	const { inputs } = estimate;
	const lift = estimate.breakEvenLift;
	return {
		caption: '公式與模擬並列',
		columns: ['指標', '公式', '模擬'],
		rows: [
			['會員（人）', number(inputs.members), number(outcome.members)],
			['會員多買', share(inputs.lift), share(outcome.causalLift)],
			['換得到回饋的會員所得的點數占比ρ', share(inputs.redemptionRate), absent],
			['期末已兌換，占送出的點數', absent, share(outcome.burn)],
			['已有去處的點數裡，兌換的占比', absent, settled(outcome)],
			['多賺的毛利（元）', number(estimate.extraMargin), number(outcome.extraMargin)],
			['成本（元）', number(estimate.cost), number(outcome.cost.total)],
			['損益兩平要多買', lift === 'never' ? '不可能' : share(lift), absent],
			['給了本來就會買的', share(estimate.deadweightShare), share(outcome.deadweightShare)],
		],
		foot: ['ROI', roiWords(estimate.roi), roiWords(outcome.roi)],
	};
}

const settled = ({ breakage }: OutcomeSums) => share(breakage === null ? null : 1 - breakage);
