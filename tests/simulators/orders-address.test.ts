import fc from 'fast-check';
import { expect, test } from 'vitest';
import { usualInputs } from '#models/model.ts';
import { labFromQuery, labQuery } from '#simulators/orders/address.ts';
import { labInputs } from '#simulators/orders/settings.ts';
import { orderLinesTold, rolesTold } from '#simulators/orders/words.ts';

const usual = usualInputs(labInputs);

test('a company and its settings come back from their address; a file has none', () => {
	fc.assert(
		fc.property(
			fc.constantFrom('coffee' as const, 'shop' as const, 'gym' as const),
			fc.integer({ min: 4, max: 156 }),
			fc.integer({ min: 0, max: 24 }),
			(company, horizonWeeks, monthsLeftOut) => {
				const settings = { ...usual, horizonWeeks, monthsLeftOut };
				const query = labQuery(company, settings);
				const read = labFromQuery(new URLSearchParams(query));
				expect(read).toEqual({ company, settings, notices: [] });
			},
		),
	);
	expect(labQuery('coffee', usual)).toBe('?sample=coffee');
	expect(labQuery(null, { ...usual, horizonWeeks: 26 })).toBe('');
});

test('an address that does not fit is put right and told', () => {
	const read = labFromQuery(new URLSearchParams('sample=bank&weeks=9999&from=x'));
	expect(read.company).toBeNull();
	expect(read.settings).toEqual({ ...usual, horizonWeeks: 156 });
	expect(read.notices).toHaveLength(3);
	expect(labFromQuery(new URLSearchParams())).toEqual({
		company: null,
		settings: usual,
		notices: [],
	});
});

test('what is read as what is told in a line, a day with how it stands and how it was read', () => {
	const layout = {
		encoding: null,
		delimiter: null,
		hasHeader: true,
		columns: [{ header: '卡號' }, { header: '日期' }, { header: '' }],
		roles: { customer: 0, date: 1, amount: 2, order: null, status: null },
		dateFormats: { date: 'plain' as const },
		assumedFormats: [],
		dateExamples: { date: { written: '112.1.1', year: '民國' as const, day: '2023-01-01' } },
		customersByName: false,
		firstRows: [],
		undecodable: 0,
	};
	expect(rolesTold('orders', layout)).toBe(
		'客戶＝卡號；日期＝日期（民國年，112.1.1是2023-01-01）；金額＝第3欄。',
	);
});

test('joined rows and cancelled orders are told only where there are any', () => {
	const lines = { rows: 6, orders: 3, ordersOfSeveralRows: 2, differing: 0 } as const;
	expect(orderLinesTold(null, 0, true)).toEqual([]);
	expect(orderLinesTold({ ...lines, amounts: 'total' }, 0, true)[0]).toContain('只算一次');
	expect(orderLinesTold({ ...lines, amounts: 'items' }, 0, true)[0]).toContain('加起來');
	expect(orderLinesTold(null, 4, true)[0]).toContain('4列的狀態是取消');
});
