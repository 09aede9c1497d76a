import { numberRow as number, type InputsOf, type InputTable } from '#models/model.ts';
import { pointsDecisions } from './decisions.ts';
import { pointsResponse } from './response.ts';
import { pointsTiers } from './tier-decisions.ts';

export { pointsDecisions, pointsResponse, pointsTiers };

/**
 * The points programme's inputs, in groups that never mix: decisions belong to whoever designs the
 * programme (tiers are a group of their own, for many programmes have none), customers and response
 * belong to the company the programme is for.
 */

/** Who the customers are, before any programme. */
export const pointsCustomers = {
	customers: number({
		label: '客戶數',
		key: 'n',
		unit: '人',
		min: 100,
		max: 1_000_000,
		step: 100,
		usual: 10_000,
		source: '假設',
	}),
	purchasesPerMonth: number({
		label: '平均每月購買次數',
		key: 'freq',
		unit: '次',
		min: 0.05,
		max: 10,
		step: 0.05,
		usual: 1,
		source: '假設',
	}),
	purchaseEvenness: number({
		label: '購買次數的均勻度 κ',
		key: 'kappa',
		unit: '',
		min: 0.1,
		max: 10,
		step: 0.05,
		usual: 0.8,
		source: '假設；在唱片電商（0.24）與日用品（約1）之間',
		hint: '愈小，客戶之間差得愈多',
	}),
	orderValue: number({
		label: '客單價',
		key: 'aov',
		unit: '元',
		min: 10,
		max: 20_000,
		step: 10,
		usual: 400,
		source: '假設',
	}),
	marginRate: number({
		label: '毛利率',
		key: 'margin',
		unit: '%',
		min: 0.01,
		max: 1,
		step: 0.01,
		usual: 0.5,
		source: '假設',
	}),
	firstYearChurn: number({
		label: '新客第一年的流失率',
		key: 'churn',
		unit: '%',
		min: 0,
		max: 0.95,
		step: 0.01,
		usual: 0.1,
		source: '假設；教科書的經驗法則，查不到原始資料',
	}),
	enrolmentRate: number({
		label: '入會率',
		key: 'join',
		unit: '%',
		min: 0,
		max: 1,
		step: 0.01,
		usual: 0.5,
		source: '假設',
		hint: '全體客戶裡會加入的比例，不論是誰比較愛加入',
	}),
	selfSelection: number({
		label: '愛買的人更愛加入',
		key: 'select',
		unit: '',
		min: 0,
		max: 3,
		step: 0.1,
		usual: 0.2,
		source:
			'Leenheer等（2007）：超市開銷花在同一家的比例，會員與非會員的差距約是真實效果的七倍；金額取相近的大小，預設值下約八到九倍',
		hint: '0表示誰會加入和買多少無關',
	}),
} as const satisfies InputTable;

/** How long and how finely we look. */
export const pointsView = {
	months: number({
		label: '看幾個月',
		key: 'months',
		unit: '個月',
		min: 1,
		max: 60,
		step: 1,
		usual: 36,
		source: '假設',
	}),
	discountPerYear: number({
		label: '年折現率',
		key: 'discount',
		unit: '%',
		min: 0,
		max: 0.5,
		step: 0.01,
		usual: 0.1,
		source: '慣例',
	}),
	simulatedCustomers: number({
		label: '模擬的人數',
		key: 'sample',
		unit: '人',
		min: 100,
		max: 100_000,
		step: 100,
		usual: 2_000,
		source: '速度與精確的取捨：預設的計畫換一批人，ROI大約上下三個百分點（95%）；結果按客戶數放大',
	}),
} as const satisfies InputTable;

export const pointsInputs = {
	...pointsDecisions,
	...pointsTiers,
	...pointsCustomers,
	...pointsResponse,
	...pointsView,
} as const satisfies InputTable;

export type PointsInputs = InputsOf<typeof pointsInputs>;
export type PointsDecision = keyof typeof pointsDecisions;
