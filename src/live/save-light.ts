/**
 * What the light beside a document may say. It is derived from counts alone, so that it cannot
 * claim more than is known: 已儲存 means that the server has everything on disk.
 */
export type Light =
	| { kind: 'opening' }
	| { kind: 'saved'; at: number | null }
	/** `away`: not connected; it is on its way to this device's disk. */
	| { kind: 'saving'; away?: true }
	/** Not connected; everything written so far is on this device's disk. */
	| { kind: 'onDevice' }
	/** Not connected; nothing was written since the last save. */
	| { kind: 'away'; savedAt: number | null }
	| { kind: 'unsaved'; reason: string };

/** `cleared`: it was kept, until another tab took it away; `wiped`: until the browser did. */
export type DeviceCopy = 'opening' | 'kept' | 'unavailable' | 'cleared' | 'wiped';

/** Whether a copy was kept until somebody took it away. */
export const isTakenAway = (copy: DeviceCopy): boolean => copy === 'cleared' || copy === 'wiped';

/**
 * The book-keeping behind the light. Whoever moves the document reports what happened; times are
 * arguments (server time, epoch milliseconds).
 */
export interface SaveLedger {
	connected: boolean;
	/** Whether this connection has compared states with the server. */
	synced: boolean;
	/** Edits made and not yet put into a frame. */
	waiting: number;
	/** Frames sent on this connection, and how many of them are on the server's disk. */
	sent: number;
	acknowledged: number;
	/** Whether anything was written that no server has acknowledged, across connections. */
	owed: boolean;
	savedAt: number | null;
	deviceCopy: DeviceCopy;
	/** Edits handed to the device's own store and not yet confirmed by it. */
	deviceWaiting: number;
	/** Why the server does not take edits at all; null while it does. */
	refusedBecause: string | null;
}

export const newLedger = (): SaveLedger => ({
	connected: false,
	synced: false,
	waiting: 0,
	sent: 0,
	acknowledged: 0,
	owed: false,
	savedAt: null,
	deviceCopy: 'opening',
	deviceWaiting: 0,
	refusedBecause: null,
});

export type SaveEvent =
	| { type: 'edited' }
	| { type: 'sent' }
	| { type: 'acknowledged'; count: number; now: number }
	| { type: 'connected' }
	/** States were compared; `ahead` when this device holds work that the server lacks. */
	| { type: 'synced'; ahead: boolean; now: number }
	| { type: 'disconnected' }
	| { type: 'refused'; reason: string | null }
	| { type: 'device.opened' }
	| { type: 'device.failed' }
	/** The copy was taken away, by another tab or by the browser itself. */
	| { type: 'device.gone'; by: 'tab' | 'browser' }
	| { type: 'device.writing' }
	| { type: 'device.written' };

/** The ledger after an event; the one given is left as it was. */
export function record(ledger: SaveLedger, event: SaveEvent): SaveLedger {
	switch (event.type) {
		case 'edited':
			return { ...ledger, waiting: ledger.waiting + 1, owed: true };
		case 'sent':
			return { ...ledger, waiting: 0, sent: ledger.sent + 1 };
		case 'acknowledged': {
			// A count beyond what was sent can only be a fault; it must not turn the light green.
			const acknowledged = Math.min(ledger.sent, Math.max(ledger.acknowledged, event.count));
			const allIn = ledger.synced && acknowledged === ledger.sent && ledger.waiting === 0;
			return {
				...ledger,
				acknowledged,
				owed: allIn ? false : ledger.owed,
				refusedBecause: allIn ? null : ledger.refusedBecause,
				savedAt: acknowledged > ledger.acknowledged ? event.now : ledger.savedAt,
			};
		}
		case 'connected':
			return { ...ledger, connected: true, synced: false, sent: 0, acknowledged: 0 };
		case 'synced':
			// What the comparison found is what counts: an acknowledgement may have been lost on the way.
			return {
				...ledger,
				synced: true,
				waiting: event.ahead ? ledger.waiting : 0,
				owed: event.ahead,
				savedAt: event.ahead ? ledger.savedAt : event.now,
			};
		case 'disconnected':
			return { ...ledger, connected: false, synced: false, sent: 0, acknowledged: 0 };
		case 'refused':
			return { ...ledger, refusedBecause: event.reason };
		case 'device.opened':
			return { ...ledger, deviceCopy: 'kept' };
		case 'device.failed':
			// Writings that fail because the copy was taken away are no other reason.
			return {
				...ledger,
				deviceCopy: isTakenAway(ledger.deviceCopy) ? ledger.deviceCopy : 'unavailable',
				deviceWaiting: 0,
			};
		case 'device.gone':
			return {
				...ledger,
				deviceCopy: event.by === 'tab' ? 'cleared' : 'wiped',
				deviceWaiting: 0,
			};
		case 'device.writing':
			return { ...ledger, deviceWaiting: ledger.deviceWaiting + 1 };
		case 'device.written':
			return { ...ledger, deviceWaiting: Math.max(0, ledger.deviceWaiting - 1) };
	}
}

/** The ledger while words are composed that are in no document yet: as good as an edit on its way. */
export const whileComposing = (ledger: SaveLedger): SaveLedger =>
	record(record(ledger, { type: 'edited' }), { type: 'device.writing' });

/** Whether closing the page now would leave work that the server does not have. */
export const isOwing = (ledger: SaveLedger): boolean =>
	ledger.owed || ledger.waiting > 0 || ledger.acknowledged < ledger.sent;

/** Whether closing the page now would lose work for good: it is not even on this device. */
export const wouldLose = (ledger: SaveLedger): boolean =>
	isOwing(ledger) && (ledger.deviceCopy !== 'kept' || ledger.deviceWaiting > 0);

/** What may honestly be said. */
export function lightOf(ledger: SaveLedger): Light {
	const owing = isOwing(ledger);
	if (ledger.refusedBecause !== null && owing) {
		return { kind: 'unsaved', reason: ledger.refusedBecause };
	}
	if (ledger.connected && ledger.synced) {
		return owing ? { kind: 'saving' } : { kind: 'saved', at: ledger.savedAt };
	}
	if (!owing) {
		return ledger.connected || ledger.savedAt === null
			? { kind: 'opening' }
			: { kind: 'away', savedAt: ledger.savedAt };
	}
	if (ledger.deviceCopy === 'kept') {
		return ledger.deviceWaiting > 0 ? { kind: 'saving', away: true } : { kind: 'onDevice' };
	}
	return { kind: 'unsaved', reason: `連線中斷，${notKept(ledger.deviceCopy)}，請先別關掉這一頁` };
}

/** Why what is written is not on this device. */
function notKept(copy: DeviceCopy): string {
	if (copy === 'cleared') return '這台裝置上的那一份又在另一個分頁清掉了';
	if (copy === 'wiped') return '這台裝置上的那一份又被瀏覽器清掉了';
	return '這個瀏覽器又不能在裝置上保存';
}

/** What may be said of a document that only this device keeps. */
export function deviceLightOf({ deviceCopy, deviceWaiting }: SaveLedger): Light {
	switch (deviceCopy) {
		case 'opening':
			return { kind: 'opening' };
		case 'kept':
			return deviceWaiting > 0 ? { kind: 'saving' } : { kind: 'saved', at: null };
		case 'unavailable':
			return { kind: 'unsaved', reason: '這台裝置存不了，請下載' };
		case 'cleared':
			return { kind: 'unsaved', reason: '在另一個分頁清掉了；要留的請下載，再重新整理這一頁' };
		case 'wiped':
			return { kind: 'unsaved', reason: '被瀏覽器清掉了；要留的請下載，再重新整理這一頁' };
	}
}

const clockFormat = new Intl.DateTimeFormat('en-GB', {
	hour: '2-digit',
	minute: '2-digit',
	second: '2-digit',
	hourCycle: 'h23',
});

/** A moment as the light prints it, 10:42:07, in the device's own time zone. */
export const clockTime = (at: number): string => clockFormat.format(at);

/** The light in words. */
export function lightWords(light: Light): string {
	switch (light.kind) {
		case 'opening':
			return '連線中';
		case 'saved':
			return light.at === null ? '已儲存' : `已儲存 ${clockTime(light.at)}`;
		case 'saving':
			return light.away ? '離線，正存進這台裝置' : '儲存中';
		case 'onDevice':
			return '離線，已保存在這台裝置';
		case 'away':
			return light.savedAt === null ? '離線' : `離線，${clockTime(light.savedAt)} 前的都已儲存`;
		case 'unsaved':
			return `未儲存：${light.reason}`;
	}
}

/** The light of a document that only this device keeps, in words. */
export function deviceLightWords(light: Light): string {
	switch (light.kind) {
		case 'opening':
			return '打開中';
		case 'saving':
			return '寫入中';
		case 'saved':
			return '已保存在這台裝置';
		default:
			return lightWords(light);
	}
}
