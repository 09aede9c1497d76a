import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { churnInputs } from '#models/churn/inputs.ts';
import { churnMix, discountedLifetime, mixAfter } from '#models/churn/shifted-beta-geometric.ts';
import { clvModel } from '#models/clv/clv.ts';
import type { ClvInputs } from '#models/clv/inputs.ts';
import { measuresPresets } from '#models/measures/inputs.ts';
import { measuresModel } from '#models/measures/model.ts';
import { membershipFeeModel } from '#models/membership-fee/model.ts';
import { usualInputs, usualSeed } from '#models/model.ts';
import { pointsModel } from '#models/points/points.ts';
import { gammaQuantiles } from '#models/points/quantiles.ts';
import { rfmModel } from '#models/rfm/model.ts';
import { starsModel } from '#models/stars/model.ts';
import { csatModel } from '#models/survey/csat-model.ts';
import { intentionModel } from '#models/survey/intention-model.ts';
import { npsChange } from '#models/survey/nps.ts';
import { simulators } from '#simulators/list.ts';
import { answerOf } from '#simulators/measures/words.ts';
import * as membershipFee from '#simulators/membership-fee/words.ts';
import { pooled } from '#simulators/survey/intention-words.ts';
import { cents } from '#simulators/stars/words.ts';
import { number, percent } from '#ui/format.ts';

/** What a lesson reads off the simulator above it, held against the model behind it. */
const textOf = (file: string): string =>
	readFileSync(join(import.meta.dirname, '..', '..', 'content', 'lessons', file), 'utf8');
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

test('lesson 4 says that discounting alone takes the missing half: leaving does not make a stay of five years worth less', () => {
	const worth = (changed: Partial<ClvInputs>) => {
		const result = clvModel.run({ ...usualInputs(clvModel.inputs), ...changed }, usualSeed).worth;
		return result.bounded ? Math.round(result.value) : Infinity;
	};
	const stays = { retentionPerYear: 0.9 };
	const undiscounted = { discountPerYear: 0 };
	const [five, ten] = [worth(undiscounted), worth({ ...undiscounted, ...stays })];
	expect([worth({}), worth(stays), five, ten]).toEqual([3_667, 5_500, 5_000, 10_000]);

	const text = textOf('04-clv.mdx');
	expect(text).toContain(`不折現的話，${number(five)}元會變成${number(ten)}元，剛好加倍`);
	expect(text).not.toMatch(/打(過|一次).*折|先被「可能已經離開」/);
	expect(simulators[0]?.finding).toBe(
		'NT$10,000的營收，扣掉成本，再把往後的錢換回今天，只值其中的37%。',
	);
});

test('lesson 4 chooses by what is short: money, places filled once, or places filled again', () => {
	const discount = 0.1;
	const roads = [
		{ price: 600, retention: 0.6 },
		{ price: 1_500, retention: 0.85 },
	].map(({ price, retention }) => {
		const years = (1 + discount) / (1 + discount - retention);
		const net = 1_000 * years - price;
		// A place filled again each time it falls empty: what it is worth for good, from now on.
		let forGood = 0;
		for (let year = 0; year < 400; year++) {
			const filled = year === 0 ? 1 : 1 - retention;
			forGood += (1_000 - price * filled) / (1 + discount) ** year;
		}
		return { price, years, net, forGood, aYear: net / years };
	});
	const [first, second] = roads as [(typeof roads)[0], (typeof roads)[0]];
	expect((60_000 / first.price) * first.net).toBeGreaterThan((60_000 / second.price) * second.net);
	expect(second.net).toBeGreaterThan(first.net);
	expect(first.aYear).toBeGreaterThan(second.aYear);
	// What is left a year tells the same as following the place through the years.
	for (const { aYear, forGood } of roads) {
		expect(forGood).toBeCloseTo((aYear * (1 + discount)) / discount, 4);
	}

	const forty = ({ net }: { net: number }) => ((40 * net) / 10_000).toFixed(1);
	const text = textOf('04-clv.mdx');
	for (const { years, net, aYear } of roads) {
		const sum = `${years.toFixed(1)}年，${number(net)} ÷ ${years.toFixed(1)} ＝ ${number(aYear)}元`;
		expect(text).toContain(sum);
	}
	expect(text).toContain(`甲的四十位只有${forty(first)}萬，乙的四十位有${forty(second)}萬`);
	expect(text).toContain('走了不再補**，比每一位');
	expect(text).toContain('空了可以再補**，比每個名額每年留下多少');
});

test('lesson 7 reads what is said and what is done off the simulator that it leads to', () => {
	const text = textOf('07-satisfaction.mdx');
	const usual = usualInputs(intentionModel.inputs);
	const { stated, bought } = intentionModel.run(usual, usualSeed);
	expect([usual.people, usual.politeness]).toEqual([2_000, 1.2]);
	expect(text).toContain('兩千位虛構的客人平均說有六成的機會再來，真正再來的不到四成');
	expect(stated).toBeCloseTo(0.6, 2);
	expect(bought).toBeLessThan(0.4);
	expect(text).toContain(
		`把「${intentionModel.inputs.politeness.label}」拉到0，平均的差距幾乎消失`,
	);
	const honest = intentionModel.run({ ...usual, politeness: 0 }, usualSeed);
	expect(Math.abs(honest.stated - honest.bought)).toBeLessThan(0.03);
	expect(text).toContain('只看答8到10分的人，說的還是比做的多約二十個百分點');
	const eager = pooled(honest.rows, 8, 10);
	expect((eager?.stated ?? 0) - (eager?.bought ?? 0)).toBeCloseTo(0.2, 1);
});

test('lesson 8 has the books of the first loss in the year after they stand at nothing', () => {
	const text = textOf('08-quality.mdx');
	const atYearEnd = (year: number): number => 5 - (year - 1) * ((60 * 1_000 - 50_000) / 10_000);
	expect(text).toContain(`| 第6年 | ${atYearEnd(6)} |`);
	expect([atYearEnd(6), atYearEnd(7)]).toEqual([0, -1]);
	// What a single year brings is below nothing long before the sum of the years is.
	expect(atYearEnd(2) - atYearEnd(1)).toBe(-1);
	expect(text).toContain('第六年底才歸零，第七年才是負的；其實從第二年起，每一年都在賠一萬');
	expect(text).toContain('第六年底剛好歸零，第七年才第一次出現負的');
	expect(text).toContain('單看一年，第二年就賠一萬');
	expect(text).not.toMatch(/報表.{0,12}(說了五年|才第一次出現負)/);
});

test('lesson 16 tells apart the lift that is needed and the lift there was, and reads the tenths right', () => {
	const text = textOf('16-loyalty-programme.mdx');
	const outcome = pointsModel.run(usualInputs(pointsModel.inputs), usualSeed);
	const needed = (6_000 * 0.0091 + 60) / (6_000 * (0.5 - 0.0091));
	expect(text).toContain(`要多買${(needed * 100).toFixed(2)}%才打平`);
	expect(text).toContain(`真的多買了${((outcome.causalLift ?? 0) * 100).toFixed(2)}%`);

	const { deciles } = outcome;
	const rewards = deciles.map(({ rewardCost }) => rewardCost);
	expect(sum(rewards.slice(9)) / sum(rewards)).toBeCloseTo(0.5, 2);
	expect(sum(rewards.slice(0, 5)) / sum(rewards)).toBeLessThan(0.02);
	const earned = deciles.map(({ rewardCost, extraMargin }) => extraMargin / rewardCost);
	expect(text).toContain(`每花1元換到${earned[9]?.toFixed(1)}元毛利`);
	const netAt = (pointsPerHundred: number) =>
		pointsModel.run({ ...usualInputs(pointsModel.inputs), pointsPerHundred }, usualSeed).net;
	expect(text).toContain('超過5點多就賠錢了');
	expect(netAt(5)).toBeGreaterThan(0);
	expect(netAt(6)).toBeLessThan(0);
	expect(earned.slice(6, 9).map((each) => each.toFixed(1))).toEqual(['3.7', '3.8', '4.0']);
	expect(text).toContain('第7到第9等分每花1元換到3.7到4元');
});

test('lesson 7 and its speaker tell the same error of a difference, the simulator’s', () => {
	const survey = (promoters: number, passives: number, detractors: number) => ({
		promoters,
		passives,
		detractors,
	});
	const change = npsChange(survey(50, 30, 20), survey(50, 30, 20));
	expect(change.ok && Math.round(change.margin)).toBe(22);
	const text = textOf('07-satisfaction.mdx');
	expect(text).toContain('兩個月相減，誤差更大，約正負22分');
	expect(text).toContain('兩次相減大約正負二十二');
});

test('lesson 12 says who is worth keeping for one period, and who for good', () => {
	const text = textOf('12-strategies.mdx');
	const { churnPerPeriod, heterogeneity, discountPerYear } = usualInputs(churnInputs);
	const perMonth = (1 + discountPerYear) ** (1 / 12) - 1;
	// One period: 10 % of those with churn θ who would have left are kept, and stay on as they are.
	const once = (churn: number, discount: number) => (0.1 * churn) / (discount + churn);
	expect(text).toContain('都讓他這一期離開的機會少一成');
	expect(text).toContain('不折現時剛好抵銷，一樣值得');
	expect(once(0.2, 0)).toBeCloseTo(once(0.01, 0), 9);
	expect(text).toContain('老客那些很久以後的毛利變小，新客較值得');
	expect(once(0.05, perMonth)).toBeGreaterThan(once(0.02, perMonth));
	// For good: everybody's own churn is nine tenths of what it was, in the figure's own mix.
	const mix = churnMix(churnPerPeriod, heterogeneity);
	const forGood = (months: number) => {
		const own = mixAfter(mix, months);
		return discountedLifetime(own, perMonth, 0.9) - discountedLifetime(own, perMonth);
	};
	expect(text).toContain('照圖上的設定倒過來，待滿一年的老客較值得');
	expect(forGood(12)).toBeGreaterThan(forGood(0));
});

test('lesson 14 and its squares agree on who has gone, and on when a letter to them pays', () => {
	const text = textOf('14-better-experience.mdx');
	const usual = usualInputs(rfmModel.inputs);
	const { mailings, squares } = rfmModel.run(usual, usualSeed);
	const missed = squares.filter(({ recency, frequency }) => frequency >= 4 && recency <= 3);
	const people = sum(missed.map(({ customers }) => customers));
	const coming = sum(missed.map((each) => each.customers * (each.stillComing ?? 0)));
	expect(text).toContain(`合起來${people}人裡剩${coming}人，不到兩成。`);
	expect(coming / people).toBeLessThan(0.2);
	// The reader adds it up from the table: six squares, and not the row that has as many people.
	expect(text).toContain('近期3、2、1三列和頻率5、4兩欄交叉的六格');
	const freshest = squares.filter(({ recency }) => recency === 5);
	expect(sum(freshest.map(({ customers }) => customers))).toBe(people);
	const some = missed
		.filter(({ stillComing }) => (stillComing ?? 0) > 0)
		.toSorted((one, other) => other.customers - one.customers)
		.toSorted((one, other) => (other.stillComing ?? 0) - (one.stillComing ?? 0));
	const told = some.map((each) => `${each.customers}人裡的${percent(each.stillComing ?? 0)}`);
	const numbers = some.map((each) => (each.customers * (each.stillComing ?? 0)).toFixed());
	const others = people - sum(some.map(({ customers }) => customers));
	expect(text).toContain(
		`還會來的只有三格：${told.join('、')}，也就是${numbers.join('、')}人；另外三格${others}人是0%`,
	);
	const stillOf = (recency: number, frequency: number) =>
		squares.find((each) => each.recency === recency && each.frequency === frequency)?.stillComing;
	expect(stillOf(3, 4)).toBeCloseTo(1 / 3, 2);
	expect([stillOf(1, 5), stillOf(1, 4)]).toEqual([0, 0]);

	const net = (of: typeof mailings) =>
		Object.fromEntries(of.map((each) => [each.target, each.net]));
	// About the same money, and which is more hangs on what is assumed of those who have gone.
	expect(text).toContain('以前常來、最近不見的173元，分數最高的144元');
	expect(Math.round(net(mailings)['missed'] ?? 0)).toBe(173);
	expect(Math.round(net(mailings)['best'] ?? 0)).toBe(144);
	const extra = mailings.filter(({ target }) => target === 'best' || target === 'missed');
	expect(extra.map(({ extraBuyers }) => Math.round(extraBuyers))).toEqual([3, 3]);
	expect(text).toContain('從三成降到兩成半就倒過來');
	const lessHeard = net(rfmModel.run({ ...usual, winBack: 0.25 }, usualSeed).mailings);
	expect(lessHeard['missed']).toBeLessThan(lessHeard['best'] ?? 0);
	// Everybody pays best of the five; the rare ones among them lose.
	const [everyone, rare] = ['everyone', 'rare'].map((target) =>
		mailings.find((each) => each.target === target),
	);
	expect(Math.max(...Object.values(net(mailings)))).toBe(everyone?.net);
	expect(text).toContain(`淨利最高的卻是「每一位」，${everyone?.net.toFixed()}元`);
	const loss = (-(rare?.net ?? 0)).toFixed();
	expect(text).toContain(`「很少來的」${rare?.letters}人，寄了要賠${loss}元`);
	expect(text).toContain(`只跳過他們，淨利就再多${loss}元`);
	const unheard = net(rfmModel.run({ ...usual, winBack: 0 }, usualSeed).mailings);
	const best = mailings.find(({ target }) => target === 'best');
	expect(text).toContain('分數最高的人寄了也有賺，可是不收信也有四成會買');
	expect((best?.buyAnyway ?? 0) / (best?.letters ?? 1)).toBeCloseTo(0.4, 1);
	expect(text).toContain('很少來的人整群寄一封要賠');
	expect(unheard['missed']).toBeLessThan(0);
	expect(Math.max(...Object.values(unheard))).toBe(unheard['recent']);
});

test('lesson 17 reads the questionnaire that recovers off the figure, month by month', () => {
	const text = textOf('17-review-improve.mdx');
	const inputs = {
		...usualInputs(measuresModel.inputs),
		...measuresPresets.find(({ id }) => id === 'survivors')?.inputs,
	};
	const outcome = measuresModel.run(inputs, usualSeed);
	const { withEvent, without } = outcome.series.intention;
	const shown = (values: typeof without, month: number) => (values[month - 1] ?? 0).toFixed(1);
	const fall = Number(shown(without, inputs.when)) - Number(shown(withEvent, inputs.when));
	expect(text).toContain(`意願指數當月掉了${fall.toFixed(1)}分`);
	const { before, figure, after } = answerOf(inputs, outcome);
	expect([before, after]).toEqual(['第24個月意願指數', `沒有這件事的話是${shown(without, 24)}分`]);
	expect(text).toContain(`到第24個月是${figure}分，沒有這件事是${shown(without, 24)}分`);
	expect(Number(shown(without, 24)) - Number(figure)).toBeCloseTo(fall / 2, 5);
});

test('lesson 19 values a star as the figure does', () => {
	const { steps } = starsModel.run(usualInputs(starsModel.inputs), usualSeed);
	const starFor = (step: string) =>
		cents(steps.find((each) => each.step === step)?.perStar ?? Number.NaN);
	expect(textOf('19-starbucks.mdx')).toContain(
		`換杯子一顆星值${starFor('400')}，換飲料只有${starFor('200')}`,
	);
});

// Poisson visits at gamma rates: nobody comes in t months with chance (κ ÷ (κ + μt))^κ. Some leave
// for good before that, at Beta(1, β) chances a month; who merely comes seldom is not counted twice.
test('the inn’s story says how many do not return, by seldom coming and by leaving together', () => {
	const { story, inputs } = parse(
		readFileSync(join(import.meta.dirname, '../../content/cases/little-island-inn.yaml'), 'utf8'),
	) as {
		story: string;
		inputs: Record<'purchasesPerMonth' | 'purchaseEvenness' | 'firstYearChurn', number>;
	};
	const { purchasesPerMonth, purchaseEvenness: even, firstYearChurn: churn } = inputs;
	const none = (months: number) => (even / (even + purchasesPerMonth * months)) ** even;
	const beta = (12 * (1 - churn)) / churn;
	const here = (months: number) => beta / (beta + months);
	let away = here(11) * none(12);
	for (let month = 1; month < 12; month++) away += (here(month - 1) - here(month)) * none(month);
	expect(none(12)).toBeCloseTo(0.54, 2);
	expect(away).toBeCloseTo(2 / 3, 1);
	expect(story).toContain('三個人有兩個沒有下文');
	expect(story).toContain('假設五成五一年內從此不來');
});

test('lesson 20 sends to a fee at which the figure says what the lesson says', () => {
	const text = textOf('20-amazon-prime.mdx');
	const at = (fee: number) => {
		const inputs = { ...usualInputs(membershipFeeModel.inputs), fee };
		return { inputs, outcome: membershipFeeModel.run(inputs, usualSeed) };
	};
	const { min, step } = membershipFeeModel.inputs.fee;
	expect((1_800 - min) % step).toBe(0);
	const { inputs, outcome } = at(1_800);
	const [share, orders] =
		/會員裡有(\d+%)一年買不到(\d+)單/
			.exec(membershipFee.findingOf(inputs, outcome).text)
			?.slice(1) ?? [];
	expect(text).toContain(
		`把會費拉到1,800元，再看圖下的結論：會員裡有${share}，一年買不到兩平的${orders}單`,
	);
	const before = percent(outcome.perCustomer.joinedAtALoss ?? Number.NaN);
	expect(text).toContain(`多買的單省下的錢只算一半，不划算的就是${before}`);
	expect(membershipFee.peopleText(inputs, outcome)).toContain(`有${before}不划算`);
	const inTenThousands = ({ outcome: { shopChange } }: ReturnType<typeof at>) =>
		`${(shopChange / 10_000).toFixed()}萬元`;
	expect(text).toContain(`店家一年多賺約${inTenThousands(at(1_800))}`);
	expect(text).toContain(`多賺約${inTenThousands(at(1_200))}`);
	expect(Math.abs(outcome.bestFee.fee - 1_800)).toBeLessThanOrEqual(50);

	// Too low: the more one buys the more the shop loses. Too high: it gains by each, and few join.
	expect(text).toContain('愈常買的人讓店家賠得愈多');
	const gains = (fee: number) => at(fee).outcome.people.map(({ account }) => account.shopChange);
	const low = gains(500);
	expect(at(500).outcome.shopChange).toBeLessThan(0);
	expect(low.toSorted((one, other) => other - one)).toEqual(low);
	expect(low[0]).toBeGreaterThan(0);
	expect(low.at(-1)).toBeLessThan(0);
	expect(text).toContain('太高，加入的人都讓店家賺，可是肯加入的太少');
	expect(Math.min(...gains(4_000))).toBeGreaterThan(0);
	expect(at(4_000).outcome.perCustomer.joinShare).toBeLessThan(0.05);
	expect(at(4_000).outcome.shopChange).toBeLessThan(at(1_200).outcome.shopChange);
});

test('lesson 16 subtracts in figures that add up', () => {
	const text = textOf('16-loyalty-programme.mdx');
	for (const { spend, lift, words } of [
		{ spend: 2_000, lift: 0.3, words: '淨多' },
		{ spend: 6_000, lift: 0.08, words: '淨多' },
		{ spend: 6_000, lift: 0.03, words: '賠' },
		{ spend: 20_000, lift: 0.01, words: '賠' },
	]) {
		const more = (spend * lift * (0.5 - 0.0091)).toFixed(1);
		const cost = (spend * 0.0091 + 60).toFixed(1);
		const net = Number(more) - Number(cost);
		expect(net).toBeCloseTo(spend * lift * (0.5 - 0.0091) - (spend * 0.0091 + 60), 1);
		const feedback = new RegExp(`${more}元.*${words}${Math.abs(net).toFixed(1)}元`);
		expect(text).toMatch(feedback);
	}
});

test('lesson 16 tells half of the members, who cannot collect enough, from half of the points', () => {
	// Rates of buying as the simulator spreads them, around four points a month.
	const { purchaseEvenness } = usualInputs(pointsModel.inputs);
	const rateAt = gammaQuantiles(purchaseEvenness);
	const points = Array.from({ length: 20_000 }, (_, place) => rateAt((place + 0.5) / 20_000));
	const all = sum(points);
	const short = points.filter((rate) => (48 * rate * points.length) / all < 30);
	expect(short.length / points.length).toBeCloseTo(0.5, 1);
	expect(sum(short) / all).toBeGreaterThan(0.1);
	expect(sum(short) / all).toBeLessThan(0.15);
	expect(textOf('16-loyalty-programme.mdx')).toContain('他們拿到的點數只占一成多');
});

test('lesson 7 counts the clinic that its link opens', () => {
	const { fours, fives } = usualInputs(csatModel.inputs);
	expect(textOf('07-satisfaction.mdx')).toContain(
		`100人裡有${fours}人給4分、${fives}人給5分，就是${fours + fives}%`,
	);
});

test('the glossary’s cost of keeping a customer does not stand for what lesson 1 divides by', () => {
	expect(textOf('01-goals.mdx')).toContain('不是「每人花多少」，而是「多留住一位花多少」');
	expect(textOf(join('..', 'glossary', 'retention-cost.md'))).toContain(
		'這是平均；要判斷划不划算，得除以「因為這筆錢才留下」的人數（第1課）',
	);
});
