import { expect, test } from 'vitest';
import {
	deviceLightOf,
	isOwing,
	lightOf,
	lightWords,
	newLedger,
	record,
	whileComposing,
	wouldLose,
	type SaveEvent,
	type SaveLedger,
} from '#live/save-light.ts';

const after = (...events: SaveEvent[]): SaveLedger => events.reduce(record, newLedger());
const connected: SaveEvent[] = [
	{ type: 'device.opened' },
	{ type: 'connected' },
	{ type: 'synced', ahead: false, now: 1_000 },
];
const typed: SaveEvent[] = [
	{ type: 'edited' },
	{ type: 'device.writing' },
	{ type: 'device.written' },
];

test('before the server has answered nothing is claimed', () => {
	expect(lightOf(newLedger()).kind).toBe('opening');
	expect(lightOf(after({ type: 'connected' })).kind).toBe('opening');
});

test('it says saved only once every frame is acknowledged', () => {
	const two = after(...connected, ...typed, { type: 'sent' }, ...typed, { type: 'sent' });
	expect(lightOf(two).kind).toBe('saving');
	const one = record(two, { type: 'acknowledged', count: 1, now: 2_000 });
	expect(lightOf(one).kind).toBe('saving');
	const both = record(one, { type: 'acknowledged', count: 2, now: 3_000 });
	expect(lightOf(both)).toEqual({ kind: 'saved', at: 3_000 });
});

test('a letter typed while an older one is acknowledged keeps the light on saving', () => {
	const ledger = after(...connected, ...typed, { type: 'sent' }, ...typed, {
		type: 'acknowledged',
		count: 1,
		now: 2_000,
	});
	expect(lightOf(ledger).kind).toBe('saving');
	expect(isOwing(ledger)).toBe(true);
});

test('words that are still being composed are neither saved nor on the device', () => {
	const saved = after(...connected);
	expect(lightOf(saved).kind).toBe('saved');
	expect(lightOf(whileComposing(saved)).kind).toBe('saving');
	expect(deviceLightOf(whileComposing(saved)).kind).toBe('saving');
	const away = after(...connected, ...typed, { type: 'disconnected' });
	expect(lightOf(away).kind).toBe('onDevice');
	expect(lightOf(whileComposing(away))).toEqual({ kind: 'saving', away: true });
});

test('an acknowledgement of more than was sent does not turn it green', () => {
	const ledger = after(...connected, ...typed, { type: 'acknowledged', count: 9, now: 2_000 });
	expect(lightOf(ledger).kind).toBe('saving');
});

test('cut off with work under way, it says where that work is', () => {
	const ledger = after(...connected, ...typed, { type: 'sent' }, { type: 'disconnected' });
	expect(lightOf(ledger).kind).toBe('onDevice');
	expect(wouldLose(ledger)).toBe(false);
});

test('cut off with nothing owed, it says until when all is saved', () => {
	expect(lightOf(after(...connected, { type: 'disconnected' }))).toEqual({
		kind: 'away',
		savedAt: 1_000,
	});
});

test('without a store on the device it never says that the device has it', () => {
	const ledger = after(
		{ type: 'device.failed' },
		{ type: 'connected' },
		{ type: 'synced', ahead: false, now: 1_000 },
		{ type: 'edited' },
		{ type: 'disconnected' },
	);
	expect(lightOf(ledger).kind).toBe('unsaved');
	expect(wouldLose(ledger)).toBe(true);
});

test('a device that has not confirmed its own write is not yet believed', () => {
	const ledger = after(
		...connected,
		{ type: 'edited' },
		{ type: 'device.writing' },
		{ type: 'disconnected' },
	);
	expect(lightOf(ledger).kind).toBe('saving');
	expect(lightWords(lightOf(ledger))).toBe('離線，正存進這台裝置');
	expect(wouldLose(ledger)).toBe(true);
	expect(lightOf(record(ledger, { type: 'device.written' })).kind).toBe('onDevice');
});

test('a device that stops keeping while offline is told on', () => {
	const ledger = after(...connected, ...typed, { type: 'disconnected' }, { type: 'device.failed' });
	expect(lightOf(ledger).kind).toBe('unsaved');
});

test.each([
	{ by: 'tab', says: /^未儲存：.*在另一個分頁清掉了/ },
	{ by: 'browser', says: /^未儲存：.*被瀏覽器清掉了.*請先別關掉這一頁$/ },
] as const)(
	'a copy that the $by took away is told while offline, and keeps its reason',
	({ by, says }) => {
		const ledger = after(
			...connected,
			...typed,
			{ type: 'disconnected' },
			{ type: 'device.gone', by },
			{ type: 'device.failed' },
		);
		expect(lightWords(lightOf(ledger))).toMatch(says);
		expect(wouldLose(ledger)).toBe(true);
		expect(lightOf(record(ledger, { type: 'device.opened' })).kind).toBe('onDevice');
	},
);

test('back on line, the comparison decides: what arrived after all counts as saved', () => {
	const cut = after(
		...connected,
		...typed,
		{ type: 'sent' },
		{ type: 'disconnected' },
		{ type: 'connected' },
	);
	expect(lightOf(cut).kind).not.toBe('saved');
	expect(lightOf(record(cut, { type: 'synced', ahead: false, now: 5_000 }))).toEqual({
		kind: 'saved',
		at: 5_000,
	});
});

test('back on line with work the server lacks, it waits for that to be acknowledged', () => {
	const back = after(
		...connected,
		...typed,
		{ type: 'disconnected' },
		{ type: 'connected' },
		{ type: 'synced', ahead: true, now: 5_000 },
		{ type: 'sent' },
	);
	expect(lightOf(back).kind).toBe('saving');
	expect(lightOf(record(back, { type: 'acknowledged', count: 1, now: 6_000 }))).toEqual({
		kind: 'saved',
		at: 6_000,
	});
});

test('a refusal is shown with its reason until the work is taken after all', () => {
	const refused = after(
		...connected,
		...typed,
		{ type: 'sent' },
		{ type: 'refused', reason: '存不進去' },
	);
	expect(lightOf(refused)).toEqual({ kind: 'unsaved', reason: '存不進去' });
	expect(lightWords(lightOf(refused))).toBe('未儲存：存不進去');
	const taken = record(refused, { type: 'acknowledged', count: 1, now: 7_000 });
	expect(lightOf(taken).kind).toBe('saved');
});

test('a refusal when nothing is owed does not frighten anybody', () => {
	expect(lightOf(after(...connected, { type: 'refused', reason: '只能看' })).kind).toBe('saved');
});

test('the light says the hour with seconds', () => {
	const at = new Date(2026, 8, 1, 10, 42, 7).getTime();
	expect(lightWords({ kind: 'saved', at })).toBe('已儲存 10:42:07');
	expect(lightWords({ kind: 'onDevice' })).toBe('離線，已保存在這台裝置');
});
