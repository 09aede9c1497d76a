import type { Entries } from '#lessons/own/merge.ts';
import { packHash, packText } from '#lessons/own/pack.ts';
import { isOnlyThisMachine } from '#ui/address.ts';
import { copyText } from '#ui/copy.ts';
import { saveText } from '#ui/save.ts';

/** The ways out of this browser; they come when somebody takes one. */

export function saveRecord(entries: Entries): void {
	const at = new Date().toISOString();
	const name = `忠誠實驗室-我的紀錄-${at.slice(0, 10)}.json`;
	saveText(packText(entries, at), name, 'application/json');
}

export interface Link {
	readonly address: string;
	readonly isCopied: boolean;
	/** It leads nowhere from another device. */
	readonly isOnlyHere: boolean;
}

export async function linkRecord(entries: Entries): Promise<Link> {
	const hash = await packHash(entries, new Date().toISOString());
	const address = `${location.origin}/mine#${hash}`;
	const isCopied = await copyText(address);
	return { address, isCopied, isOnlyHere: isOnlyThisMachine(location.hostname) };
}
