import type { Preset } from '#models/model.ts';
import type { PointsInputs } from './inputs.ts';

/** Named settings, each put on top of the usual one. */
export const pointsPresets: readonly Preset<PointsInputs>[] = [
	{
		id: 'central',
		label: '一般',
		note: '研究支持方向，大小多半是假設。',
		inputs: {},
	},
	{
		id: 'no-lift',
		label: '沒有額外忠誠',
		note: 'Sharp與Sharp（1997，International Journal of Research in Marketing 14(5)）看一個聯合計畫：參加的六個品牌裡只有兩個出現額外忠誠，而且非會員也有。這裡假設所有反應都是零，成本照付。',
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
		note: '假設反應減半，而且半年後只剩一半。Meyer-Waarden與Benavent（2009，Journal of the Academy of Marketing Science 37）觀察到，效果在加入六到九個月後變淡。',
		inputs: { lift: 0.1, goalGradient: 0.15, churnReduction: 0, liftHalfLifeMonths: 6 },
	},
	{
		id: 'optimist',
		label: '樂觀',
		note: '反應大而持久，點數多半換成額外的消費。大小都是假設。',
		inputs: { lift: 0.3, churnReduction: 0.1, goalShiftedShare: 0.3, displacedShare: 0.1 },
	},
	{
		id: 'generous',
		label: '重賞',
		note: '每百元送五點：會員多買一些，回饋成本卻漲得更多。',
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
		note: '入會的人數不變，換成更愛買的那一群：會員看起來比非會員多買很多，因計畫而多買的比例幾乎沒變。ROI還是變了，因為同樣的比例落在買得多的人身上，金額較大。',
		inputs: { selfSelection: 1.2 },
	},
	{
		id: 'tiers',
		label: '分三級',
		note: '示意：銀級、金級、白金級，門檻、倍數與禮遇費都是假設。升級的人多買一些、少走一些，降級的人當月更容易離開，禮遇要花錢：三者合起來才知道值不值得。',
		inputs: { tierCount: 'three' },
	},
];
