/** Where a deck stands. */
export interface Standing {
	/** The slide, from 0. */
	index: number;
	/** Whether the screen is dark. */
	blank: boolean;
}

/**
 * What the projected deck and its speaker window tell each other. The projected one decides: the
 * speaker's `go` asks, and `at` answers with where it stands now.
 */
export type SpeakerMessage =
	| ({ kind: 'at' } & Standing)
	| ({ kind: 'go' } & Standing)
	/** A speaker window has opened and asks where the deck stands. */
	| { kind: 'where' }
	/** The projected window is closing. */
	| { kind: 'gone' };

export interface SpeakerLine {
	post(message: SpeakerMessage): void;
	close(): void;
}

/** Whatever else speaks on the channel, such as a window from before an update, is not heard. */
export function readMessage(data: unknown): SpeakerMessage | null {
	if (typeof data !== 'object' || data === null || !('kind' in data)) return null;
	const { kind } = data;
	if (kind === 'where' || kind === 'gone') return { kind };
	if (kind !== 'at' && kind !== 'go') return null;
	if (!('index' in data) || !('blank' in data)) return null;
	const { index, blank } = data;
	if (typeof index !== 'number' || !Number.isInteger(index) || index < 0) return null;
	return typeof blank === 'boolean' ? { kind, index, blank } : null;
}

/**
 * A line between the windows of one deck in one browser; it needs no server and works on plain
 * http. Null where the browser has none.
 */
export function openSpeakerLine(
	deck: string,
	hear: (message: SpeakerMessage) => void,
): SpeakerLine | null {
	if (typeof BroadcastChannel === 'undefined') return null;
	const channel = new BroadcastChannel(`loyalty-lab.deck.${deck}`);
	channel.onmessage = ({ data }: MessageEvent<unknown>) => {
		const message = readMessage(data);
		if (message) hear(message);
	};
	return {
		post: (message) => channel.postMessage(message),
		close: () => channel.close(),
	};
}

const keptAs = 'loyalty-lab.deck';

/** A name for this tab's deck that outlives a reload, so that two decks never turn each other. */
export function deckName(): string {
	const fresh = () => Array.from(crypto.getRandomValues(new Uint32Array(2))).join('-');
	try {
		const kept = sessionStorage.getItem(keptAs) ?? fresh();
		sessionStorage.setItem(keptAs, kept);
		return kept;
	} catch {
		return fresh();
	}
}
