/** One line to the server, as much of a WebSocket as is used. */
export interface Line {
	/** 1 while it is open. */
	readonly readyState: number;
	send(data: Uint8Array<ArrayBuffer>): void;
	close(): void;
}

/** What a connection needs from the browser; a test gives it its own. */
export interface Surroundings {
	open(address: string, hear: (bytes: Uint8Array) => void, closed: (code: number) => void): Line;
	chance(): number;
	/** `ws://host` or `wss://host` of the page. */
	origin(): string;
	/**
	 * Where the page's own address leads by now: a path of this site, or empty for nowhere. Null
	 * while it leads here, and when nobody knows.
	 */
	leadsTo(): Promise<string | null>;
	/** Whether the site itself answers right now, by the same way as its pages. */
	answers(): Promise<boolean>;
}

/** How long the site may take to answer a question beside the line, milliseconds. */
const askMilliseconds = 5_000;

const place = ({ origin, pathname }: URL | Location): string =>
	origin + pathname.replace(/\/+$/, '');

export const browserSurroundings: Surroundings = {
	open(address, hear, closed) {
		const socket = new WebSocket(address);
		socket.binaryType = 'arraybuffer';
		socket.onmessage = ({ data }: MessageEvent<unknown>) => {
			if (data instanceof ArrayBuffer) hear(new Uint8Array(data));
		};
		socket.onclose = ({ code }) => closed(code);
		return socket;
	},
	chance: Math.random,
	origin: () => `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}`,
	async leadsTo() {
		try {
			const answer = await fetch(location.pathname, {
				method: 'HEAD',
				cache: 'no-store',
				signal: AbortSignal.timeout(askMilliseconds),
			});
			const reached = new URL(answer.url);
			// A network's own sign-in page, which knows nothing of seats, has another origin.
			const isOwn = reached.origin === location.origin;
			const isElsewhere = answer.redirected && place(reached) !== place(location);
			if (!isOwn) return null;
			if (isElsewhere) return reached.pathname;
			return answer.status === 404 ? '' : null;
		} catch {
			return null;
		}
	},
	async answers() {
		try {
			const signal = AbortSignal.timeout(askMilliseconds);
			const answer = await fetch('/health', { cache: 'no-store', signal });
			// What stands in for a network that is not there knows nothing of this.
			const { ok } = (await answer.json()) as { ok?: unknown };
			return ok === true;
		} catch {
			return false;
		}
	},
};
