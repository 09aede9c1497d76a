import { describe, expect, test } from 'vitest';
import { usualInputs, usualSeed } from '#models/model.ts';
import type { PriceValueInputs } from '#models/price-value/inputs.ts';
import { priceValueModel } from '#models/price-value/model.ts';
import type { TrustInputs } from '#models/trust/inputs.ts';
import { trustModel } from '#models/trust/model.ts';
import { earningsChart, moneyTable } from '#simulators/price-value/figures.ts';
import * as priceValue from '#simulators/price-value/words.ts';
import { trustChart } from '#simulators/trust/figures.ts';
import * as trust from '#simulators/trust/words.ts';

function priced(given: Partial<PriceValueInputs> = {}) {
	const inputs = { ...usualInputs(priceValueModel.inputs), ...given };
	const outcome = priceValueModel.run(inputs, usualSeed);
	return {
		answer: priceValue.answerOf(inputs, outcome),
		means: priceValue.meansOf(inputs, outcome),
		finding: priceValue.findingOf(inputs, outcome),
		best: priceValue.bestText(inputs, outcome),
		question: priceValue.question(inputs),
		money: moneyTable(inputs, outcome),
		chart: earningsChart(inputs, outcome),
		guess: priceValue.guessableOf(inputs, outcome),
		outcome,
	};
}

function trusted(given: Partial<TrustInputs> = {}) {
	const inputs = { ...usualInputs(trustModel.inputs), ...given };
	const outcome = trustModel.run(inputs, usualSeed);
	return {
		answer: trust.answerOf(inputs, outcome),
		means: trust.meansOf(inputs, outcome),
		finding: trust.findingOf(inputs, outcome),
		question: trust.question(inputs),
		hints: trust.hintsOf(inputs, outcome),
		chart: trustChart(inputs, outcome),
		guess: trust.guessableOf(inputs, outcome),
	};
}

describe('price and value', () => {
	test('opens with as many customers either way, and the soup ahead', () => {
		const { answer, finding } = priced();
		expect(`${answer.prefix}${answer.figure}`).toBe('NT$11,940');
		expect(answer.after).toBe('原本12,000元；改送值10元的東西14,328元');
		expect(finding.headline).toBe('客人一樣多，|送東西多賺2,388元。');
		expect(finding.text).toContain('3,980元裡，3,000元給了本來就肯付100元的300人');
		expect(finding.text).toContain('要賣400個，才賺得到原本的12,000元；實際賣398個，還差2個');
	});

	test('something that few want is not said to bring as many', () => {
		const { finding } = priced({ noticeShare: 0.3 });
		expect(finding.headline).toBe('降價多來98人，|送東西多來29人，|降價多賺96元。');
	});

	test('something that nobody wants is worth nothing', () => {
		expect(priced({ noticeShare: 0 }).finding.text).toContain('在客人的算式裡是零');
	});

	test('what costs as much as it is worth earns the same', () => {
		expect(priced({ giftCost: 10 }).finding.headline).toBe('客人一樣多，|賺的也一樣。');
	});

	test('two losses are not called earnings', () => {
		const { answer, finding, best } = priced({ unitCost: 150 });
		expect(answer.prefix).toBe('−NT$');
		expect(finding.headline).toContain('送東西少賠');
		expect(finding.text).not.toContain('才賺得到');
		expect(best).toBe('試過的價格裡，沒有一個賺錢。');
	});

	test('a price below cost is never made up for by more customers', () => {
		expect(priced({ given: 40 }).finding.text).toContain('賣再多也補不回');
	});

	test('a rise says who left and where to, adding up', () => {
		const { finding, question, outcome } = priced({ given: -10 });
		expect(question).toContain('漲價10元');
		expect(finding.headline).toBe('漲了10元，|走了85人，|賺得更少。');
		const [, rival, nothing] = /(\d+)人去學餐，(\d+)人乾脆不買/.exec(finding.text) ?? [];
		expect(Number(rival) + Number(nothing)).toBe(outcome.before.sold - outcome.byPrice.sold);
	});

	test('a rise while each is sold at a loss earns nothing more, it loses less or turns to a profit', () => {
		expect(priced({ given: -10, unitCost: 150 }).finding.headline).toBe(
			'漲了10元，|走了85人，|還是賠，少賠6,400元。',
		);
		for (const unitCost of [95, 101, 105, 110, 130, 150]) {
			for (const given of [-5, -10, -20, -40]) {
				const { finding, outcome } = priced({ given, unitCost });
				const [before, after] = [outcome.before.contribution, outcome.byPrice.contribution];
				if (outcome.byPrice.sold === outcome.before.sold) continue;
				const loses = /賠/.test(finding.headline);
				expect(loses, finding.headline).toBe(before < 0);
				if (after < 0) expect(finding.headline).toContain('還是賠');
				else if (before < 0) expect(finding.headline).toMatch(after > 0 ? /由賠轉賺/ : /不再賠錢/);
			}
		}
	});

	test('no gift goes to old customers where there are none', () => {
		expect(priced({}).finding.text).toContain('老客人');
		const { finding, outcome } = priced({ oldPrice: 180 });
		expect(outcome.before.sold).toBe(0);
		expect(finding.text).not.toContain('老客人');
	});

	test('a rise within the inertia loses nobody, and that is called a day', () => {
		const { finding } = priced({ given: -3 });
		expect(finding.headline).toContain('一個客人也沒走');
		expect(finding.text).toContain('只算一天');
	});

	test('nobody loses customers whom there never were', () => {
		const { finding } = priced({ given: -3, valueMean: 40, valueSpread: 1 });
		expect(finding.headline).toContain('本來就沒有客人');
	});

	test('nothing given is not called a price cut', () => {
		const { answer, finding, money, means } = priced({ given: 0 });
		expect(`${answer.before}${finding.headline}${means}`).not.toMatch(/降|漲|送/);
		expect(money.columns).toEqual(['算什麼', '原本']);
	});

	test('less given than anybody minds moves nobody and is said to', () => {
		const { finding } = priced({ given: 2 });
		expect(finding.text).toContain('還不到客人肯換的程度');
		expect(finding.text).toContain('全給了本來就肯付100元的人');
	});

	test('differences of typed prices leave no crumbs', () => {
		const { answer, chart } = priced({ oldPrice: 100.1, given: 10.2 });
		expect(answer.before).toBe('降到89.9元，一天賺');
		expect(chart.finding).toContain('降到89.9元');
	});

	test('the guess is about what the chart measures, and the truth fits its slider', () => {
		const { guess, outcome } = priced();
		expect(guess.axis).toBe('y');
		expect(guess.ask).toContain('降到90元以後，一天賺多少？');
		expect(outcome.byPrice.contribution).toBeLessThan(guess.input.max);
		expect(guess.input.usual).toBe(12_000);
	});
});

describe('trust', () => {
	test('opens with a good record that costs twelve points', () => {
		const { answer, finding, means } = trusted();
		expect(`${answer.figure}${answer.suffix}`).toBe('78分');
		expect(answer.after).toBe('起點50分；從不失約會是90分');
		expect(finding.headline).toBe('守住95%，|信任比從不失約|少12分。');
		expect(means).toContain('要守約5次才補得回來；守約的比例高過83.3%');
	});

	test('five in six stand still', () => {
		const { finding, guess } = trusted({ deliveries: 24, failures: 4, when: 'spread' });
		expect(finding.headline).toBe('守住83.3%，|信任卻原地踏步。');
		expect(finding.text).toContain('剛好抵銷');
		expect(guess.ask).toContain('守住20次、失約4次（守住83.3%）');
	});

	test('the ceiling makes order count, and the finding names both ends', () => {
		const { finding } = trusted({ deliveries: 52, failures: 3 });
		expect(finding.text).toContain('排在「最後」只有70分');
		expect(finding.text).toMatch(/「一開始」.*最後是100分/);
	});

	test('where no bound is met, order is said to make no difference to the end', () => {
		expect(trusted().finding.text).toContain('排在哪裡，最後都是78分');
		expect(trusted().finding.text).toContain('排在「一開始」，會先掉到40分');
	});

	test('who never failed has nothing to repair', () => {
		const { finding, question, answer } = trusted({ failures: 0 });
		expect(question).toContain('都守約');
		expect(answer.after).toBe('起點50分');
		expect(finding.headline).toBe('一次都沒有失約，|信任從50分到90分。');
	});

	test('who always failed is not said to have kept some', () => {
		const { finding, hints, chart } = trusted({ failures: 30 });
		expect(finding.headline).toBe('一次都沒守住，|信任少了50分。');
		expect(finding.text).toContain('信任曾經掉到0分');
		expect(hints['failures']).toBe('只送20次，當作每一次都失約');
		expect(chart.finding).toContain('失約20次');
	});

	test('a failure that costs nothing needs no repair', () => {
		const { finding, means } = trusted({ response: 1 });
		expect(means).toContain('失約不扣分');
		expect(finding.text).toContain('少的只是沒加到的那幾次');
	});

	test('who began at nothing did not fall there', () => {
		expect(trusted({ start: 0, failures: 0 }).finding.text).not.toContain('掉到0分');
		expect(trusted({ start: 0 }).finding.text).not.toContain('曾經掉到0分');
	});

	test('how it is reckoned calls every control by its name', () => {
		const labels = Object.values(trustModel.inputs).map(({ label }) => label);
		const called = [...trust.conventions.join('').matchAll(/「([^」]+)」/g)].map(
			([, name]) => name,
		);
		expect(called).toContain('回應得好，少扣');
		expect(labels).toEqual(expect.arrayContaining(called));
	});

	test('full trust cannot rise', () => {
		expect(trusted({ start: 100, failures: 0 }).finding.headline).toContain('再守約也加不上去');
	});
});
