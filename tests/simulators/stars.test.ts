import fc from 'fast-check';
import { expect, test } from 'vitest';
import { requireInRange, stateFromQuery, usualInputs, usualSeed } from '#models/model.ts';
import { aboutPoints } from '#models/points/about.ts';
import { pointsInputs } from '#models/points/inputs.ts';
import { pointsModel } from '#models/points/points.ts';
import { starsInputs, starsPresets, type StarsInputs } from '#models/stars/inputs.ts';
import { starsModel } from '#models/stars/model.ts';
import { returnChart, stepTable } from '#simulators/stars/figures.ts';
import { asPoints, pointsAddress } from '#simulators/stars/points-link.ts';
import { answerOf, findingOf, guessable, meansOf, pointsText } from '#simulators/stars/words.ts';

const usual = usualInputs(starsInputs);
const at = (changed: Partial<StarsInputs> = {}) => {
	const inputs = { ...usual, ...changed };
	return { inputs, outcome: starsModel.run(inputs, usualSeed) };
};
const findingAt = (changed: Partial<StarsInputs> = {}) => {
	const { inputs, outcome } = at(changed);
	return findingOf(inputs, outcome);
};

/** Ends of every range, and something between. */
const anyInputs = fc.record(
	Object.fromEntries(
		Object.entries(starsInputs).map(([name, row]) => [
			name,
			row.kind === 'choice'
				? fc.constantFrom(...row.options.map(({ value }) => value))
				: fc.constantFrom(row.min, row.usual, row.max),
		]),
	),
) as unknown as fc.Arbitrary<StarsInputs>;

test('the first state tells where the rules part, and for whom the reader’s own ticket falls', () => {
	expect(findingAt().headline).toBe('每次花8.3美元是分界：|花得少的吃虧，|花得多的賺到。');
	expect(findingAt().text).toContain('每次花6美元的人，舊規則回饋7.6%，按金額是5.5%，改了就吃虧。');
	expect(findingAt({ spendPerVisit: 25 }).text).toContain('改了就賺到');
	const { inputs, outcome } = at();
	expect(answerOf(inputs, outcome)).toMatchObject({
		figure: '−2.1',
		suffix: '個百分點',
		after: '以前來一次一顆星是7.6%，按金額是5.5%；店家給出一份，負擔占消費的3.0%',
	});
	expect(guessable.written(outcome.par ?? 0)).toBe('8.3美元');
});

test('tickets and months that the lesson names are the model’s', () => {
	const returnsAt = (spendPerVisit: number) => at({ spendPerVisit }).outcome.oldReturn;
	expect(returnsAt(3)).toBeCloseTo(0.153, 3);
	expect(returnsAt(25)).toBeCloseTo(0.018, 3);
	expect(at({ payment: 'direct' }).outcome.leastPerMonth).toBeCloseTo(33.3, 1);
	expect(at().outcome.parIn2016).toBeCloseTo(5.2, 1);
});

test('who never gets there is told so, and how much it would take', () => {
	const { inputs, outcome } = at({ spendPerVisit: 5, visitsPerMonth: 1, payment: 'direct' });
	expect(meansOf(inputs, outcome)).toContain(
		'永遠換不到，店家對他也沒有負擔：一個月至少要花33.3美元才換得到',
	);
	expect(findingOf(inputs, outcome).text).toContain('星星會先過期');
	expect(findingAt().text).not.toContain('過期');
});

test('who never gets there is not told that they gained', () => {
	const rare = { spendPerVisit: 25, visitsPerMonth: 1, payment: 'direct', step: '400' } as const;
	const { inputs, outcome } = at(rare);
	// The old rule brought 5.5 ÷ 12 ÷ 25 = 1.8 %.
	expect(answerOf(inputs, outcome)).toMatchObject({
		figure: '−1.8',
		after: '以前來一次一顆星是1.8%，按金額是0%：5.0%只在紙上',
	});
	const { headline, text } = findingOf(inputs, outcome);
	expect(headline).toBe('照這樣來，|星星先過期，|這一階換不到。');
	expect(text).not.toMatch(/賺到|吃虧/);
	expect(meansOf(inputs, outcome)).not.toContain('占消費');
	expect(JSON.stringify(returnChart(inputs, outcome).callouts)).toContain('紙上的，換不到');
});

test('a step other than the old rule’s drink says that two different things are compared', () => {
	expect(findingAt({ step: '400' }).text).toContain(
		'舊規則是5.5美元的飲料，這一階是定價20美元的東西，比的只是定價',
	);
	expect(findingAt().text).not.toContain('不是同一樣');
});

test('a reward that is worth nothing has nobody gain', () => {
	const { inputs, outcome } = at({ price200: 0 });
	expect(findingOf(inputs, outcome).headline).toContain('沒有人賺到');
	expect(meansOf(inputs, outcome)).toContain('店家也沒有負擔');
});

test('a parting ticket that nobody has is not told as one', () => {
	expect(findingAt({ step: '400', price200: 0 }).headline).toContain('都不吃虧');
	expect(
		findingAt({ step: '300', price300: 1, payment: 'direct', visitsPerMonth: 10 }).headline,
	).toContain('按金額集星|都吃虧');
});

test('whatever the stars’ rules, the points simulator takes them as they are', () => {
	fc.assert(
		fc.property(anyInputs, (inputs) => {
			const address = new URL(pointsAddress(inputs), 'http://lab.example');
			expect(address.pathname).toBe('/simulators/points');
			const { state, notices } = stateFromQuery(aboutPoints, address.searchParams);
			expect(notices).toEqual([]);
			requireInRange(pointsInputs, state.inputs);
			// Nothing was clamped on the way either, but for the visits, which the text says.
			const wanted = asPoints(inputs);
			for (const [name, value] of Object.entries(wanted)) {
				expect(state.inputs[name as keyof typeof state.inputs], name).toBe(value);
			}
			expect(pointsText(inputs).includes('最多算')).toBe(
				wanted.purchasesPerMonth !== inputs.visitsPerMonth,
			);
			// A star's return is a point's return.
			const { chosen } = starsModel.run(inputs, usualSeed);
			const { pointsPerHundred, pointValue } = state.inputs;
			expect((pointsPerHundred * pointValue) / 100).toBeCloseTo(chosen.faceReturn, 3);
		}),
	);
});

test('the points simulator runs on the first state’s rules', () => {
	const { state } = stateFromQuery(
		aboutPoints,
		new URL(pointsAddress(usual), 'http://lab.example').searchParams,
	);
	expect(
		pointsModel.run({ ...state.inputs, simulatedCustomers: 200 }, usualSeed).roi,
	).not.toBeNull();
});

test('caption, choice and table agree with the green card of 2026, where one pays as one likes', () => {
	const green = starsPresets.find(({ id }) => id === 'green');
	expect(green?.note).toContain('2026年3月起，怎麼付都是一美元一顆');
	const { inputs, outcome } = at(green?.inputs);
	const { caption } = returnChart(inputs, outcome);
	expect(caption).toContain('美國2023年的規則：先存錢一美元兩顆，當場付一顆');
	expect(caption).toContain('2026年3月起的綠卡，怎麼付都是一顆');
	const marked = starsInputs.payment.options.find(({ value }) => value === inputs.payment);
	expect(`${marked?.label}　${marked?.note}`).toBe('當場付，或2026年的綠卡　每一美元一顆星');
	expect(stepTable(inputs, outcome).caption).toBe('五階獎品，一美元一顆星（定價是假設）');
	expect(stepTable(at().inputs, at().outcome).caption).toBe('五階獎品，一美元兩顆星（定價是假設）');
});
