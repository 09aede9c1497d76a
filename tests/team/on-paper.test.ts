import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { churnChange, effectRows, figuresMean, netWords, roiInShort } from '#team/effect-rows.ts';
import { usualInputs, usualSeed } from '#models/model.ts';
import { pointsModel, type PointsInputs } from '#models/points/points.ts';
import { formSections, shownValue, teamName, valueOf } from '#team/design-words.ts';
import { keepsakeText, leftText } from '#team/keepsake.ts';
import { resultLines, type ShownResults } from '#team/results-text.ts';
import { compile, emptyDesign, requiredFields, type Design } from '#workflow/design.ts';
import { caseSchema, designWordsSchema, rubricSchema } from '#workflow/words.ts';

const read = (name: string): unknown =>
	parse(readFileSync(join(import.meta.dirname, '../../content/activity', name), 'utf8'));
const words = designWordsSchema.parse(read('design.yaml'));
const rubric = rubricSchema.parse(read('rubric.yaml'));

const origin = 'https://lab.example.edu.tw';
const filled: Design = {
	...emptyDesign(),
	text: { ...emptyDesign().text, planName: '再來一杯', risks: '回購率掉到兩成就停。' },
	weakestFactor: 'experience',
	chosenStrategies: ['experience', 'programme'],
	numbersSet: ['pointsPerHundred'],
};

test('the form holds every required field exactly once', () => {
	const fields = formSections(words).flatMap((section) => section.fields.map(({ field }) => field));
	expect(new Set(fields).size).toBe(fields.length);
	expect(requiredFields.filter((field) => !fields.includes(field))).toEqual([]);
});

test('a field shows what it holds, and nothing when nobody filled it in', () => {
	expect(valueOf(filled, { kind: 'choice', field: 'weakestFactor' }, words)).toBe('客戶體驗');
	expect(valueOf(filled, { kind: 'number', field: 'threshold' }, words)).toBe('');
	expect(shownValue('setupCost', 200_000)).toBe('200,000元');
	expect(teamName(3)).toBe('第3組');
	expect(teamName(12)).toBe('第12組');
});

test('the file to take home holds the draft, every version and its review', () => {
	const [first] = rubric.criteria;
	if (!first) throw new Error('the rubric is empty');
	const text = keepsakeText({
		results: null,
		origin,
		left: [],
		classTitle: '三班',
		teamName: '第3組',
		company: '半山茶行',
		caseInputs: {},
		members: ['周予安', '林子晴'],
		design: filled,
		words,
		rubric,
		madeAt: '今天',
		notMine: ({ number }) => (number === 1 ? '第1版的分數不算你的。' : null),
		status: 'returned',
		history: [
			{
				id: 's1',
				number: 1,
				submittedAt: 1,
				submittedBy: 'm',
				submittedByName: '周予安',
				members: ['陳換組', '周予安'],
				design: { ...filled, text: { ...filled.text, planName: '第一次的名字' } },
				state: compile(filled, {}),
				hash: '94dd95c1'.repeat(8),
				review: {
					status: 'returned',
					rubric: 1,
					scores: { [first.id]: 3 },
					comments: [
						{ id: 'a', field: 'risks', text: '寫一個日期。', patch: null, result: null },
						{ id: 'b', field: 'threshold', text: '', patch: { threshold: 20 }, result: null },
					],
					summary: '方向清楚。',
					updatedAt: 1,
				},
				answers: [
					{ commentId: 'a', kind: 'rebutted', reason: '要看淡季', by: '周予安', at: 1, version: 1 },
				],
			},
		],
	});
	for (const part of [
		'再來一杯',
		'第一次的名字',
		'94dd 95c1',
		'方向清楚。',
		'・風險與退場：寫一個日期。',
		'：要看淡季',
		'老師把「滿多少點能兌換」移到20點',
		'沒有回應',
		'現在的組員：周予安、林子晴\n',
		'繳交那時的組員：陳換組、周予安\n',
		`這一版在模擬器裡的設定：${origin}/simulators/points?`,
	]) {
		expect(text).toMatch(/第1版的分數不算你的。\n(.+\n)*合計/);
		expect(text).toContain(part);
	}
	expect(text).toContain('（未填）');
});

test('of a version that was sent back the file promises no review; of one that waits it says so', () => {
	const version = (number: number) => ({
		...{ id: `s${number}`, number, submittedAt: number, submittedBy: 'm' },
		...{ submittedByName: '周予安', members: ['周予安'], hash: '94dd95c1'.repeat(8) },
		...{ design: filled, state: compile(filled, {}), review: null, answers: [] },
	});
	const textOf = (versions: number, status: 'submitted' | 'revising') =>
		keepsakeText({
			...{ results: null, origin, left: [], classTitle: '三班', teamName: '第3組' },
			...{ company: '半山茶行', caseInputs: {}, members: ['周予安'], design: filled },
			...{ words, rubric, madeAt: '今天', status },
			history: Array.from({ length: versions }, (_, index) => version(index + 1)),
		});
	const said = (text: string) => text.match(/（老師退回這一版，沒有評分）|（還沒有講評）/g);
	const [back, waits] = ['（老師退回這一版，沒有評分）', '（還沒有講評）'];
	expect(said(textOf(1, 'submitted'))).toEqual([waits]);
	expect(said(textOf(1, 'revising'))).toEqual([back]);
	expect(said(textOf(2, 'submitted'))).toEqual([back, waits]);
	expect(said(textOf(3, 'revising'))).toEqual([back, back, back]);
});

test('effects are worded without, with and range; a programme without cost has no ROI', () => {
	const clv = { without: 5_164, with: 5_167, low: 5_121, high: 5_216 };
	const earned = { net: 20_000, paybackMonth: 30 };
	const churn12 = { without: 0.186, with: 0.181, low: 0.178, high: 0.183 };
	const rows = effectRows(
		{ clv, churn12, roi: { value: 0.04, low: -0.18, high: 0.28 }, ...earned },
		36,
		false,
	);
	expect(rows.map((row) => row.sentence)).toEqual([
		'客戶終身價值：無計畫5,164，有計畫5,167，範圍5,121至5,216',
		'十二個月流失率：無計畫18.6%，有計畫18.1%，範圍17.8%至18.3%',
		'投資報酬率：無計畫打平0%，有計畫+4%，範圍−18%至+28%',
	]);
	expect(rows[0]?.unit).toBe('元，C，36個月，未扣開辦與固定費');
	expect(rows[1]?.unit).toContain('沒有合約，靠推估');
	const gymCase = caseSchema.parse(read('../cases/lively-gym.yaml'));
	const gym = effectRows({ clv, churn12, roi: null, ...earned }, 36, gymCase.seesLeaving);
	expect(gym[1]?.unit).toBe('退出的會員');
	expect(roiInShort({ clv, churn12, roi: null, ...earned }).value).toBe('—');
	for (const { places } of rows) {
		for (const place of Object.values(places ?? {})) expect(place).toBeGreaterThanOrEqual(0);
		for (const place of Object.values(places ?? {})) expect(place).toBeLessThanOrEqual(1);
	}
});

test('without points the page tells what is spent and what it cannot reckon, and calls it no loss of all', () => {
	const figures = { without: 100, with: 100, low: 100, high: 100 };
	const spent = { clv: figures, churn12: null, roi: null, net: -141_000, paybackMonth: null };
	expect(netWords(spent)).toMatch(/^花費14\.1萬元。沒有點數計畫，這裡沒有ROI可算/);
	expect(netWords(spent)).not.toContain('回本');
	expect(roiInShort(spent).range).toBe('沒有點數，沒有ROI');
});

test('churn that moves by less than a tenth of a point is called almost the same, and gets no digits', () => {
	expect(churnChange(0.186, 0.181)).toEqual({ before: '18.6%', after: '18.1%', still: '' });
	expect(churnChange(0.54589, 0.5459).still).toBe('幾乎沒有變');
	expect(churnChange(0.54589, 0.5459).after).toBe('54.6%');
	expect(churnChange(0.1, 0.1).still).toBe('沒有變');
	expect(churnChange(null, null)).toEqual({ before: '—', after: '—', still: '' });
	const churn12 = { without: 0.54589, with: 0.5459, low: 0.545, high: 0.547 };
	const clv = { without: 100, with: 110, low: 90, high: 120 };
	const rows = effectRows({ clv, churn12, roi: null, net: 0, paybackMonth: null }, 36, false);
	expect(rows[1]?.range).toBe('幾乎沒有變，範圍54.5%至54.7%');
	expect(rows[0]?.range).toBe('範圍90至120');
});

test('what the range holds fixed is named, for each of it moves the result by more than ten points', () => {
	for (const held of ['要多大才有感', '提早買', '反應到一半'])
		expect(figuresMean.join('')).toContain(held);
	const usual = { ...usualInputs(pointsModel.inputs), simulatedCustomers: 1_000 };
	const swing = (ends: readonly Partial<PointsInputs>[]) => {
		const rois = ends.map((end) => pointsModel.run({ ...usual, ...end }, usualSeed).roi ?? 0);
		return Math.max(...rois) - Math.min(...rois);
	};
	expect(swing([{ noticeableReward: 0.025 }, { noticeableReward: 0.1 }])).toBeGreaterThan(0.1);
	expect(swing([{ goalShiftedShare: 0 }, { goalShiftedShare: 1 }])).toBeGreaterThan(0.1);
	expect(swing([{ valueForHalfResponse: 0.0025 }, { valueForHalfResponse: 0.01 }])).toBeGreaterThan(
		0.1,
	);
});

test('that another sample moves the result is said where the range is explained, as large as it is', () => {
	expect(figuresMean.join('')).toContain('換一批模擬的客人，同一份設計的ROI也會上下差幾個百分點');
	const { inputs, seed } = compile(emptyDesign(), {});
	const rois = [seed, 1, 2, 3, 4].map((of) => 100 * (pointsModel.run(inputs, of).roi ?? 0));
	const spread = Math.max(...rois) - Math.min(...rois);
	expect(spread).toBeGreaterThan(1);
	expect(spread).toBeLessThan(10);
});

test('the file holds what is left on the device too, and says where it comes from', () => {
	const work = {
		name: 'll:c:t:m:1',
		why: 'otherTeam' as const,
		teamId: 't',
		design: { ...filled, text: { ...filled.text, risks: '離線寫的風險' } },
		places: ['risks' as const],
		...{ isWrittenHere: true, also: [], takenAway: { places: [], evidence: {} } },
	};
	const text = keepsakeText({
		results: null,
		origin,
		left: [{ work, team: 1 }],
		classTitle: '三班',
		teamName: '第3組',
		company: '半山茶行',
		caseInputs: {},
		members: ['周予安'],
		design: filled,
		words,
		rubric,
		madeAt: '今天',
		history: [],
		status: 'drafting',
	});
	expect(text).toContain('你在第1組離線寫的還在這台裝置');
	expect(text).toContain('離線寫的風險');
	expect(leftText({ work, team: null }, words, { head: '三班', origin })).toContain('離線寫的風險');
});

test('the file holds the results as the page shows them, and where the same setting runs again', () => {
	const state = compile(filled, {});
	const effect = {
		clv: { without: 5_164, with: 5_167, low: 5_121, high: 5_216 },
		churn12: { without: 0.186, with: 0.181, low: 0.178, high: 0.183 },
		roi: { value: 0.04, low: -0.18, high: 0.28 },
		net: 20_000,
		paybackMonth: 30,
	};
	const textWith = (effects: ShownResults['effects'], seesLeaving = false) =>
		resultLines(
			{ of: '第2版', state, atCase: null, seesLeaving, undecided: false, effects },
			origin,
		).join('\n');
	const text = textWith({ effect, pending: false, failed: false });
	for (const part of [
		'成果（照第2版，36個月後）',
		'客戶終身價值：無計畫5,164，有計畫5,167',
		'投資報酬率：無計畫打平0%，有計畫+4%，範圍−18%至+28%',
		'十二個月流失率：無計畫18.6%',
		'第30個月回本',
		`${origin}/simulators/points`,
	])
		expect(text).toContain(part);
	expect(text).toContain('（沒有合約，靠推估）');
	expect(textWith({ effect, pending: false, failed: false }, true)).toContain('（退出的會員）');
	// Figures of an earlier setting are not given out as this one's.
	const early = textWith({ effect, pending: true, failed: false });
	expect(early).toContain('還在算');
	expect(early).not.toContain('5,167');
	expect(textWith({ effect: null, pending: false, failed: true })).toContain('算不出結果');
});

test('the file says what each claim rests on, what was moved, and that expectations are apart', () => {
	const text = keepsakeText({
		results: null,
		origin,
		left: [],
		classTitle: '三班',
		teamName: '第3組',
		company: '半山茶行',
		caseInputs: { lift: 0.065 },
		members: [],
		design: {
			...filled,
			backing: {
				evidence: {
					risks: [
						{ id: 'a', kind: 'source', text: '店長', link: 'https://example.tw/' },
						{ id: 'b', kind: 'run', path: '/simulators/points?lift=0.08' },
					],
				},
				assumptions: { lift: 0.08 },
				expected: { experience: { churn: 0.02, visits: 0, confidence: 'middle' } },
			},
		},
		words,
		rubric,
		madeAt: '今天',
		history: [],
		status: 'drafting',
	});
	expect(text).toContain('佐證：店長 https://example.tw/');
	// At home there is no page that an address could be relative to.
	expect(text).toMatch(/佐證：.+ https:\/\/lab\.example\.edu\.tw\/simulators\/points\?lift=0\.08/);
	expect(text).toContain('個案6.5%，移到8%；沒有佐證，先照個案算');
	expect(text).toContain('2個百分點，把握中（不算進ROI）');
});
