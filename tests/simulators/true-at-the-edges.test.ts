import { expect, test } from 'vitest';
import { clvModel } from '#models/clv/clv.ts';
import type { ClvInputs } from '#models/clv/inputs.ts';
import { churnModel } from '#models/churn/churn.ts';
import { choiceModel } from '#models/churn/new-or-existing-model.ts';
import { concentrationModel } from '#models/concentration/concentration.ts';
import { costToServeModel } from '#models/cost-to-serve/model.ts';
import { membershipFeeModel } from '#models/membership-fee/model.ts';
import {
	usualInputs,
	usualSeed,
	type InputsOf,
	type InputTable,
	type Model,
} from '#models/model.ts';
import { perceivedValueModel } from '#models/perceived-value/model.ts';
import type { CostToServeInputs } from '#models/cost-to-serve/inputs.ts';
import { intentionModel } from '#models/survey/intention-model.ts';
import { left, meaning as churnMeaning } from '#simulators/churn/words.ts';
import { existingWords, recencyWords } from '#simulators/clv/customer-words.ts';
import { findingOf } from '#simulators/clv/finding-words.ts';
import { movesOf } from '#simulators/clv/moves.ts';
import { nextOf } from '#simulators/concentration/words.ts';
import { findingOf as costToServeFinding } from '#simulators/cost-to-serve/words.ts';
import { findingOf as feeFinding, meansOf as feeMeans } from '#simulators/membership-fee/words.ts';
import { findingOf as choiceFinding } from '#simulators/new-or-existing/words.ts';
import { meansOf as intentionMeans } from '#simulators/survey/intention-words.ts';
import { findingOf as valueFinding, priceText } from '#simulators/perceived-value/words.ts';

/** Sentences at settings where the usual one would be false. */
function at<Table extends InputTable, Outcome>(
	model: Model<Table, Outcome>,
	changed: Partial<InputsOf<Table>>,
): { inputs: InputsOf<Table>; outcome: Outcome } {
	const inputs = { ...usualInputs(model.inputs), ...changed };
	return { inputs, outcome: model.run(inputs, usualSeed) };
}
const clvAt = (changed: Partial<ClvInputs>) => at(clvModel, changed);
const shop = { business: 'nonContractual' } as const;

test('who came once was last seen when first seen', () => {
	const { inputs } = clvAt({ ...shop, repeatOrders: 0, monthsSinceFirst: 12, monthsSinceLast: 3 });
	expect(recencyWords(inputs)).toContain('「最後一次到今天」，這裡12個月');
});

test('where nobody leaves no silence is suspicious, and nothing hangs on who stays', () => {
	const { inputs, outcome } = clvAt({ ...shop, leaveAfterOrder: 0 });
	expect(outcome.existing && existingWords(inputs, outcome.existing)).not.toContain('可疑');
	for (const { inputs: alike, outcome: worth } of [
		{ inputs, outcome },
		clvAt({ retentionPerYear: 1 }),
	]) {
		expect(findingOf(alike, worth).text).not.toContain('全看留不留得住');
	}
});

test('nothing is one percent more than all', () => {
	const { inputs } = clvAt({ retentionPerYear: 1 });
	const moves = movesOf(inputs);
	expect(moves?.headline).not.toContain('留存率');
	expect(JSON.stringify(moves)).not.toContain('101%');
	expect(movesOf(clvAt({}).inputs)?.headline).toContain('留存率多1%');
});

test('a gap is not said to be closed by any single cost', () => {
	const { inputs, outcome } = at(perceivedValueModel, {});
	expect(valueFinding(inputs, outcome).text).not.toContain('任何一種');
});

test('a price moves nobody who does not look', () => {
	const { inputs, outcome } = at(perceivedValueModel, { sharpness: 0 });
	expect(priceText(inputs, outcome)).not.toContain('選甲的人愈少');
});

test('a service is blamed only where there is any, and where it costs more than is charged', () => {
	const blamed = (changed: Partial<CostToServeInputs>) => {
		const { inputs, outcome } = at(costToServeModel, changed);
		return /買得多、.*?的人/.exec(costToServeFinding(inputs, outcome).text)?.[0];
	};
	expect(blamed({})).toBe('買得多、又常外送、常要客服的人');
	for (const free of [{ deliveredShare: 0 }, { deliveryPool: 0 }, { deliveryFee: 200 }]) {
		expect(blamed(free)).toBe('買得多、又常要客服的人');
	}
	expect(blamed({ casePool: 0 })).toBe('買得多、又常外送的人');
	const orders = { casePool: 0, deliveryPool: 0, orderPool: 500_000 };
	expect(blamed(orders)).toBe('買得多、下單的次數也多的人');
});

test('few purchases do not round to none', () => {
	const { inputs, outcome } = at(concentrationModel, {
		months: 1,
		evenness: 0.1,
		purchasesPerMonth: 0.02,
		counted: 'buyers',
	});
	expect(nextOf(inputs, outcome)).not.toContain('買0次');
});

test('a lower fee is no advice where a member saves nothing', () => {
	const { inputs, outcome } = at(membershipFeeModel, { shippingFee: 0, discount: 0, fee: 5_000 });
	expect(feeFinding(inputs, outcome).text).not.toContain('降一點會費');
});

test.each([{ fixedCost: 10_000_000 }, { optimism: 0.5 }])(
	'members beyond all there are, at %o, do not cover the fixed cost',
	(changed) => {
		const { inputs, outcome } = at(membershipFeeModel, changed);
		expect(feeMeans(inputs, outcome)).toMatch(/要[\d,]+人才蓋得過固定成本，比全部客戶10,000人還多/);
		const usual = at(membershipFeeModel, {});
		expect(feeMeans(usual.inputs, usual.outcome)).toContain('628人就蓋得過固定成本');
	},
);

test('members who order too little are counted after joining, and few are not called none', () => {
	const usual = at(membershipFeeModel, {});
	expect(feeFinding(usual.inputs, usual.outcome).text).toContain(
		'加入以後，連多買的單也算，會員裡有19%一年買不到20單',
	);
	const { inputs, outcome } = at(membershipFeeModel, { optimism: 0.5 });
	expect(outcome.perCustomer.belowBreakEven).toBeGreaterThan(0);
	expect(feeFinding(inputs, outcome).text).toContain('會員裡有不到1%一年買不到20單');
	expect(feeFinding(inputs, outcome).text).not.toContain('有0%');
});

test('where every one of the largest earns nothing, none is told of as some of them', () => {
	const { inputs, outcome } = at(costToServeModel, { orderPool: 2_000_000 });
	expect(costToServeFinding(inputs, outcome).headline).toBe('營收最高的60位，|沒有一位賺錢。');
});

test('answers that have nothing to do with buying are no chance, all the more', () => {
	const { inputs, outcome } = at(intentionModel, { spread: 0 });
	expect(intentionMeans(inputs, outcome)).toContain('幾乎沒有關係，更不能直接當成機率');
	const usual = at(intentionModel, {});
	expect(intentionMeans(usual.inputs, usual.outcome)).toContain('，卻不能直接當成機率');
});

test('keeping that pays because winning costs so much is not put down to finding who leaves', () => {
	const { inputs, outcome } = at(choiceModel, { ratio: 25 });
	expect(choiceFinding(inputs, outcome).headline).toBe('這次|留舊客划算：|一元買到的|價值更多。');
});

test('of groups in which nobody is left it is not said who left first', () => {
	let empty = 0;
	for (const churnPerPeriod of [0.05, 0.2, 0.3, 0.49, 0.6])
		for (const heterogeneity of [0.01, 0.05, 0.1, 0.3, 0.6])
			for (const periods of [2, 12, 36, 120])
				for (const customers of [1, 101, 1_000, 1_000_000]) {
					const changed = { churnPerPeriod, heterogeneity, periods, customers };
					const { inputs, outcome } = at(churnModel, changed);
					const said = churnMeaning(inputs, outcome);
					const nobody = Math.round(left(outcome).mixed * customers) === 0;
					if (nobody) empty += 1;
					expect(said.includes('不到1人'), said).toBe(nobody);
					expect(said.includes('只是愛走的先走了'), said).toBe(!nobody);
				}
	expect(empty).toBeGreaterThan(5);
});
