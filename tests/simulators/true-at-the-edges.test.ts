import { expect, test } from 'vitest';
import { clvModel } from '#models/clv/clv.ts';
import type { ClvInputs } from '#models/clv/inputs.ts';
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
import { existingWords, recencyWords } from '#simulators/clv/customer-words.ts';
import { findingOf } from '#simulators/clv/finding-words.ts';
import { movesOf } from '#simulators/clv/moves.ts';
import { nextOf } from '#simulators/concentration/words.ts';
import { findingOf as costToServeFinding } from '#simulators/cost-to-serve/words.ts';
import { findingOf as feeFinding } from '#simulators/membership-fee/words.ts';
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

test('deliveries are blamed only where there are any', () => {
	expect(costToServeFinding(at(costToServeModel, {}).outcome).text).toContain('外送');
	const { outcome } = at(costToServeModel, { deliveredShare: 0 });
	expect(costToServeFinding(outcome).text).not.toContain('外送');
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
