import { shopOf } from '#models/clv/branch.ts';
import { existingCustomer } from '#models/clv/existing-customer.ts';
import type { ClvInputs } from '#models/clv/inputs.ts';
import { number } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import { exactPercent } from '../digits.ts';
import { worthFigure } from './words.ts';

const furtherMonths = [0, 1, 3, 6, 12, 24] as const;

/** The same customer if nothing is heard of him for longer and longer. */
export function silenceTable(inputs: ClvInputs): NamedTable {
	const shop = shopOf(inputs);
	const rows = furtherMonths.flatMap((further) => {
		const later = existingCustomer(shop, inputs, {
			repeatOrders: Math.round(inputs.repeatOrders),
			lastOrderAt: (inputs.monthsSinceFirst - inputs.monthsSinceLast) / 12,
			observedFor: (inputs.monthsSinceFirst + further) / 12,
			meanSpend: inputs.meanSpend,
		});
		return later.known
			? [
					[
						further === 0 ? '今天' : `再過${further}個月`,
						exactPercent(later.activeChance, 0),
						number(later.ordersNextYear, 1),
						worthFigure(later.worth),
					],
				]
			: [];
	});
	return {
		caption: '要是他一直不來：還在的機率、未來一年的次數、從那天起的價值（元，B）',
		columns: ['沒有再來', '還在的機率', '未來一年幾次', '價值'],
		rows,
	};
}
