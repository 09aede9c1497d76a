import { mostMonthsLeftOut } from '#models/orders/newcomers.ts';
import type { InputsOf, InputTable, NumberInput } from '#models/model.ts';

const number = <Row extends Omit<NumberInput, 'kind'>>(row: Row) =>
	({ kind: 'number', ...row }) as const;

/** What the reader decides about the reading of the data; the data decide the rest. */
export const labInputs = {
	horizonWeeks: number({
		label: '預測多遠',
		key: 'weeks',
		unit: '週',
		min: 4,
		max: 156,
		step: 1,
		usual: 52,
		source: '假設：預設看一年',
		hint: '「預期訂單」數的是檔案最後一天之後這麼多週',
	}),
	calibrationShare: number({
		label: '拿多少時間來學',
		key: 'learn',
		unit: '%',
		min: 0.4,
		max: 0.85,
		step: 0.05,
		usual: 0.65,
		source: '假設：前段學、後段考，學的要比考的長',
		hint: '前段用來學，後段遮住，用來考',
	}),
	marginShare: number({
		label: '毛利率',
		key: 'margin',
		unit: '%',
		min: 0.01,
		max: 1,
		step: 0.01,
		usual: 0.4,
		source: '假設：請換成這家公司自己的毛利率',
	}),
	discountPerYear: number({
		label: '年折現率',
		key: 'discount',
		unit: '%',
		min: 0.01,
		max: 0.5,
		step: 0.01,
		usual: 0.1,
		source: '假設：一年之後的錢打九折上下',
	}),
	monthsLeftOut: number({
		label: '開頭放掉幾個月',
		key: 'from',
		unit: '個月',
		min: 0,
		max: mostMonthsLeftOut,
		step: 1,
		usual: 0,
		source: '假設：預設檔案有每位客戶真正的第一筆',
		hint: '只算檔案開始這麼多個月之後才第一次出現的客戶；0是全部',
	}),
} as const satisfies InputTable;

export type LabSettings = InputsOf<typeof labInputs>;
