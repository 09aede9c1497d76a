import { numberRow as number, type InputTable } from '#models/model.ts';

/** Whether members get anything for what they buy; without, there is no programme to judge. */
export const givesPoints = (decided: { pointsPerHundred: number; pointValue: number }): boolean =>
	decided.pointsPerHundred * decided.pointValue > 0;

/** What the designer decides. */
export const pointsDecisions = {
	pointsPerHundred: number({
		label: '每消費100元送',
		key: 'earn',
		unit: '點',
		min: 0,
		max: 20,
		step: 0.1,
		usual: 1,
		source: '假設：一般零售約1%',
	}),
	pointValue: number({
		label: '每點可折抵',
		key: 'value',
		unit: '元',
		min: 0,
		max: 5,
		step: 0.1,
		usual: 1,
		source: '假設',
	}),
	threshold: number({
		label: '滿多少點才能兌換',
		key: 'need',
		unit: '點',
		min: 1,
		max: 500,
		step: 1,
		usual: 30,
		source: '假設：約等於消費3,000元',
	}),
	expiryMonths: number({
		label: '點數效期',
		key: 'expiry',
		unit: '個月',
		min: 1,
		max: 60,
		step: 1,
		usual: 12,
		source: '假設',
	}),
	setupCost: number({
		label: '開辦費',
		key: 'setup',
		unit: '元',
		min: 30_000,
		max: 5_000_000,
		step: 10_000,
		usual: 150_000,
		source: '假設；最少的那一點是招牌、講習與系統設定，計畫不會免費',
	}),
	fixedCostPerMonth: number({
		label: '每月固定費',
		key: 'fixed',
		unit: '元',
		min: 3_000,
		max: 500_000,
		step: 1_000,
		usual: 10_000,
		source: '假設；最少也要有人每月花半天照看',
	}),
	costPerMemberMonth: number({
		label: '每位會員每月的服務費',
		key: 'unit',
		unit: '元',
		min: 0.5,
		max: 100,
		step: 0.5,
		usual: 1,
		source: '假設；最少是每月一則通知',
	}),
} as const satisfies InputTable;
