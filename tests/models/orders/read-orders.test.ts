import { describe, expect, test } from 'vitest';
import { dayText } from '#models/orders/days.ts';
import type { LayoutChoices } from '#models/orders/layout.ts';
import { type OrdersRead, previewOrders, readOrders } from '#models/orders/orders.ts';
import { rejectedCsv } from '#models/orders/rejected.ts';
import type { OrderRole } from '#models/orders/order-roles.ts';
import { encode, utf8 } from './encode.ts';

type Good = Extract<OrdersRead, { ok: true }>;

async function read(text: string, choices: LayoutChoices<OrderRole> = {}): Promise<Good> {
	const result = await readOrders(utf8(text), choices);
	if (!result.ok) throw new Error(`not read: ${result.reason}`);
	return result;
}

/** Orders as a person would tell them. */
const told = ({ table }: Good): string[] =>
	[...table.customer].map((who, row) =>
		[table.names[who], dayText(table.day[row] as number), table.amount?.[row] ?? '—'].join(' '),
	);

const reasons = ({ rejected }: Good) =>
	rejected.rows.map(({ line, reason, text }) => [line, reason, text]);

describe('layouts', () => {
	test('a till export with title, other columns and thousands in quotation marks', async () => {
		const file = await read(
			'門市銷售明細\n列印日期 2024/3/1\n訂單編號,門市,會員卡號,商品數量,單價,消費日期,實付金額,備註\n' +
				'A001,台北,0012345,2,60,2024/1/5,"1,120",\nA002,台中,0012346,1,65,2024/1/6,NT$65,外帶\n' +
				'A003,台北,0012345,1,60,2024/1/7,60元,\n',
		);
		expect(told(file)).toEqual([
			'0012345 2024-01-05 1120',
			'0012346 2024-01-06 65',
			'0012345 2024-01-07 60',
		]);
		expect(file.layout.linesBefore).toBe(2);
		expect(file.layout.roles).toEqual({
			customer: 2,
			date: 5,
			amount: 6,
			order: 0,
			status: null,
		});
	});

	test('an online shop export in English with times', async () => {
		const file = await read(
			'order_id;created_at;customer_email;quantity;total_price\n' +
				'#1001;2024-01-05 12:33:22 +0800;ann@example.com;1;499.00\n' +
				'#1002;2024-01-06 09:00:00 +0800;bob@example.com;2;1299.50\n' +
				'#1003;2024-02-06 09:00:00 +0800;ann@example.com;2;120\n',
		);
		expect(file.layout.delimiter).toBe(';');
		expect(told(file)).toEqual([
			'ann@example.com 2024-01-05 499',
			'bob@example.com 2024-01-06 1299.5',
			'ann@example.com 2024-02-06 120',
		]);
	});

	test('pasted from a spreadsheet, tabs and no header', async () => {
		const file = await read('C1\t2024/1/5\t100\nC2\t2024/1/5\t250\nC1\t2024/2/9\t80');
		expect(file.layout.hasHeader).toBe(false);
		expect(told(file)).toEqual(['C1 2024-01-05 100', 'C2 2024-01-05 250', 'C1 2024-02-09 80']);
	});

	test('one row without a header', async () => {
		expect(told(await read('C1,2024-01-05,100'))).toEqual(['C1 2024-01-05 100']);
	});

	test('an e-mail address at the top is no header', async () => {
		const file = await read('email1@x.tw,2024-01-05,100\nemail2@x.tw,2024-01-06,100\n');
		expect(file.facts.dataRows).toBe(2);
	});

	test('no column of amounts', async () => {
		const file = await read('會員編號,日期\n1001,2024-01-05\n1002,2024-01-06\n1001,2024-03-06\n');
		expect(file.table.amount).toBeNull();
		expect(file.layout.roles).toMatchObject({ customer: 0, date: 1, amount: null });
		expect(told(file)[0]).toBe('1001 2024-01-05 —');
	});

	test('numbers only: the day is the day, the last is the amount', async () => {
		const file = await read('1001,20240105,500\n1002,20240106,300\n1001,20240210,500\n');
		expect(file.layout.roles).toEqual({
			customer: 0,
			date: 1,
			amount: 2,
			order: null,
			status: null,
		});
	});

	test('days as spreadsheets count them, under a header', async () => {
		const file = await read('客戶,日期,金額\nA,45296,100\nB,45297,50\nA,45310.5,70\n');
		expect(told(file)).toEqual(['A 2024-01-05 100', 'B 2024-01-06 50', 'A 2024-01-19 70']);
	});

	test('birthdays and joining days are not the day of the order', async () => {
		const file = await read(
			'會員編號,生日,入會日期,訂單日期,金額\nA,1990-01-01,2020-01-01,2024-01-05,100\nB,1991-01-01,2020-01-02,2024-01-06,100\nA,1990-01-01,2020-01-01,2024-01-07,100\n',
		);
		expect(file.layout.roles.date).toBe(3);
	});

	test('a person may point at other columns', async () => {
		const text = '甲,乙,丙,丁\nx,A,2024-01-05,5\ny,B,2024-01-06,6\nx,B,2024-02-06,6\n';
		const file = await read(text, { roles: { customer: 1, amount: null } });
		expect(told(file)).toEqual(['A 2024-01-05 —', 'B 2024-01-06 —', 'B 2024-02-06 —']);
		await expect(readOrders(utf8(text), { roles: { customer: 9 } })).rejects.toThrow(RangeError);
		await expect(readOrders(utf8(text), { roles: { customer: 1, date: 1 } })).rejects.toThrow(
			'two roles',
		);
	});

	test('the preview shows headers, guess and first rows without reading on', () => {
		const laid = previewOrders(utf8('客戶,日期,金額\nA,2024-01-05,1\nB,2024-01-06,2\n'));
		if (!laid.ok) throw new Error(laid.reason);
		expect(laid.layout.columns.map(({ header }) => header)).toEqual(['客戶', '日期', '金額']);
		expect(laid.layout.firstRows[0]).toEqual(['A', '2024-01-05', '1']);
	});
});

describe('day or month first', () => {
	const rows = (days: readonly string[]) => days.map((day, i) => `C${i % 3},${day},10`).join('\n');

	test('what stays open is named as an assumption', async () => {
		const file = await read(rows(['1/5/2024', '1/6/2024', '1/7/2024']));
		expect(file.facts.assumedFormats).toEqual(['date']);
		expect(file.facts.dateFormats).toEqual({ date: 'monthFirst' });
	});

	test('a proof anywhere in a long file turns the reading round', async () => {
		const days = Array.from({ length: 30_000 }, (_, i) => `1/${(i % 9) + 1}/2024`);
		expect((await read(rows(days))).facts.dateFormats).toEqual({ date: 'monthFirst' });
		days[29_990] = '25/1/2024';
		const file = await read(rows(days));
		expect(file.facts.dateFormats).toEqual({ date: 'dayFirst' });
		expect(file.facts.assumedFormats).toEqual([]);
		expect(file.rejected.count).toBe(0);
		expect(dayText(file.table.day[29_990] as number)).toBe('2024-01-25');
	});

	test('a proof that the reading was right ends the assumption', async () => {
		const days = Array.from({ length: 30_000 }, (_, i) => `1/${(i % 9) + 1}/2024`);
		days[29_990] = '1/25/2024';
		const file = await read(rows(days));
		expect(file.facts.dateFormats).toEqual({ date: 'monthFirst' });
		expect(file.facts.assumedFormats).toEqual([]);
	});

	test('a person may say it', async () => {
		const file = await read(rows(['1/5/2024', '1/6/2024']), { dateFormats: { date: 'dayFirst' } });
		expect(dayText(file.table.day[0] as number)).toBe('2024-05-01');
		expect(file.facts.assumedFormats).toEqual([]);
	});
});

describe('rows turned down', () => {
	test('each with its line, its reason and its text', async () => {
		const file = await read(
			[
				'客戶,日期,金額',
				'A,2024-01-05,100',
				',2024-01-05,100',
				'非會員,2024-01-05,100',
				'A,,100',
				'A,昨天,100',
				'A,2024-02-30,100',
				'',
				'A,2024-01-06,',
				'A,2024-01-06,免費',
				'A,2024-01-06,0',
				'A,2024-01-06,-100',
				'A,2024-01-06,(100)',
				'A,2024-01-06,1,234',
				'A,2024-01-06',
				'合計,,"1,234"',
				'B,2024-01-07,50,,',
			].join('\n'),
		);
		expect(reasons(file)).toEqual([
			[3, 'noCustomer', ',2024-01-05,100'],
			[4, 'noCustomer', '非會員,2024-01-05,100'],
			[5, 'noDate', 'A,,100'],
			[6, 'notADate', 'A,昨天,100'],
			[7, 'impossibleDate', 'A,2024-02-30,100'],
			[9, 'noAmount', 'A,2024-01-06,'],
			[10, 'notAnAmount', 'A,2024-01-06,免費'],
			[11, 'zeroAmount', 'A,2024-01-06,0'],
			[12, 'negativeAmount', 'A,2024-01-06,-100'],
			[13, 'negativeAmount', 'A,2024-01-06,(100)'],
			[14, 'tooManyCells', 'A,2024-01-06,1,234'],
			[15, 'tooFewCells', 'A,2024-01-06'],
			[16, 'noDate', '合計,,"1,234"'],
		]);
		expect(told(file)).toEqual(['A 2024-01-05 100', 'B 2024-01-07 50']);
		expect(file.facts).toMatchObject({ dataRows: 15, acceptedRows: 2, blankRows: 1 });
		expect(file.rejected.byReason).toMatchObject({ negativeAmount: 2, noCustomer: 2, noDate: 2 });
	});

	test('the first thousand are kept, all are counted', async () => {
		const bad = Array.from({ length: 2_500 }, (_, i) => `C${i},什麼時候,${'長'.repeat(900)}`);
		const good = Array.from({ length: 5_000 }, (_, i) => `C${i},2024-01-05,5`);
		const file = await read(['客戶,日期,金額', ...good, ...bad].join('\n'));
		expect(file.rejected.count).toBe(2_500);
		expect(file.rejected.rows).toHaveLength(1_000);
		expect(file.rejected.rows.every(({ text }) => text.length <= 500)).toBe(true);
	});

	test('the download disarms formulas', async () => {
		const file = await read('客戶,日期,金額\nA,2024-01-05,9\n"=HYPERLINK(""x"")",q,9\n@B,q,1\n');
		const words = Object.keys(file.rejected.byReason).map((reason) => [reason, `因為 ${reason}`]);
		const csv = rejectedCsv(file.rejected.rows, {
			line: '行',
			reason: '原因',
			text: '內容',
			reasons: Object.fromEntries(words) as Parameters<typeof rejectedCsv>[1]['reasons'],
		});
		expect(csv.startsWith('\uFEFF行,原因,內容\r\n')).toBe(true);
		expect(csv).toContain('4,因為 notADate,"\'@B,q,1"');
		expect(csv).not.toMatch(/,"?[=@]/);
	});
});

describe('quotation marks', () => {
	test('quoted line ends keep line numbers right', async () => {
		const file = await read('客戶,日期,金額,備註\nA,2024-01-05,1,"一\n二\r\n三"\nB,壞,1,\n');
		expect(told(file)).toHaveLength(1);
		expect(reasons(file)).toEqual([[5, 'notADate', 'B,壞,1,']]);
	});

	test('a stray mark costs its line at most', async () => {
		const rows = Array.from({ length: 9_000 }, (_, i) => `C${i},2024-01-05,"1,${100 + (i % 900)}"`);
		rows[10] = '"王小明,2024-01-05,77';
		const file = await read(`客戶,日期,金額\n${rows.join('\n')}\n`);
		expect(file.facts.dataRows).toBe(9_000);
		expect(file.rejected.count).toBeLessThanOrEqual(1);
		expect(file.facts.acceptedRows).toBeGreaterThanOrEqual(8_999);
	});

	test('marks that open on every line and never close are no quotation', async () => {
		const rows = Array.from({ length: 30_000 }, (_, i) => `"C${i},2024-01-05,5`);
		const file = await read(`客戶,日期,金額\n${rows.join('\n')}\n`);
		expect(file.facts.dataRows).toBe(30_000);
	});

	test('inches in a remark are no quotation', async () => {
		const file = await read(
			'客戶,日期,金額,備註\nA,2024-01-05,1,5" 螢幕\nB,2024-01-05,1,"7"" 機"\n',
		);
		expect(file.facts.acceptedRows).toBe(2);
	});
});

test('a file in Big5 with names from beyond Big5 is read and says so', async () => {
	const rows = Array.from({ length: 200 }, (_, i) => `會員${i},2024/1/${(i % 28) + 1},${i + 1}`);
	const bytes = encode(`會員編號,消費日期,金額\n${rows.join('\n')}\n`, 'big5');
	const result = await readOrders(Uint8Array.of(...bytes, 0xff, 0x2c, 0x0a));
	if (!result.ok) throw new Error(result.reason);
	expect(result.layout.encoding).toBe('big5');
	expect(result.facts.acceptedRows).toBe(200);
	expect(result.table.names[0]).toBe('會員0');
	expect(result.layout.undecodable).toBeGreaterThan(0);
});

test('names keep their zeros and lose their wrapping', async () => {
	const file = await read(
		'會員卡號,日期,金額\n="00123",2024-01-05,5\n 00123 ,2024-01-06,5\n00123,2024-01-07,5\n',
	);
	expect(file.table.names).toEqual(['00123']);
});

test('progress rises to one, and a stop is heard between pieces', async () => {
	const rows = Array.from({ length: 150_000 }, (_, i) => `C${i % 999},2024-01-05,${i + 1}`);
	const bytes = utf8(`客戶,日期,金額\n${rows.join('\n')}\n`);
	const shares: number[] = [];
	await readOrders(bytes, {}, { onProgress: (share) => shares.push(share) });
	expect(shares.length).toBeGreaterThan(2);
	expect(shares).toEqual([...shares].sort((a, b) => a - b));
	expect(shares.at(-1)).toBe(1);

	let heard = false;
	const stopped = readOrders(
		bytes,
		{},
		{ shouldStop: () => heard, onProgress: (share) => (heard = share > 0.3) },
	);
	expect(await stopped).toEqual({ ok: false, reason: 'cancelled' });
});

test('bytes may come in pieces of any size', async () => {
	const bytes = utf8('會員編號,消費日期,金額\r\n王小明,113/01/05,"1,200"\r\n李四,113/01/06,5\r\n');
	async function* pieces() {
		for (const byte of bytes) yield Uint8Array.of(byte);
	}
	const [whole, slowly] = [await readOrders(bytes), await readOrders(pieces())];
	expect(slowly).toEqual(whole);
});
