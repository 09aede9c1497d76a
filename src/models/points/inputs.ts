import type { InputsOf, InputTable, NumberInput } from '#models/model.ts';

/**
 * The points programme's inputs, in three groups that never mix: decisions belong to whoever
 * designs the programme, customers and response belong to the company the programme is for.
 */

const number = (row: Omit<NumberInput, 'kind'>): NumberInput => ({ kind: 'number', ...row });

/** What the designer decides. */
export const pointsDecisions = {
	pointsPerHundred: number({ label: '每消費 100 元送', key: 'earn', unit: '點', min: 0, max: 20, step: 0.1, usual: 1, source: '假設：一般零售約 1%' }),
	pointValue: number({ label: '每點可折抵', key: 'value', unit: '元', min: 0, max: 5, step: 0.1, usual: 1, source: '假設' }),
	threshold: number({ label: '滿多少點才能兌換', key: 'need', unit: '點', min: 1, max: 500, step: 1, usual: 30, source: '假設：約等於消費 3,000 元' }),
	expiryMonths: number({ label: '點數效期', key: 'expiry', unit: '個月', min: 1, max: 60, step: 1, usual: 12, source: '假設' }),
	setupCost: number({ label: '開辦費', key: 'setup', unit: '元', min: 0, max: 5_000_000, step: 10_000, usual: 200_000, source: '假設' }),
	fixedCostPerMonth: number({ label: '每月固定費', key: 'fixed', unit: '元', min: 0, max: 500_000, step: 1_000, usual: 20_000, source: '假設' }),
	costPerMemberMonth: number({ label: '每位會員每月的服務費', key: 'unit', unit: '元', min: 0, max: 100, step: 0.5, usual: 2, source: '假設' }),
} as const satisfies InputTable;

/** Who the customers are, before any programme. */
export const pointsCustomers = {
	customers: number({ label: '客戶數', key: 'n', unit: '人', min: 100, max: 1_000_000, step: 100, usual: 10_000, source: '假設' }),
	purchasesPerMonth: number({ label: '平均每月購買次數', key: 'freq', unit: '次', min: 0.05, max: 10, step: 0.05, usual: 1, source: '假設' }),
	purchaseEvenness: number({ label: '購買次數的均勻度 κ', key: 'kappa', unit: '', min: 0.1, max: 10, step: 0.05, usual: 0.8, source: '假設；在唱片電商（0.24）與日用品（約 1）之間', hint: '愈小，客戶之間差得愈多' }),
	orderValue: number({ label: '客單價', key: 'aov', unit: '元', min: 10, max: 20_000, step: 10, usual: 400, source: '假設' }),
	marginRate: number({ label: '毛利率', key: 'margin', unit: '%', min: 0.01, max: 1, step: 0.01, usual: 0.5, source: '假設' }),
	firstYearChurn: number({ label: '新客第一年的流失率', key: 'churn', unit: '%', min: 0, max: 0.95, step: 0.01, usual: 0.1, source: '教科書的經驗法則，查不到原始資料' }),
	enrolmentRate: number({ label: '一般客戶的入會率', key: 'join', unit: '%', min: 0, max: 1, step: 0.01, usual: 0.5, source: '假設' }),
	selfSelection: number({ label: '愛買的人更愛加入', key: 'select', unit: '', min: 0, max: 3, step: 0.1, usual: 0.8, source: '方向見 Leenheer 等（2007）；大小是假設', hint: '0 表示誰會加入和買多少無關' }),
} as const satisfies InputTable;

/** How customers respond to a programme that is worth something to them. */
export const pointsResponse = {
	lift: number({ label: '會員平均多買', key: 'lift', unit: '%', min: 0, max: 0.5, step: 0.005, usual: 0.04, source: '假設；研究多半指向小的效果（Leenheer 等 2007）' }),
	lightWeighting: number({ label: '輕度買家反應較大', key: 'light', unit: '', min: 0, max: 3, step: 0.1, usual: 1, source: 'Liu（2007）：重度買家幾乎不變', hint: '0 表示每個人多買的比例相同' }),
	liftHalfLifeMonths: number({ label: '效果減半要幾個月', key: 'half', unit: '個月', min: 1, max: 120, step: 1, usual: 120, source: '假設；120 幾乎等於不衰退' }),
	goalGradient: number({ label: '快集滿時加速', key: 'goal', unit: '%', min: 0, max: 1, step: 0.01, usual: 0.25, source: 'Kivetz、Urminsky 與 Zheng（2006）：間隔縮短 20%' }),
	goalSensitiveShare: number({ label: '會加速的人占', key: 'goalshare', unit: '%', min: 0, max: 1, step: 0.01, usual: 0.2, source: '假設' }),
	goalShiftedShare: number({ label: '加速中只是提早買的比例', key: 'shift', unit: '%', min: 0, max: 1, step: 0.05, usual: 0.5, source: '假設' }),
	rewardedLift: number({ label: '兌換後多買', key: 'after', unit: '%', min: 0, max: 0.5, step: 0.01, usual: 0.03, source: '方向見 Taylor 與 Neslin（2005）；大小是假設' }),
	rewardedMonths: number({ label: '兌換後的效果維持', key: 'aftermonths', unit: '個月', min: 0, max: 12, step: 1, usual: 2, source: '假設' }),
	churnReduction: number({ label: '會員流失減少', key: 'keep', unit: '%', min: 0, max: 0.5, step: 0.01, usual: 0.05, source: '方向見 Meyer-Waarden；大小是假設' }),
	expiryResentment: number({ label: '點數過期的當月更容易流失', key: 'resent', unit: '%', min: 0, max: 1, step: 0.01, usual: 0.05, source: '假設' }),
	redeemProbability: number({ label: '夠點數時當月會兌換', key: 'redeem', unit: '%', min: 0.01, max: 1, step: 0.01, usual: 0.6, source: '假設' }),
	displacedShare: number({ label: '用點數換走原本會付錢的比例', key: 'displace', unit: '%', min: 0, max: 1, step: 0.05, usual: 0.3, source: '假設' }),
	valueForHalfResponse: number({ label: '回饋多少時反應達到一半', key: 'f0', unit: '%', min: 0.001, max: 0.1, step: 0.001, usual: 0.007, source: '假設：以可達到的回饋率計', hint: '點數沒有價值時，所有效果都是零' }),
} as const satisfies InputTable;

/** How long and how finely we look. */
export const pointsView = {
	months: number({ label: '看幾個月', key: 'months', unit: '個月', min: 1, max: 60, step: 1, usual: 36, source: '假設' }),
	discountPerYear: number({ label: '年折現率', key: 'discount', unit: '%', min: 0, max: 0.5, step: 0.01, usual: 0.1, source: '慣例' }),
	simulatedCustomers: number({ label: '模擬的人數', key: 'sample', unit: '人', min: 100, max: 20_000, step: 100, usual: 5_000, source: '速度與精確的取捨；結果按客戶數放大' }),
} as const satisfies InputTable;

export const pointsInputs = {
	...pointsDecisions,
	...pointsCustomers,
	...pointsResponse,
	...pointsView,
} as const satisfies InputTable;

export type PointsInputs = InputsOf<typeof pointsInputs>;
export type PointsDecision = keyof typeof pointsDecisions;
