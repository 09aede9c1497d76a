import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clvModel } from '#models/clv/clv.ts';
import { clvInputs, type ClvInputs } from '#models/clv/inputs.ts';
import { timingCodes } from '#models/clv/timing.ts';
import { usualInputs } from '#models/model.ts';
import { existingFacts, existingWords, recencyWords } from '#simulators/clv/customer-words.ts';
import { costFacts, tenureTable, tenureWords } from '#simulators/clv/further-words.ts';
import { cumulativeChart, limitRow, yearRows, yearTable } from '#simulators/clv/figures.ts';
import { findingOf } from '#simulators/clv/finding-words.ts';
import { guessableOf } from '#simulators/clv/guess.ts';
import { forkWords, ladderShown, ladderTable } from '#simulators/clv/ladder-words.ts';
import { silenceTable } from '#simulators/clv/silence.ts';
import { moved, movesOf, multiplesOf, multiplesTable } from '#simulators/clv/moves.ts';
import {
	answerOf,
	conventions,
	hintsOf,
	meansOf,
	questionOf,
	retentionHint,
	timingNotes,
} from '#simulators/clv/words.ts';
import { cellText } from '#ui/table.ts';

const shown = (given: Partial<ClvInputs> = {}) => {
	const inputs = { ...usualInputs(clvInputs), ...given };
	const outcome = clvModel.run(inputs, 1);
	return {
		answer: answerOf(inputs, outcome),
		question: questionOf(outcome),
		notes: timingNotes(inputs),
		means: meansOf(inputs, outcome),
		finding: findingOf(inputs, outcome),
		hint: retentionHint(inputs),
		hints: hintsOf(inputs, outcome),
		chart: cumulativeChart(inputs, outcome),
		rows: yearRows(inputs, outcome),
		limit: limitRow(outcome),
		rungs: ladderShown(inputs, outcome).rungs,
		zero: ladderShown(inputs, outcome).zero,
		tables: [
			yearTable(inputs, outcome),
			ladderTable(inputs, outcome),
			multiplesTable(inputs),
			tenureTable(inputs, outcome),
			silenceTable(inputs),
		],
		fork: forkWords(inputs),
		moves: movesOf(inputs),
		multiples: multiplesOf(inputs),
		cost: costFacts(inputs, outcome),
		tenure: tenureWords(inputs, outcome),
		customer: outcome.existing
			? [
					...existingFacts(inputs, outcome.existing),
					existingWords(inputs, outcome.existing),
					recencyWords(inputs),
				]
			: [],
	};
};

describe('where only renewals count (B)', () => {
	test('the dearest new customer that pays is the one of A, and the sentence says why', () => {
		expect(shown({ timing: 'B' }).means).toContain(
			'沒算取得時就到手的第一筆毛利1,000元；連它一起算，取得一位新客最多能花3,667元',
		);
		expect(shown({ timing: 'A' }).means).toContain('超過這個數');
	});

	test('acquisition cost is held against the first margin too', () => {
		const { answer, means, rungs, chart } = shown({ timing: 'B', acquisitionCost: 3_000 });
		expect(answer.figure).toBe('2,667');
		expect(answer.after).toBe(
			'從第一次續購算起（B）的毛利現值；加上第一筆、扣掉取得成本，淨值667元',
		);
		expect(means).toContain(
			'淨值是毛利現值3,667元（第一筆1,000元，續購2,667元），扣掉取得新客的3,000元',
		);
		// Each lever has a rung of its own, so what came back and what was paid are two.
		expect(rungs.at(-2)?.how).toBe('B沒算的第一筆1,000元');
		expect(rungs.at(-1)?.how).toBe('取得一位新客花3,000元');
		expect(rungs.at(-1)?.change).toBe('−3,000，少81.8%');
		expect(chart.references?.[0]).toMatchObject({ at: 2_000 });
		expect(shown({ timing: 'B', acquisitionCost: 500 }).chart.references).toBeUndefined();
	});

	test('nobody renewing is not a margin of nothing', () => {
		const { finding, means } = shown({ timing: 'B', retentionPerYear: 0 });
		expect(finding.text).toContain('B只算續購，所以是零');
		expect(`${finding.text}${means}`).not.toMatch(/只要有一個是零|沒有留下毛利/);
		expect(means).toContain('最多能花1,000元');
		expect(shown({ timing: 'B', marginRate: 0 }).finding.text).toContain('只要有一個是零');
	});
});

describe('payments', () => {
	test.each([
		['A', ['第1筆，現在', '第2筆，1年後', '第3筆，2年後']],
		['B', ['第1筆續購，1年後', '第2筆續購，2年後', '第3筆續購，3年後']],
		['C', ['第1筆，1年後', '第2筆，2年後', '第3筆，3年後']],
		['D', ['第1筆，0.5年後', '第2筆，1.5年後', '第3筆，2.5年後']],
	] as const)('under %s are named by number and by the time they come', (timing, names) => {
		expect(
			shown({ timing })
				.rows.slice(0, 3)
				.map((row) => row[0]),
		).toEqual(names);
	});

	test.each([
		['A', { x: 0, y: 1_000 }, 2],
		['B', { x: 0, y: 0 }, 3],
		['C', { x: 0, y: 0 }, 3],
		['D', { x: 0, y: 0 }, 2.5],
	] as const)('under %s stand in the chart where the table has them', (timing, start, third) => {
		const { chart } = shown({ timing });
		for (const { points } of chart.series) expect(points[0]).toEqual(start);
		expect(chart.callouts?.[0]?.x).toBe(third);
		expect(chart.bands?.[0]?.points.map(({ x }) => x)).toEqual(
			chart.series[0]?.points.map(({ x }) => x),
		);
	});

	test.each(timingCodes)('pay the cost back under %s at a time that the table has', (timing) => {
		const { rows, means } = shown({ timing, acquisitionCost: 1_900 });
		const years = /要等([\d.]+)年/.exec(means)?.[1];
		expect(rows.map((row) => row[0]).join(' ')).toContain(`${years}年後`);
	});
});

test('digits that were typed are not rounded away', () => {
	const { hint, rungs } = shown({
		retentionPerYear: 0.999,
		marginRate: 0.333,
		orderValue: 399.5,
		purchasesPerYear: 4.5,
	});
	expect(hint).toBe('也就是每年流失0.1%，平均維持1,000年');
	expect(rungs.map(({ how }) => how).join('')).toContain('改成每年留下99.9%');
	expect(rungs[0]?.how).toContain('399.5元 × 每年4.5次');
	expect(rungs[1]?.how).toBe('只留下毛利率33.3%');
});

const contractual = { business: 'contractual' } as const;
const nonContractual = { business: 'nonContractual' } as const;

describe('the ladder', () => {
	test('has one rung a lever: five with a contract, seven without', () => {
		expect(shown().rungs.map(({ id }) => id)).toEqual([
			'revenue',
			'margin',
			'retention',
			'discounting',
			'differentChurn',
		]);
		expect(shown(nonContractual).rungs.map(({ id }) => id)).toEqual([
			'revenue',
			'margin',
			'retention',
			'discounting',
			'leavingAfterOrders',
			'differentRates',
			'differentLeaving',
		]);
	});

	test('says what each takes away, and what stays as it is', () => {
		expect(shown().rungs.map(({ figure, change }) => [figure, change])).toEqual([
			['10,000', ''],
			['5,000', '−5,000，少50%'],
			['5,000', '不變'],
			['3,667', '−1,333，少26.7%'],
			['3,667', '不變'],
		]);
	});

	test('tells a step too small to see as a share of the rung before', () => {
		const step = shown({ marginRate: 0.95 }).rungs.find(({ id }) => id === 'margin');
		expect(step?.change).toBe('−500，少5%');
		// Of nothing, or of a loss, no share can be told.
		const fromNothing = shown({ marginRate: 0, acquisitionCost: 900 }).rungs.at(-1);
		expect(fromNothing?.change).toBe('−900');
		const intoLoss = shown({ acquisitionCost: 8_000 }).rungs.at(-1);
		expect(intoLoss?.change).toBe('−8,000');
	});

	test('does not subtract one branch from the other, as its own words say', () => {
		const { rungs, fork, tables } = shown(nonContractual);
		expect(fork).toContain('兩條路的數字不相減');
		const step = rungs.find(({ id }) => id === 'leavingAfterOrders');
		expect(step).toMatchObject({ change: '' });
		expect(step?.moved).toBeUndefined();
		expect(tables[1]?.rows.find(([name]) => name === step?.name)?.[2]).toBe('');
		expect(rungs.at(-1)?.change).not.toBe('');
	});

	test('calls what a contract brings first a payment', () => {
		const given = { timing: 'B', acquisitionCost: 900 } as const;
		expect(shown(given).rungs.at(-2)?.name).toBe('加回第一筆的毛利');
		expect(shown({ ...nonContractual, ...given }).rungs.at(-2)?.name).toBe('加回第一次的毛利');
	});

	test('tells that without a contract the money comes at other times too', () => {
		const step = shown(nonContractual).rungs.find(({ id }) => id === 'leavingAfterOrders');
		expect(step?.how).toContain('錢也從一年一筆，改成消費一次收一次');
	});

	test('names the convention on every present value', () => {
		for (const { id, name } of shown({ ...nonContractual, timing: 'C' }).rungs.slice(2)) {
			expect(name, id).toContain('（C）');
		}
	});

	test('draws bars that begin where the last ended, and a loss below zero', () => {
		const { rungs, zero } = shown({ acquisitionCost: 50_000 });
		expect(zero).toBeGreaterThan(0);
		const last = rungs.at(-1);
		expect(last?.moved?.x).toBeCloseTo(0, 9);
		expect(last?.kept?.width).toBe(0);
	});

	test('has a step across the fork in neither branch', () => {
		expect(shown(contractual).fork).toContain('不相減');
		expect(shown(nonContractual).fork).toContain('不相減');
		const kinds = [shown(contractual), shown(nonContractual)].map(
			({ answer }) => answer.amount?.kind,
		);
		expect(kinds[0]).not.toBe(kinds[1]);
	});
});

describe('without a contract nobody pays by the year', () => {
	test('so the moments of payment are told by the order, as the conventions tell them', () => {
		const { notes, answer } = shown(nonContractual);
		expect(notes?.A).toContain('消費當下');
		expect(notes?.B).toContain('第一次不算');
		expect(notes?.C).toContain('晚一年');
		expect(notes?.D).toContain('晚半年');
		expect(JSON.stringify(notes)).not.toMatch(/年初|年底|年中|續購/);
		expect(answer.after).toContain('消費當下收款（A）');
		expect(conventions.join('')).toContain('非合約型的A在消費當下收款，C和D分別晚一年、半年');
		expect(shown(contractual).notes).toBeUndefined();
	});

	// C and D are A, a year and half a year later.
	test('and the worths stand to each other as the notes say', () => {
		const { A, C, D } = clvModel.run({ ...usualInputs(clvInputs), ...nonContractual }, 1).byTiming;
		if (!A.bounded || !C.bounded || !D.bounded) throw new Error('no bound');
		expect(A.value / C.value).toBeCloseTo(1.1, 9);
		expect(A.value / D.value).toBeCloseTo(Math.sqrt(1.1), 9);
	});

	// 2.67 orders in the second year, of the 5 that an active customer places: 53.3 %.
	test('and a year is told by what it brings of what it would, not by who is still there', () => {
		const inputs = { ...usualInputs(clvInputs), ...nonContractual };
		const { columns, rows } = yearTable(inputs, clvModel.run(inputs, 1));
		expect(columns[1]).toBe('和沒人離開時比');
		const { orderValue, marginRate, purchasesPerYear } = inputs;
		const unleaving = orderValue * marginRate * purchasesPerYear;
		for (const [, share = '', expected = ''] of rows.slice(1).map((row) => row.map(cellText))) {
			const money = Number(expected.replaceAll(',', ''));
			expect(Number.parseFloat(share)).toBeCloseTo((100 * money) / unleaving, 0);
		}
		expect(rows[2]?.[1]).toBe('53.3%');
		expect(yearTable({ ...inputs, ...contractual }, clvModel.run(inputs, 1)).columns[1]).toBe(
			'還在的機率',
		);
	});

	test('and the frequency is that of customers who have not left', () => {
		expect(shown(nonContractual).hints.purchasesPerYear).toContain('離開之前');
		expect(shown(contractual).hints.purchasesPerYear).toBeUndefined();
	});

	// Fader, Hardie & Lee (2005): a .793, b 2.426 for CDNOW.
	test('and how much customers differ has a source of its own', () => {
		expect((1 / (0.793 + 2.426 + 1)).toFixed(2)).toBe('0.24');
		expect(clvInputs.differences.source).toContain(
			'非合約型：Fader、Hardie與Lee（2005）的資料是0.24',
		);
	});
});

describe('the question', () => {
	test('asks for 4,000 while that is within reach, else for a tenth more, or to lose nothing', () => {
		expect(shown().question).toContain('值到4,000元');
		expect(shown({ marginRate: 0.05 }).question).toContain('再多值一成');
		expect(shown({ acquisitionCost: 5_000 }).question).toContain('不再賠錢');
		// Nothing lost, and nothing to come either: the first payment is back, or there is no margin.
		const first = { retentionPerYear: 0, timing: 'B', acquisitionCost: 500 } as const;
		for (const given of [first, { orderValue: 0 }]) {
			expect(shown(given).question).toContain('往後還有得賺');
			expect(shown(given).question).not.toContain('賠');
		}
		expect(shown({ retentionPerYear: 0.9 }).question).toContain('再多值一成');
		expect(shown({ acquisitionCost: 1_000 }).question).toContain('4,000元');
		expect(shown({ retentionPerYear: 1, discountPerYear: 0 }).question).toContain('有個上限');
	});
});

describe('where winning a customer costs something', () => {
	const goods = {
		orderValue: 900,
		purchasesPerYear: 8,
		marginRate: 0.18,
		retentionPerYear: 0.6,
		discountPerYear: 0.12,
		acquisitionCost: 600,
	};

	// 1,296 × 1.12 ÷ 0.52 = 2,791; with 23 % margin 3,567.
	test('the CLV is one number in headline, chart, ladder and finding, and the net value another', () => {
		const { answer, chart, rungs, finding, means } = shown(goods);
		expect(answer.figure).toBe('2,791');
		expect(answer.after).toBe('期初收款（A）的毛利現值；扣掉取得成本，淨值2,191元');
		expect(means).toContain('淨值是毛利現值2,791元，扣掉取得新客的600元');
		expect(chart.series[1]?.endLabel).toEqual(['→ 2,791']);
		expect(rungs.at(-2)?.figure).toBe('2,791');
		expect(rungs.at(-1)).toMatchObject({ name: '扣掉取得成本，剩下淨值', figure: '2,191' });
		expect(finding.text).toContain('把CLV推到3,567元');
		expect(answer.amount?.value).toBeCloseTo(2_791.38, 2);
	});

	test('what a pinned setting without the cost is worth can be taken from it', () => {
		const kinds = [0, 600].map(
			(acquisitionCost) => shown({ ...goods, acquisitionCost }).answer.amount?.kind,
		);
		expect(kinds[0]).toBe(kinds[1]);
	});
});

test('a worth above the years’ revenue is no share of it, but more, and why', () => {
	const long = { marginRate: 1, retentionPerYear: 0.95, yearsKept: 1 };
	expect(shown(long).means).toContain('比1年營收2,000元還多，因為留得更久');
	expect(shown({ ...long, business: 'nonContractual' }).means).toMatch(/還多。/);
	expect(shown().means).toContain('相當於5年營收10,000元的37%');
});

test('a guess of how many times is answered with both worths, the first of which is the headline', () => {
	const { exactly, written } = guessableOf(clvModel.run(usualInputs(clvInputs), 1));
	expect(exactly?.(1.5)).toBe('1.5倍（3,667元變成5,500元）');
	expect(written(1.5)).toBe('1.5倍');
});

test('which lever is strongest is said under the assumption that all are as easy to move', () => {
	expect(shown().finding.text).toContain('這幾步假設一樣容易做到，最有力的是');
});

describe('customers who differ', () => {
	test('make the average miss, and the finding says by how much', () => {
		const { finding, answer, chart } = shown({
			orderValue: 100,
			purchasesPerYear: 1,
			marginRate: 1,
			differences: 0.75,
		});
		const [, missed] = /會少算(\d+)%/.exec(finding.headline) ?? [];
		const worth = Number(answer.figure);
		expect(Number(missed)).toBe(Math.round((1 - 366.67 / worth) * 100));
		expect(finding.text).toContain('只會算出367元');
		expect(chart.series.map(({ name }) => name)).toEqual(['未折現', '折現後', '用平均算']);
	});

	test('are nobody where all are alike', () => {
		const { finding, chart } = shown();
		expect(`${finding.headline}${finding.text}`).not.toContain('平均');
		expect(chart.series).toHaveLength(2);
	});

	test('without a contract the average may miss either way', () => {
		expect(shown({ ...nonContractual, rateSpread: 3 }).finding.headline).toContain('多算');
		expect(
			shown({ ...nonContractual, rateSpread: 0.3, differences: 0.5 }).finding.headline,
		).toContain('少算');
	});
});

describe('one percent more', () => {
	// r ÷ (1 + i − r) at B: 0.808 ÷ 0.312 over 0.8 ÷ 0.32, and 0.8 ÷ 0.3212 over it.
	test('of retention is 3.6 percent more CLV at r = 0.8 and i = 0.12', () => {
		const { moves } = shown({ timing: 'B', discountPerYear: 0.12 });
		expect(moves?.headline).toBe('留存率多1%，CLV多3.6%。');
		expect(moves?.table.rows).toEqual([
			['留存率', '80% → 80.8%', '多3.6%'],
			['毛利率', '50% → 50.5%', '多1%'],
			['折現率', '12% → 12.12%', '少0.37%'],
		]);
	});

	test('of a chance of leaving takes away', () => {
		const { moves } = shown(nonContractual);
		expect(moves?.table.rows[0]?.[2]).toMatch(/^少/);
	});

	test.each([
		[1, '多1%'],
		[0.999_999_9, '多1%'],
		[10, '多10%'],
		[-0.5, '少0.5%'],
		[0.001, '幾乎不變'],
		[0, '幾乎不變'],
	])('a move of %d percent reads %s', (percent, words) => expect(moved(percent)).toBe(words));
});

test('the margin multiple of the present setting is framed', () => {
	const { multiples } = shown({ retentionPerYear: 0.9, discountPerYear: 0.12 });
	const here = multiples.rows.flatMap(({ name, cells }) =>
		cells.filter((cell) => cell.here).map(({ text }) => [name, text]),
	);
	expect(here).toEqual([['12%', '4.09']]);
	expect(shown({ retentionPerYear: 0.2 }).multiples.words).toContain('不在表的附近');
});

describe('one existing customer', () => {
	test('the two languages of recency are told apart', () => {
		expect(shown(nonContractual).customer.join('')).toContain('這裡9個月。RFM的F是5次');
		expect(shown({ ...nonContractual, repeatOrders: 0 }).customer.join('')).toContain(
			'100%是模型的規定',
		);
	});

	test('a history that cannot be is answered with a sentence', () => {
		expect(shown({ ...nonContractual, monthsSinceLast: 20 }).customer.join('')).toContain(
			'這份紀錄對不上',
		);
	});

	test('the longer the silence, the less likely to come back', () => {
		const silence = silenceTable({ ...usualInputs(clvInputs), ...nonContractual });
		const chances = silence.rows.map(([, chance]) => parseFloat(String(chance)));
		expect(chances).toEqual([...chances].sort((one, other) => other - one));
	});
});

test('nothing that is shown ever reads NaN, Infinity, null or undefined', () => {
	const corners = fc.record({
		business: fc.constantFrom('contractual' as const, 'nonContractual' as const),
		differences: fc.constantFrom(0, 1e-10, 0.01, 0.35, 0.9),
		leaveAfterOrder: fc.constantFrom(0, 0.001, 0.05, 0.9),
		rateSpread: fc.constantFrom(0.3, 1, 3),
		repeatOrders: fc.constantFrom(0, 1, 4, 100),
		monthsSinceFirst: fc.constantFrom(1, 12, 60),
		monthsSinceLast: fc.constantFrom(0, 3, 60),
		meanSpend: fc.constantFrom(0, 600),
		ordersToTrust: fc.constantFrom(0.1, 2, 20),
		orderValue: fc.constantFrom(0, 400, 5_000),
		purchasesPerYear: fc.constantFrom(0, 5, 52),
		yearsKept: fc.constantFrom(0, 5, 40),
		marginRate: fc.constantFrom(0, 0.5, 1),
		retentionPerYear: fc.constantFrom(0, 0.8, 0.999, 1),
		discountPerYear: fc.constantFrom(0, 0.1, 0.3),
		timing: fc.constantFrom(...timingCodes),
		acquisitionCost: fc.constantFrom(0, 500, 50_000),
		horizonYears: fc.constantFrom(3, 7, 40),
	});
	fc.assert(
		fc.property(corners, (inputs) => {
			expect(JSON.stringify(shown(inputs))).not.toMatch(
				/NaN|Infinity|null|undefined|無限大元|—%|—元/,
			);
		}),
		{ numRuns: 250 },
	);
});

test('a cost beyond all that ever comes is never back, not only not in a thousand years', () => {
	const given = { retentionPerYear: 0.9, marginRate: 0.5, acquisitionCost: 8_000 };
	const { cost } = shown(given);
	const wait = cost.find(({ name }) => name === '回本要多久');
	expect(wait?.note).toBe('全部加起來只有5,500元，永遠收不回來');
	expect(wait?.note).not.toContain('一千年');
});

// r ÷ (1 + i − r) at B: 0.808 ÷ 0.292 is 3.8 % over 0.8 ÷ 0.3; (1 + i) ÷ (1 + i − r) at A: 0.3 ÷ 0.292.
test('beside a published range without a convention stands the same at B', () => {
	expect(shown().moves?.atB).toContain('用B算，留存率多1%，多3.8%');
	expect(shown().moves?.headline).toContain('多2.7%');
	expect(shown({ timing: 'B' }).moves?.atB).toBe('');
	expect(shown(nonContractual).moves?.atB).toBe('');
});
