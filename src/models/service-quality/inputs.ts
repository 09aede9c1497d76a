import { numberRow as number, type InputsOf, type InputTable, type Preset } from '#models/model.ts';

const shop = '示意：課文的甲店';

const score = (label: string, key: string, usual: number) =>
	number({ label, key, unit: '分', min: 1, max: 7, step: 0.1, usual, source: shop });

const weight = (label: string, key: string, usual: number) =>
	number({ label, key, unit: '%', min: 0, max: 1, step: 0.05, usual, source: shop });

/** Five dimensions, each expected, perceived and weighted. */
export const serviceQualityInputs = {
	perceivedTangibles: score('有形的感受', 'pt', 5.6),
	perceivedReliability: score('可靠的感受', 'pr', 5.2),
	perceivedResponsiveness: score('回應的感受', 'ps', 5.6),
	perceivedAssurance: score('保證的感受', 'pa', 6.1),
	perceivedEmpathy: score('關懷的感受', 'pe', 5.5),
	promise: number({
		label: '廣告把期望墊高',
		key: 'promise',
		unit: '分',
		min: 0,
		max: 2,
		step: 0.1,
		usual: 0,
		source: '假設：五個構面一起墊高，最高到7分',
	}),
	expectedTangibles: score('有形的期望', 'et', 5),
	expectedReliability: score('可靠的期望', 'er', 6.7),
	expectedResponsiveness: score('回應的期望', 'es', 5.8),
	expectedAssurance: score('保證的期望', 'ea', 6),
	expectedEmpathy: score('關懷的期望', 'ee', 5.2),
	weightTangibles: weight('有形的權重', 'wt', 0.1),
	weightReliability: weight('可靠的權重', 'wr', 0.4),
	weightResponsiveness: weight('回應的權重', 'ws', 0.2),
	weightAssurance: weight('保證的權重', 'wa', 0.2),
	weightEmpathy: weight('關懷的權重', 'we', 0.1),
	respondents: number({
		label: '作答的人',
		key: 'n',
		unit: '人',
		min: 10,
		max: 1_000,
		step: 10,
		usual: 50,
		source: '假設',
	}),
	spread: number({
		label: '人與人的差異（標準差）',
		key: 'sd',
		unit: '分',
		min: 0,
		max: 2,
		step: 0.1,
		usual: 1.2,
		source: '假設：期望與感受都一樣',
	}),
} as const satisfies InputTable;

export type ServiceQualityInputs = InputsOf<typeof serviceQualityInputs>;

export const serviceQualityPresets: readonly Preset<ServiceQualityInputs>[] = [
	{
		id: 'shop',
		label: '甲店',
		note: '課文的例子：門面漂亮，卻會送錯衣服。示意。',
		inputs: {},
	},
	{
		id: 'sofa',
		label: '換沙發',
		note: '有形的感受從5.6升到6.6，其他不動。示意。',
		inputs: { perceivedTangibles: 6.6 },
	},
	{
		id: 'barcode',
		label: '每件衣服掛條碼',
		note: '可靠的感受從5.2升到5.7，其他不動。示意。',
		inputs: { perceivedReliability: 5.7 },
	},
	{
		id: 'torn',
		label: '沙發破了',
		note: '有形的感受掉到4.6，成了五項裡最低的。示意。',
		inputs: { perceivedTangibles: 4.6 },
	},
	{
		id: 'boast',
		label: '廣告吹得太滿',
		note: '服務一點沒變，期望各墊高0.5分；量表最高7分，可靠只能從6.7升到7。示意。',
		inputs: { promise: 0.5 },
	},
	{
		id: 'other',
		label: '沒人指望的乙店',
		note: '做得比甲店差一些，客人本來就不太指望。示意。',
		inputs: {
			expectedTangibles: 4.6,
			expectedReliability: 4.8,
			expectedResponsiveness: 5,
			expectedAssurance: 5,
			expectedEmpathy: 4.8,
			perceivedTangibles: 4.8,
			perceivedReliability: 5,
			perceivedResponsiveness: 5.1,
			perceivedAssurance: 5.2,
			perceivedEmpathy: 5.1,
		},
	},
];
