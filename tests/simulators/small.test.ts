import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concentrationModel } from '#models/concentration/concentration.ts';
import { costToServeModel } from '#models/cost-to-serve/model.ts';
import { journeyModel } from '#models/journey/model.ts';
import { usualInputs, usualSeed, type InputTable } from '#models/model.ts';
import { npsModel } from '#models/survey/nps-model.ts';
import { rfmInputs, type RfmInputs } from '#models/rfm/inputs.ts';
import { rfmModel } from '#models/rfm/model.ts';
import { serviceQualityModel } from '#models/service-quality/model.ts';
import { guessableOf, leadOf } from '#simulators/cost-to-serve/words.ts';
import * as journeyFigures from '#simulators/journey/figures.ts';
import * as rfmFigures from '#simulators/rfm/figures.ts';
import * as rfm from '#simulators/rfm/words.ts';
import { simulators } from '#simulators/list.ts';
import { smallSimulators, smallTopics } from '#simulators/small-list.ts';
import { yRange } from '#ui/chart-spec.ts';
import { percent } from '#ui/format.ts';
import { anyInputs, said, sentences, views, type View } from './small-views.ts';

function speaks<Table extends InputTable, Outcome>(of: View<Table, Outcome>): void {
	fc.assert(
		fc.property(anyInputs(of.model.inputs), fc.integer({ min: 1, max: 999 }), (inputs, seed) => {
			const all = said(of, inputs, seed);
			expect(sentences(all)).not.toMatch(/NaN|Infinity|undefined|null|無限大|—[%人元分]|−0[^.\d]/);
			for (const { columns, rows, foot } of all.tables) {
				for (const row of [...rows, ...(foot ? [foot] : [])]) {
					expect(row).toHaveLength(columns.length);
				}
			}
			const { low, high } = yRange(all.chart);
			expect(Number.isFinite(low) && Number.isFinite(high)).toBe(true);
			// Under a pointer each line is asked once, at one place.
			for (const { points } of all.chart.kind === 'line' ? all.chart.series : []) {
				expect(points.every(({ x }, index) => x > (points[index - 1]?.x ?? -Infinity))).toBe(true);
			}
			expect(all.finding.headline.length).toBeLessThanOrEqual(60);
			// Numbers along the bottom say what they count: the label is not drawn, the unit is.
			if (all.chart.kind === 'line' && !all.chart.x.names && all.chart.x.format !== 'percent') {
				expect(all.chart.x.unit).toBeDefined();
			}
		}),
		{ numRuns: 60 },
	);
}

describe('whatever the inputs, what is said has no holes', () => {
	test('80/20', () => speaks(views.concentration));
	test('cost to serve', () => speaks(views.costToServe));
	test('NPS', () => speaks(views.nps));
	test('CSAT', () => speaks(views.csat));
	test('intention', () => speaks(views.intention));
	test('perceived value', () => speaks(views.perceivedValue));
	test('service quality', () => speaks(views.serviceQuality));
	test('journey', () => speaks(views.journey));
	test('membership fee', () => speaks(views.membershipFee));
	test('price and value', () => speaks(views.priceValue));
	test('trust', () => speaks(views.trust));
	test('RFM', () => speaks(views.rfm));
	test('stars', () => speaks(views.stars));
});

describe('80/20', () => {
	test('a short look seems more concentrated than a long one, and the finding says by how much', () => {
		const { answer, finding } = said(views.concentration, { months: 1 });
		expect(answer.figure).toBe('75.6%');
		expect(finding.headline).toBe('前20%占多少？|看1個月是75.6%，|一直看下去是56.0%。');
	});

	test('where fewer have bought than the best are, no shorter look is said to show more', () => {
		for (const months of [1, 12]) {
			const { answer, finding } = said(views.concentration, { purchasesPerMonth: 0.02, months });
			expect(answer.figure).toBe('100.0%');
			expect(finding.text).toContain('買過的人還不到20%');
			expect(finding.text).not.toContain('愈短');
		}
		const longer = said(views.concentration, { purchasesPerMonth: 0.02, months: 60 });
		expect(longer.finding.text).toContain('看得愈短，這一截愈大');
	});

	test('counting buyers only turns the direction round', () => {
		const { finding } = said(views.concentration, { months: 1, counted: 'buyers' });
		expect(finding.headline).toBe('前20%占多少？|只算有買的是38.7%，|全部都算是75.6%。');
	});

	test('a look never seems less concentrated than the long run, and buyers never more than all', () => {
		fc.assert(
			fc.property(anyInputs(concentrationModel.inputs), (inputs) => {
				const { windows, longRun } = concentrationModel.run(inputs, usualSeed);
				for (const row of windows) {
					expect(row.topShareOfAll).toBeGreaterThanOrEqual(longRun.topShare - 1e-4);
					expect(row.topShareOfBuyers).toBeLessThanOrEqual(row.topShareOfAll + 1e-9);
				}
			}),
			{ numRuns: 60 },
		);
	});

	test('the best of one window are partly others in the next', () => {
		expect(said(views.concentration).more[1]).toContain('下一期有25%的位子換了人');
	});

	test('the curve starts with the best and ends with everybody', () => {
		const { chart } = said(views.concentration);
		const points = chart.kind === 'line' ? (chart.series.at(-1)?.points ?? []) : [];
		expect(points[0]).toEqual({ x: 0, y: 0 });
		expect(points.at(-1)).toEqual({ x: 1, y: 1 });
		expect(points[20]?.y).toBeCloseTo(0.58288, 4);
	});
});

describe('cost to serve', () => {
	test('large customers who earn nothing are counted', () => {
		const { answer, finding, more } = said(views.costToServe);
		expect(answer.figure).toBe('51');
		expect(finding.headline).toBe('營收最高的60位裡，|有11位其實不賺錢。');
		expect(more[0]).toContain('賺錢的249位合計賺18.7萬元，51位賠錢的客戶吃掉39,570元');
	});

	test('the guess is about the headline’s number and lies where the curve turns; lesson 5 reads on', () => {
		const { inputs } = costToServeModel;
		const usual = costToServeModel.run(usualInputs(inputs), usualSeed);
		const { ask, axis, at } = guessableOf(usual);
		expect(ask).toBe('300位客戶裡，有幾位不賺錢？');
		expect(axis).toBe('x');
		expect(at?.(51)).toBeCloseTo(usual.whale.peak.people, 9);

		const charged = costToServeModel.run({ ...usualInputs(inputs), deliveryFee: 40 }, usualSeed);
		const [before, after] = [usual, charged].map((outcome) => ({
			lead: leadOf(outcome).customers,
			large: outcome.leadAmongTheLargest,
		}));
		const text = readFileSync(
			join(import.meta.dirname, '..', '..', 'content', 'lessons', '05-contribution.mdx'),
			'utf8',
		);
		expect(text).toContain(`${before?.lead}位不賺錢，其中${before?.large}位就在營收最高的六十位裡`);
		expect(text).toContain(`收40元，剩${after?.lead}位，前六十位裡剩${after?.large}位`);
	});

	test('service that costs nothing leaves no lead', () => {
		const { finding } = said(views.costToServe, { orderPool: 0, deliveryPool: 0, casePool: 0 });
		expect(finding.headline).toBe('這個設定下，|每一位客人都賺錢。');
	});

	test('what nobody used is not spread over anybody', () => {
		const { more } = said(views.costToServe, { deliveredShare: 0 });
		expect(more[0]).toContain('另有95,000元的成本沒有客人用到');
		expect(more[2]).toBe('沒有人外送，收了也沒有收入');
	});
});

describe('NPS', () => {
	test('five points more are within the error of their difference', () => {
		const { answer, finding, more } = said(views.nps);
		expect(`${answer.figure}${answer.suffix}`).toBe('+30分');
		expect(answer.after).toBe('100人作答，95%信賴區間+14.7到+45.3分');
		expect(finding.headline).toContain('比上次多5分，|差距的誤差卻是±22.3分');
		expect(more[0]).toContain('得有938人作答');
	});

	test('an interval is about the true score; a second survey may be √2 as far away', () => {
		const { more } = said(views.nps);
		expect(more[0]).toContain('真正的分數大約在這次的分數±15.3分以內');
		expect(more[0]).toContain('兩次的差可以到±21.6分');
	});

	test('a clear change is rarely luck, which is not never', () => {
		const { finding } = said(views.nps, { promoters: 500, passives: 300, detractors: 50 });
		expect(finding.headline).toContain('光靠運氣很少差這麼多');
		expect(finding.text).toContain('5%以下');
		expect(`${finding.headline}${finding.text}`).not.toMatch(/不只是運氣|真的動了/);
	});

	test('from surveys too small for the formula nothing is concluded', () => {
		const { headline, text } = said(views.nps, {
			...{ promoters: 9, passives: 1, detractors: 0 },
			...{ promotersBefore: 2, passivesBefore: 3, detractorsBefore: 5 },
		}).finding;
		expect(headline).toContain('人太少，|先別下結論');
		expect(`${headline}${text}`).not.toMatch(/光靠運氣/);
	});

	test('no error is said to go beyond where the score ends', () => {
		const { more, finding } = said(views.nps, { promoters: 1, passives: 0, detractors: 1 });
		expect(more[0]).toContain('真正的分數大約在−100.0到+100.0分之間');
		for (const [, points] of `${more[0]}${finding.text}`.matchAll(/±([\d.]+)分以內/g)) {
			expect(Number(points)).toBeLessThanOrEqual(100);
		}
	});

	test('with two thousand each, as the lesson asks, five points are just more than their error', () => {
		const preset = (id: string) =>
			said(views.nps, npsModel.presets.find((each) => each.id === id)?.inputs ?? {}).finding;
		expect(preset('large').headline).toContain('還不能說變了');
		expect(preset('larger').headline).toContain('比上次多5分，|超過差距的誤差±4.99分');
		expect(preset('larger').text).toContain('+0.01到+9.99分，不含零');
	});

	test('nobody having answered is not a score of nothing', () => {
		const { answer, finding } = said(views.nps, { promoters: 0, passives: 0, detractors: 0 });
		expect(answer.figure).toBe('—');
		expect(finding.headline).toContain('兩次調查');
	});

	test('the three surveys of the table have one score', () => {
		const rows = said(views.nps).tables[0]?.rows ?? [];
		expect(new Set(rows.map((row) => row.at(-1)))).toEqual(new Set(['+30.0']));
	});
});

describe('CSAT', () => {
	test('the same answers are nine tenths or three tenths', () => {
		expect(said(views.csat).finding.headline).toBe('算4、5分是90%，|只算5分是30%。');
	});

	test('nothing says 100% while anybody gave less than four', () => {
		const { answer, finding, more, chart, tables } = said(views.csat, { fives: 2_000 });
		expect(answer.figure).toBe('99.5%');
		expect(finding.headline).toContain('算4、5分是99.5%');
		expect(JSON.stringify([answer, finding, more, chart, tables])).not.toContain('100%');
		const most = said(views.csat, { ones: 1, twos: 0, threes: 0, fours: 2_000, fives: 2_000 });
		expect(JSON.stringify(most)).not.toContain('100%');
		expect(most.answer.figure).toBe('99.98%');
	});

	test('an estimate stands before its interval', () => {
		expect(said(views.csat).tables[0]?.columns).toEqual(['算法', '結果', '95%信賴區間']);
		expect(said(views.csat).tables[0]?.rows[2]).toEqual(['平均分數', '4.13分', '—']);
		const { columns, foot } = said(views.intention).tables[0] ?? { columns: [] };
		expect(columns.slice(-2)).toEqual(['真正再買', '95%信賴區間']);
		expect(foot?.at(-1)).toBe('');
	});

	test('where nobody gave four the two ways agree', () => {
		expect(said(views.csat, { fours: 0 }).finding.headline).toContain('沒有人給4分');
	});
});

describe('intention', () => {
	test('polite people say more than they do', () => {
		const { answer, finding } = said(views.intention);
		expect(answer.figure).toBe('+22.6');
		expect(finding.text).toContain('客氣');
	});

	test('honest people of steady mood do about what they say', () => {
		const { finding } = said(views.intention, { politeness: 0, noise: 0, people: 20_000 });
		expect(finding.headline).toContain('差不多');
	});

	test('politeness is blamed only where there is some, and mood only where it moves', () => {
		for (const politeness of [-2, -1, 0, 0.5, 2]) {
			for (const noise of [0, 1, 2, 4]) {
				const { headline, text } = said(views.intention, { politeness, noise }).finding;
				if (!headline.includes('真正再買的是') || text.includes('更常買')) continue;
				expect(text.includes('客氣會把'), `${politeness}, ${noise}`).toBe(politeness > 0);
				expect(text.includes('心情'), `${politeness}, ${noise}`).toBe(noise > 0);
			}
		}
		expect(said(views.intention, { politeness: 0 }).finding.text).toContain('這裡沒有人客氣');
		expect(said(views.intention, { politeness: -1, noise: 2 }).finding.text).toContain('比心裡低');
	});
});

describe('perceived value', () => {
	test('the textbook’s customer goes to the shop round the corner', () => {
		const { answer, finding } = said(views.perceivedValue);
		expect(answer.figure).toBe('70%');
		expect(finding.headline).toBe('在客人眼中，|乙多值300元。');
	});

	test('the price that brings most is told as a price, with what it brings', () => {
		const { more } = said(views.perceivedValue);
		expect(more.join()).toContain(
			'定1,632元收到的錢最多：85%的人選甲，平均每位來問價的客人收1,389元；這是收入',
		);
	});

	test('two offers below nothing are both left', () => {
		const { finding } = said(views.perceivedValue, { moneyA: 5_000, moneyB: 5_000 });
		expect(finding.headline).toContain('不買最划算');
	});

	test('a dearer offer that wins is said to win though dearer', () => {
		const { finding } = said(views.perceivedValue, { productA: 3_000 });
		expect(finding.text).toContain('甲比較貴，還是贏');
	});
});

describe('service quality', () => {
	test('the plain mean hides what customers mind most, and the finding says which', () => {
		const { answer, finding } = said(views.serviceQuality);
		expect(`${answer.figure}${answer.suffix}`).toBe('−0.53分');
		expect(answer.after).toContain('五項直接平均−0.14分；只看感受5.53分');
		expect(finding.headline).toBe('先補可靠：|它一項就欠0.60分。');
		expect(finding.text).toContain('總缺口會變成+0.07分');
	});

	test('what is above expectation makes up for a part of what is not, or for more than all', () => {
		expect(said(views.serviceQuality).finding.text).toContain(
			'把不夠的抵掉一部分：直接平均是−0.14',
		);
		const sofa = serviceQualityModel.presets.find(({ label }) => label === '換沙發')?.inputs ?? {};
		const { text } = said(views.serviceQuality, sofa).finding;
		expect(text).toContain('把不夠的全抵掉還有餘：直接平均是+0.06分，依權重是−0.43分');
	});

	test('bars begin where the scale does', () => {
		const { chart } = said(views.serviceQuality);
		expect(chart.kind === 'bar' && [chart.y.min, chart.y.max]).toEqual([1, 7]);
	});

	test('the lowest score is told apart from the first to mend', () => {
		const { finding } = said(views.serviceQuality, { perceivedTangibles: 4.6 });
		expect(finding.headline).toBe('分數最低的是有形，|該先補的是可靠。');
	});

	test('a dimension nobody weighs is not one to mend', () => {
		const { finding } = said(views.serviceQuality, {
			weightReliability: 0,
			weightResponsiveness: 0,
		});
		expect(finding.headline).toContain('客人看重的每一項');
		expect(finding.text).toContain('可靠、回應沒做到期望，可是權重是0');
	});

	test('of 50 answers two gaps are sure; of ten, one; of a thousand, all', () => {
		expect(said(views.serviceQuality).more[2]).toContain('只有有形、可靠的缺口大過誤差');
		expect(said(views.serviceQuality, { respondents: 10 }).more[2]).toContain('只有可靠的缺口');
		expect(said(views.serviceQuality, { respondents: 1_000 }).more[2]).toContain(
			'只有有形、可靠、回應、關懷',
		);
		expect(said(views.serviceQuality, { spread: 0 }).more[2]).toContain('答得一模一樣');
	});
});

describe('journey', () => {
	test('the mean and the worst moment choose differently', () => {
		const { answer, finding } = said(views.journey);
		expect(`${answer.figure}${answer.suffix}`).toBe('3.33分');
		expect(finding.headline).toBe('照平均，沒滿分的5站都一樣；|照谷底與結尾，|先補候診。');
	});

	test('anger carried on makes both say the waiting room', () => {
		const { finding } = said(views.journey, { drag: 0.5 });
		expect(finding.headline).toBe('兩種算法都說：|先補候診。');
		expect(finding.text).toContain('治療做到4分，病人只感受到3分');
	});

	test('six stations at 95 % leave 73.5 %', () => {
		const { answer, finding, more } = said(views.journey, { way: 'smooth' });
		expect(answer.figure).toBe('73.5%');
		expect(finding.headline).toBe('六站都是95%，|全程都順的是73.5%。');
		expect(more[1]).toContain('約有26位至少在一站卡住');
	});

	test('the axis of shares makes room for a low guess', () => {
		const inputs = { ...usualInputs(journeyModel.inputs), way: 'smooth' } as const;
		const outcome = journeyModel.run(inputs, usualSeed);
		const from = (guessed?: number) => journeyFigures.journeyChart(inputs, outcome, guessed).y.min;
		expect([from(), from(0.9), from(0.5), from(0.2)]).toEqual([0.5, 0.5, 0, 0]);
	});

	test('two stations equally low are not mended by one', () => {
		const { finding } = said(views.journey, { payment: 1 });
		expect(finding.headline).toContain('照谷底與結尾，|只補一站沒有用');
	});

	test('where all is full there is nothing to mend', () => {
		const full = { booking: 5, arrival: 5, waiting: 5, treatment: 5, payment: 5 };
		expect(said(views.journey, full).finding.headline).toBe('兩種算法都說：|每一站都滿分了。');
		expect(said(views.journey, full).finding.text).toContain('照平均整段一分也不會多');
	});
});

describe('membership fee', () => {
	test('members buy more than others, and most of that is who they are', () => {
		const { answer, finding } = said(views.membershipFee);
		expect(`${answer.prefix}${answer.figure}`).toBe('NT$137萬');
		expect(finding.headline).toBe('會員買的是非會員的6.2倍，|會員制帶來的只有1.4倍。');
	});

	test('where nobody orders more the shop loses, and the sign is there', () => {
		const { answer } = said(views.membershipFee, { responsiveness: 0 });
		expect(`${answer.prefix}${answer.figure}`).toBe('−NT$138萬');
	});

	test('members who buy no more than before are not told by a factor of one', () => {
		const everybody = { fee: 0, responsiveness: 0 };
		expect(said(views.membershipFee, everybody).finding.headline).toBe(
			'會員的訂單|和自己加入前|一樣多。',
		);
	});

	test('the shop’s account adds up', () => {
		const [account] = said(views.membershipFee).tables;
		const figure = (cell: unknown) => Number(String(cell).replace('−', '-').replaceAll(',', ''));
		const sum = (account?.rows ?? []).reduce((total, row) => total + figure(row[1]), 0);
		expect(Math.abs(sum - figure(account?.foot?.[1]))).toBeLessThanOrEqual(3);
	});

	test('without any benefit nobody has a reason to join', () => {
		const { finding, more } = said(views.membershipFee, { shippingFee: 0, discount: 0 });
		expect(finding.headline).toContain('沒有人加入');
		expect(more[0]).toContain('沒有人有理由付會費');
	});
});

describe('RFM', () => {
	test('those who respond most are not those who are moved most', () => {
		const { finding } = said(views.rfm);
		expect(finding.headline).toContain('「分數最高的」，|最會被說動的|是「以前常來、最近不見」');
	});

	test('a letter that moves nobody still shows responses', () => {
		const { answer, finding } = said(views.rfm, { persuasion: 0 });
		expect(`${answer.prefix}${answer.figure}`).toBe('−NT$286');
		expect(answer.after).toContain('因信多出來的買家0人');
		expect(finding.headline).toContain('報表卻照樣有回應率');
	});

	test('what grades explain is told as shares of the same differences', () => {
		const { explainedBySums, explainedByCells } = rfmModel.run(
			usualInputs(rfmModel.inputs),
			usualSeed,
		).agreement;
		const told = said(views.rfm).more[1] ?? '';
		expect(told).toContain(`差異的${percent(explainedBySums ?? 0)}，`);
		expect(told).toContain(`一格一格看是${percent(explainedByCells ?? 0)}`);
		expect(told).not.toMatch(/相關係數|真正的訂單/);
	});

	test('the month looked at and the three months brought forward stand together', () => {
		expect(said(views.rfm).more[0]).toMatch(/一個月；.*三個月/);
	});

	test('grades the other way round tell the same pair', () => {
		const pair = (best: '5' | '1') => said(views.rfm, { best }).more[1] ?? '';
		expect(pair('5')).toContain('近期3、頻率5、金額5');
		expect(pair('1')).toContain('近期3、頻率1、金額1');
		expect(pair('1')).toContain('多半已經走了');
	});

	test('each square tells of how many its share is, and a row of squares holds its customers', () => {
		fc.assert(
			fc.property(fc.constantFrom(...rfmInputs.grading.options), ({ value }) => {
				const inputs = { ...usualInputs(rfmModel.inputs), grading: value };
				const outcome = rfmModel.run(inputs, usualSeed);
				for (const [, size, ...cells] of rfmFigures.squareTable(outcome).rows) {
					const counts = cells.map((cell) => Number(/（(\d+)人）/.exec(String(cell))?.[1] ?? 0));
					expect(counts.reduce((sum, count) => sum + count, 0)).toBe(Number(size));
				}
			}),
		);
	});

	test('a grade in which nobody stands has no column, and the words say why', () => {
		const outcome = (given: Partial<RfmInputs>) =>
			rfmModel.run({ ...usualInputs(rfmModel.inputs), ...given }, usualSeed);
		const { columns, rows } = rfmFigures.squareTable(outcome({}));
		expect(columns).toEqual(['近期', '人數', '頻率5', '頻率4', '頻率3', '頻率2']);
		for (const row of rows) expect(row).toHaveLength(columns.length);
		expect(rfm.emptyOf(outcome({}))).toMatch(
			/^頻率1無人，所以不列，.*買一樣多次的人不拆開.*排進了上一等。$/,
		);
		// Graded within each recency, every grade of frequency has somebody.
		const nested = outcome({ grading: 'nested' });
		expect(rfm.emptyOf(nested)).toBe('');
		expect(rfmFigures.squareTable(nested).columns.at(-1)).toBe('頻率1');
	});
});

test('every row of the list asks, answers and says how', () => {
	expect(new Set(smallSimulators.map(({ id }) => id)).size).toBe(smallSimulators.length);
	for (const row of smallSimulators) {
		expect(row.question).toMatch(/？$/);
		expect(row.answer).toMatch(/\d/);
		expect(Object.values(row).join()).not.toMatch(/NaN|undefined|\|/);
	}
	const lessons = smallSimulators.map(({ lesson }) => lesson);
	expect(lessons).toEqual([...lessons].sort((one, other) => one - other));
	expect(new Set(smallSimulators.map(({ topic }) => topic))).toEqual(new Set(smallTopics));
});

test('what is left of all who began is not called a retention rate', () => {
	expect(simulators.find(({ id }) => id === 'churn')?.means).toBe('36個月後還在的比例');
});
