import type { LiveConnection } from '#live/connection.svelte.ts';

/** What a lecturer's page says while it has no line: `otherwise`, unless none can get through. */
export const awayWords = (
	connection: Pick<LiveConnection, 'isBarred'>,
	otherwise: string,
): string =>
	connection.isBarred
		? '頁面打得開，即時連線卻一直接不上：中間的反向代理或防火牆要讓WebSocket（/live）通過，做法在README的「放在主機上」。'
		: otherwise;
