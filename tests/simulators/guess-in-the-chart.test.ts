import { expect, test } from 'vitest';
import { membershipFeeModel } from '#models/membership-fee/model.ts';
import { usualInputs, usualSeed } from '#models/model.ts';
import { feeChart } from '#simulators/membership-fee/figures.ts';
import { layChart } from '#ui/chart-layout.ts';
import { textWidth } from '#ui/text-width.ts';

// A narrow chart has no room for the words but across the line; a wide one has.
test('wherever the guess stands in the chart of fees, its line crosses no words of a mark', () => {
	const inputs = usualInputs(membershipFeeModel.inputs);
	const spec = feeChart(inputs, membershipFeeModel.run(inputs, usualSeed));
	for (let at = 0; at <= 3_000; at += 25) {
		const guessed = { axis: 'x', at, look: 'dotted', label: `你猜${at}元` } as const;
		const references = [...(spec.references ?? []), guessed];
		const laid = layChart({ ...spec, references }, 'wide');
		const line = laid.references.at(-1)?.x1 ?? Number.NaN;
		expect(laid.callouts).toHaveLength(2);
		for (const { x, anchor, lines } of laid.callouts) {
			const width = Math.max(...lines.map(textWidth)) * laid.font;
			const left = anchor === 'start' ? x : x - width;
			expect(line > left && line < left + width, `${at}：${lines.join('')}`).toBe(false);
		}
	}
});
