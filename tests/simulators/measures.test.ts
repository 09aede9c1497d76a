import fc from 'fast-check';
import { expect, test } from 'vitest';
import { measuresInputs, measuresPresets, type MeasuresInputs } from '#models/measures/inputs.ts';
import { measuresModel, type MeasuresOutcome } from '#models/measures/model.ts';
import { usualInputs, usualSeed } from '#models/model.ts';
import { boardTable, measureChart } from '#simulators/measures/figures.ts';
import { programmeTable, programmeText } from '#simulators/measures/programme-words.ts';
import {
	answerOf,
	findingOf,
	guessable,
	hintsOf,
	meansOf,
	question,
	retentionText,
} from '#simulators/measures/words.ts';
import { yRange } from '#ui/chart-spec.ts';
import { cellText } from '#ui/table.ts';

const usual = usualInputs(measuresInputs);
interface State {
	inputs: MeasuresInputs;
	outcome: MeasuresOutcome;
}
const at = (changed: Partial<MeasuresInputs> = {}, seed = usualSeed): State => {
	const inputs = { ...usual, ...changed };
	return { inputs, outcome: measuresModel.run(inputs, seed) };
};
const preset = (id: string) => at(measuresPresets.find((each) => each.id === id)?.inputs);
const findingAt = ({ inputs, outcome }: State) => findingOf(inputs, outcome);

const anyInputs = fc
	.record(
		Object.fromEntries(
			Object.entries(measuresInputs).map(([name, row]) => [
				name,
				row.kind === 'choice'
					? fc.constantFrom(...row.options.map(({ value }) => value))
					: fc.constantFrom(row.min, row.usual, row.max),
			]),
		),
	)
	// A long list says nothing that a short one does not, and takes its time.
	.map((inputs) => ({
		...inputs,
		customers: measuresInputs.customers.min,
	})) as unknown as fc.Arbitrary<MeasuresInputs>;

test('the first state: one rate, three windows, and the one that is guessed', () => {
	const { inputs, outcome } = at();
	expect(question(inputs)).toBe('同一群客人，|回購率|怎麼有三個？');
	expect(answerOf(inputs, outcome)).toMatchObject({
		figure: '39',
		suffix: '%',
		after: '同一群人，看一季63%，看一年80%',
	});
	expect(findingOf(inputs, outcome).headline).toBe('同一群人，|看一個月39%，|看一年80%。');
	const chart = measureChart(inputs, outcome);
	expect(chart.series.map(({ id, name }) => `${id} ${name}`)).toEqual([
		'a 看一年',
		'c 看一季',
		'b 看一個月',
	]);
	expect(guessable.written(outcome.series.repeatMonth.withEvent.at(-1) ?? 0)).toBe('39%');
});

test('a competitor: who told at once, who told late, who never', () => {
	const finding = findingAt(preset('competitor'));
	expect(finding.headline).toContain('是來過的人、營收，|當月就');
	expect(finding.text).toContain('回購率（看一年）過了10個月才看得出來');
	expect(finding.text).toContain('評分沒掉、人少了，先看外面');
});

test('bad quality: feelings first; the month’s rate says nothing; the questionnaire recovers, the shop does not', () => {
	const state = preset('survivors');
	const finding = findingAt(state);
	expect(finding.headline).toContain('是抱怨率、意願指數，|當月就');
	expect(finding.text).toContain('營收過了3個月才看得出來');
	expect(finding.text).toContain('走掉的人連分母都不在了');
	expect(finding.text).toContain('意願指數掉下去以後又往回走');
	// As the lesson tells it: 0.8 down at once, about half of it left in the end, revenue a fifth below.
	const { intention, revenue } = state.outcome.series;
	const gap = (month: number) =>
		(intention.withEvent[month - 1] ?? 0) - (intention.without[month - 1] ?? 0);
	expect(gap(13)).toBeCloseTo(-0.8, 1);
	expect((gap(22) + gap(23) + gap(24)) / 3).toBeCloseTo(-0.3, 1);
	expect((revenue.withEvent[23] ?? 0) / (revenue.without[23] ?? 1)).toBeCloseTo(0.79, 2);
	expect(state.outcome.series.customers.seenAfter).toBe(2);
});

test('the member day: three comparisons as the lesson tells them', () => {
	const short = preset('member-day');
	// Nothing went wrong on it.
	expect(question(short.inputs)).toBe('會員日|帶來多少，|要和誰比？');
	expect(findingAt(short).headline).toBe('和非會員比，|每封信多280元；|真正帶來的是27.0元。');
	expect(findingAt(short).text).toContain('抽籤留下的203人說多21.6元，誤差±51.1元');
	expect(findingAt(short).text).toContain('人太少，還分不出有沒有用');
	// 203 people held out tell a spread to some five percent, so no digit beyond the second is known.
	expect(short.outcome.programme?.lettersNeeded).toBeCloseTo(6_362, 0);
	expect(findingAt(short).text).toContain('信要寄到6,400封上下');
	expect(short.outcome.programme?.naive.roi).toBeCloseTo(34, 0);
	const long = preset('member-day-large');
	expect(findingAt(long).text).toContain('誤差±15.7元：差距大過誤差，分得出有作用');
});

test('the answer of a member day is the day’s own month, else the last', () => {
	const { inputs, outcome } = preset('member-day');
	expect(answerOf(inputs, outcome).before).toBe('第13個月營收');
	const board = boardTable(inputs, outcome);
	expect(board.columns).toContain('第13個月');
	expect(board.rows.find(([name]) => name === '營收')).toEqual([
		'營收',
		'106萬元',
		'83.6萬元',
		'當月，之後又不見',
		'84.3萬元',
	]);
	const other = preset('competitor');
	expect(answerOf(other.inputs, other.outcome).before).toBe('第24個月來過的人');
});

test('two shares of which one stands out and the other not are not written alike', () => {
	const yearOf = (id: string) => {
		const { inputs, outcome } = preset(id);
		return boardTable(inputs, outcome).rows.find(([name]) => name === '回購率（看一年）');
	};
	expect(yearOf('competitor')).toEqual(['回購率（看一年）', '76.9%', '79.6%', '10個月後', '79.7%']);
	expect(yearOf('survivors')?.slice(1, 4)).toEqual(['77.1%', '79.6%', '看不出來']);
	const year = at({ event: 'quality', metric: 'repeat', window: 'year' });
	expect(answerOf(year.inputs, year.outcome)).toMatchObject({
		figure: '77.1',
		after: '沒有這件事的話是79.6%',
	});
	expect(measureChart(year.inputs, year.outcome).finding).toContain('77.1%');
	// Where nothing is compared, whole percents do.
	expect(answerOf(usual, at().outcome).figure).toBe('39');
	// What a row comes to stands among the first four columns: a phone shows no more.
	const day = preset('member-day').outcome.programme;
	expect(day && programmeTable(day).columns.slice(0, 4)).toEqual([
		'和誰比',
		'多出來的',
		'誤差',
		'ROI',
	]);
});

test('what no bookshop can count is told as such, in every table', () => {
	for (const { id } of measuresPresets) {
		const { inputs, outcome } = preset(id);
		expect(boardTable(inputs, outcome).rows.at(-1)?.map(cellText)).toEqual(
			expect.arrayContaining(['留存率', '算不出來']),
		);
	}
	expect(retentionText(usual, at().outcome)).toContain('月留存率是98.0%');
});

test('where nobody is touched nothing is said to move, and no cause is named', () => {
	for (const event of ['competitor', 'quality'] as const) {
		const { headline, text } = findingAt(at({ event, size: 0 }));
		expect(headline).toBe('沒有人受影響，|什麼都不會動。');
		expect(text).not.toMatch(/對手|不滿意/);
	}
	expect(findingAt(at({ event: 'memberDay', size: 0 })).headline).toContain('真正帶來的是0.0元');
});

test('too little to be told from luck is said to be', () => {
	const { headline } = findingAt(at({ event: 'competitor', size: 0.05, customers: 500 }));
	expect(headline).toBe('這麼小的事，|沒有一個指標|看得出來。');
});

test('where nobody leaves nobody is said to have gone', () => {
	const { inputs, outcome } = at({ leavePerMonth: 0 });
	expect(meansOf(inputs, outcome)).toContain('沒有人離開');
	expect(meansOf(inputs, outcome)).not.toContain('也許走了');
});

test('controls that move nothing say when they would', () => {
	expect(hintsOf(usual)['size']).toContain('用不到');
	expect(hintsOf({ ...usual, event: 'quality' })['size']).toContain('不滿意的人');
	expect(hintsOf({ ...usual, event: 'quality' })['heldOut']).toContain('會員日');
	expect(hintsOf({ ...usual, metric: 'revenue' })['window']).toContain('用得到');
});

test('whatever the inputs, what is said has no holes, and tables are whole', () => {
	fc.assert(
		fc.property(anyInputs, fc.integer({ min: 1, max: 999 }), (inputs, seed) => {
			const outcome = measuresModel.run(inputs, seed);
			const chart = measureChart(inputs, outcome);
			const { programme } = outcome;
			const tables = [
				boardTable(inputs, outcome),
				...(programme ? [programmeTable(programme)] : []),
			];
			const finding = findingOf(inputs, outcome);
			const all = JSON.stringify([
				answerOf(inputs, outcome),
				finding,
				meansOf(inputs, outcome),
				retentionText(inputs, outcome),
				programme ? programmeText(inputs, programme) : '',
				hintsOf(inputs),
				chart.finding,
				chart.caption,
				tables,
			]);
			expect(all).not.toMatch(/NaN|Infinity|undefined|null|無限大|—[%人元分]|−0[^.\d]|多−|少−|\+−/);
			expect(finding.headline.length).toBeLessThanOrEqual(60);
			for (const { columns, rows } of tables) {
				for (const row of rows) expect(row).toHaveLength(columns.length);
			}
			const { low, high } = yRange(chart);
			expect(Number.isFinite(low) && Number.isFinite(high)).toBe(true);
			// Cause is named only where the board can show it.
			if (/先看外面|先看自己/.test(finding.text)) {
				expect(outcome.series.customers.seenAfter).not.toBeNull();
			}
			if (inputs.event === 'none') {
				expect(outcome.series.repeatYear.withEvent.at(-1)).toBeGreaterThan(
					outcome.series.repeatMonth.withEvent.at(-1) ?? 1,
				);
			}
		}),
		{ numRuns: 50 },
	);
});
