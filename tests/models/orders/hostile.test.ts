import fc from 'fast-check';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readOrders } from '#models/orders/orders.ts';
import { maximumFileBytes, recogniseFile } from '#models/orders/recognise.ts';
import { seededRandom } from '#models/random.ts';
import { encode, utf8 } from './encode.ts';

const bytesOf = (text: string): number[] => [...text].map((char) => char.charCodeAt(0));

test.each<[string, Uint8Array, string]>([
	['nothing', new Uint8Array(0), 'empty'],
	['only a mark', Uint8Array.of(0xff, 0xfe), 'empty'],
	['a PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0), 'picture'],
	['a JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16), 'picture'],
	['a telephone picture', Uint8Array.of(0, 0, 0, 24, ...bytesOf('ftypheic')), 'picture'],
	['a PDF', utf8('%PDF-1.7\n…'), 'pdf'],
	[
		'a workbook',
		Uint8Array.of(0x50, 0x4b, 3, 4, ...bytesOf('xx[Content_Types].xml')),
		'spreadsheet',
	],
	['an old workbook', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1), 'spreadsheet'],
	['a zip', Uint8Array.of(0x50, 0x4b, 3, 4, ...bytesOf('photos/1.jpg')), 'archive'],
	['a page saved as .xls', utf8('<html><table><tr><td>客戶</td></tr></table>'), 'webPage'],
	['zeros', new Uint8Array(5_000), 'binary'],
	['one cell', utf8('客戶'), 'noRows'],
	['blank lines', utf8('\n\n  \n'), 'noRows'],
	['a header alone', utf8('客戶,日期,金額\n'), 'noRows'],
	['a letter', utf8('親愛的老師\n您好\n附上檔案\n'), 'oneColumn'],
	['no days', utf8('客戶,金額\nA,100\nB,200\nA,300\n'), 'rolesMissing'],
	['only unusable rows', utf8('客戶,日期,金額\nA,2024-01-05,0\nB,2024-01-05,-5\n'), 'noUsableRows'],
])('%s gets a reason', async (_, bytes, reason) => {
	expect(await readOrders(bytes)).toMatchObject({ ok: false, reason });
});

test('what is missing is named, with the columns to choose from', async () => {
	const result = await readOrders(utf8('客戶,金額\nA,100\nB,200\nA,300\n'));
	expect(result).toMatchObject({
		missing: ['date'],
		firstRows: [
			['A', '100'],
			['B', '200'],
			['A', '300'],
		],
	});
});

test('a file beyond the limit is not even read to its end', async () => {
	let pieces = 0;
	async function* endless() {
		for (;;) {
			pieces++;
			yield new Uint8Array(maximumFileBytes / 4);
		}
	}
	expect(await readOrders(endless())).toEqual({ ok: false, reason: 'tooLarge' });
	expect(pieces).toBe(5);
});

test('text in an encoding of elsewhere is unknown, not gibberish', () => {
	// Cyrillic in KOI8-R: its capitals are no second bytes in Big5.
	const words = Array.from({ length: 300 }, (_, i) => [
		0xfc,
		0xff,
		0xfa,
		0xff,
		0x2c,
		0x30 + (i % 10),
		10,
	]);
	expect(recogniseFile(Uint8Array.from(words.flat()))).toEqual({
		ok: false,
		reason: 'unknownEncoding',
	});
});

test('five megabytes of noise never throw', async () => {
	const random = seededRandom(77);
	const noise = Uint8Array.from({ length: 5_000_000 }, () => Math.floor(random() * 256));
	expect((await readOrders(noise)).ok).toBe(false);
	const printable = noise.map((byte) =>
		byte % 24 === 0 ? 10 : byte % 17 === 0 ? 44 : 33 + (byte % 90),
	);
	expect((await readOrders(printable)).ok).toBe(false);
	const quotes = noise.map((byte) => [34, 44, 10, 65, 13, 59][byte % 6] as number);
	expect((await readOrders(quotes.subarray(0, 500_000))).ok).toBe(false);
	const packed = deflateRawSync(noise.subarray(0, 200_000).map((byte) => byte % 7));
	expect((await readOrders(new Uint8Array(packed))).ok).toBe(false);
});

test('no bytes and no text make it throw', async () => {
	const cells = fc.constantFrom(
		'"',
		',',
		'\n',
		'\r',
		'\t',
		';',
		'A',
		'客',
		'2024-01-05',
		'1,2',
		'=',
		' ',
	);
	await fc.assert(
		fc.asyncProperty(
			fc.oneof(
				fc.uint8Array({ maxLength: 400 }),
				fc.array(cells, { maxLength: 200 }).map((parts) => utf8(parts.join(''))),
				fc
					.tuple(
						fc.array(cells, { maxLength: 60 }),
						fc.constantFrom('utf-16le' as const, 'big5' as const),
					)
					.map(([parts, encoding]) => encode(parts.join(''), encoding, true)),
			),
			async (bytes) => {
				const result = await readOrders(bytes, {}, { pause: async () => undefined });
				if (!result.ok) {
					expect(result.reason).toMatch(/^[a-zA-Z0-9]+$/);
					return;
				}
				expect(result.facts.acceptedRows + result.rejected.count).toBe(result.facts.dataRows);
				expect(result.table.customer).toHaveLength(result.facts.acceptedRows);
			},
		),
		{ numRuns: 400 },
	);
});

test('one enormous line, and one enormous cell, come to an end', async () => {
	const line = utf8(`客戶,日期,金額\n${'A,2024-01-05,5,'.repeat(300_000)}`);
	expect((await readOrders(line)).ok).toBe(false);
	const start = Array.from({ length: 9_000 }, (_, i) => `C${i},2024-01-05,5`).join('\n');
	const tail = utf8(`${start}\n${'x'.repeat(30_000_000)}\nB,2024-01-05,5\n`);
	const long = await readOrders(tail, {}, { pause: async () => undefined });
	expect(long).toMatchObject({ ok: true, facts: { dataRows: 9_002, acceptedRows: 9_001 } });
	const rows = Array.from({ length: 9_000 }, (_, i) => `C${i},2024-01-05,5`);
	rows[4_000] = `"${'長'.repeat(500_000)},2024-01-05,5`;
	const cell = await readOrders(utf8(`客戶,日期,金額\n${rows.join('\n')}\n`));
	if (!cell.ok) throw new Error(cell.reason);
	expect(cell.facts.dataRows).toBe(9_000);
	expect(cell.facts.acceptedRows).toBeGreaterThanOrEqual(8_999);
});
