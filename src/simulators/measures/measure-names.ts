import { monthsShown, type MeasuresInputs } from '#models/measures/inputs.ts';
import { repeatMetric, type MetricId } from '#models/measures/metrics.ts';
import { absent, amount, number, percent, type FormatKind } from '#ui/format.ts';
import type { Amount } from '../frame.ts';

/** What each measure is called, how it is counted and how its figure is written. */
interface MeasureWords {
	readonly name: string;
	readonly formula: string;
	/** Set small after the figure; '' where the figure has none. */
	readonly unit: string;
	readonly amount: Omit<Amount, 'value' | 'kind'>;
	readonly axis: {
		readonly label: string;
		readonly format: FormatKind;
		readonly decimals?: number;
	};
}

const share = (name: string, formula: string, label: string, decimals: number): MeasureWords => ({
	name,
	formula,
	unit: '%',
	amount: { format: 'percent', decimals },
	axis: { label, format: 'percent', decimals },
});

const repeat = (window: string): MeasureWords =>
	share(`回購率（看${window}）`, '買兩次以上的人÷買過的人', '買兩次以上的人占幾成', 0);

export const measures: Readonly<Record<MetricId, MeasureWords>> = {
	repeatMonth: repeat('一個月'),
	repeatQuarter: repeat('一季'),
	repeatYear: repeat('一年'),
	customers: {
		name: '來過的人',
		formula: '這個月至少買一次的人',
		unit: '人',
		amount: { format: 'number', unit: '人' },
		axis: { label: '這個月來過的人', format: 'number' },
	},
	frequency: {
		name: '每人次數',
		formula: '單數 ÷ 來過的人',
		unit: '次',
		amount: { format: 'number', decimals: 2, unit: '次' },
		axis: { label: '每個來過的人買幾次', format: 'number', decimals: 2 },
	},
	orderValue: {
		name: '客單價',
		formula: '營收 ÷ 單數',
		unit: '元',
		amount: { format: 'number', unit: '元' },
		axis: { label: '一單多少元', format: 'number' },
	},
	revenue: {
		name: '營收',
		formula: '來過的人 × 每人次數 × 客單價',
		unit: '元',
		amount: { format: 'money' },
		axis: { label: '一個月的營收（元）', format: 'money' },
	},
	multiProduct: share('買兩類以上', '買兩類以上的人÷來過的人', '買兩類以上的人占幾成', 0),
	referral: share('推薦率', '帶人來的人÷來過的人', '帶人來的人占幾成', 1),
	complaint: share('抱怨率', '抱怨件數÷單數', '每一單的抱怨件數', 2),
	intention: {
		name: '意願指數',
		formula: '推薦、再買、買別的，三題的平均（0到10分）',
		unit: '分',
		amount: { format: 'number', decimals: 1, unit: '分' },
		axis: { label: '意願指數（0到10分）', format: 'number', decimals: 1 },
	},
};

export const windowNames: Readonly<Record<MeasuresInputs['window'], string>> = {
	month: '一個月',
	quarter: '一季',
	year: '一年',
};

/** The measure that is drawn. */
export const shownMetric = ({ metric, window }: MeasuresInputs): MetricId =>
	metric === 'repeat' ? repeatMetric[window] : metric;

/** What lasts is looked at in the end; a member day, on which all is over in a month, while it lasts. */
export const monthLookedAt = ({ event, when }: MeasuresInputs): number =>
	event === 'memberDay' ? when : monthsShown;

/**
 * A figure with its unit; a dash where there is none. Beside what would have been, a share needs a
 * decimal: of two that are alike in whole percent one may stand out and the other not.
 */
export function shownAs(id: MetricId, value: number | null, isCompared = false): string {
	if (value === null) return absent;
	const { unit, amount: how } = measures[id];
	if (how.format === 'percent')
		return percent(value, Math.max(how.decimals ?? 0, isCompared ? 1 : 0));
	if (how.format === 'money') return `${amount(value)}${unit}`;
	return `${number(value, how.decimals)}${unit}`;
}
