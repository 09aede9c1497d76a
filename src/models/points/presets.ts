import type { Preset } from '#models/model.ts';
import type { PointsInputs } from './inputs.ts';

/** Named settings, each put on top of the usual one. */
export const pointsPresets: readonly Preset<PointsInputs>[] = [
	{
		id: 'central',
		label: '一般',
		note: '預設值：研究支持方向，大小多半是假設。',
		inputs: {},
	},
	{
		id: 'no-lift',
		label: '沒有額外忠誠',
		note: 'Sharp與Sharp（1997）：六個計畫裡只有兩個看得出額外忠誠。這裡讓所有反應為零，成本照付。',
		inputs: {
			lift: 0,
			goalGradient: 0,
			rewardedLift: 0,
			churnReduction: 0,
			expiryResentment: 0,
		},
	},
	{
		id: 'pessimist',
		label: '悲觀',
		note: '反應減半，半年後效果剩一半（Meyer-Waarden觀察到六到九個月後變淡）。',
		inputs: { lift: 0.05, goalGradient: 0.15, churnReduction: 0, liftHalfLifeMonths: 6 },
	},
	{
		id: 'optimist',
		label: '樂觀',
		note: '反應大而持久，點數多半換成額外的消費。大小是假設。',
		inputs: { lift: 0.15, churnReduction: 0.1, goalShiftedShare: 0.3, displacedShare: 0.1 },
	},
	{
		id: 'generous',
		label: '重賞',
		note: '每百元送五點：會員多買一點，回饋成本卻多了好幾倍。',
		inputs: { pointsPerHundred: 5 },
	},
	{
		id: 'hard-to-reach',
		label: '難換',
		note: '門檻200點、效期六個月：點數多半過期，成本低，但換不到的會員也不反應。',
		inputs: { threshold: 200, expiryMonths: 6 },
	},
	{
		id: 'self-selected',
		label: '愛買的人才加入',
		note: '自我選擇加強：會員看起來比非會員多買很多，真實效果幾乎沒變。',
		inputs: { selfSelection: 1.2 },
	},
];
