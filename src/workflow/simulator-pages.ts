import { pointsDecisions } from '#models/points/inputs.ts';

/**
 * The simulators' pages by the word in their address, and what each is called: the runs that may
 * stand behind a claim. A test holds it against the simulators there are.
 */
export const simulatorPages = {
	clv: 'CLV模擬器',
	churn: '流失模擬器',
	points: '點數計畫的投資報酬',
	orders: '資料實驗室',
	'points-questions': '點數計畫，再問四題',
	'perceived-value': '知覺價值的天平',
	concentration: '80/20探索器',
	'cost-to-serve': '誰真的賺錢：作業成本與客戶金字塔',
	nps: 'NPS與誤差',
	csat: 'CSAT與取分方式',
	intention: '說的與做的',
	'service-quality': '期望與感受的缺口',
	'price-value': '降價還是加值',
	trust: '信任的帳',
	journey: '旅程與情緒曲線',
	claim: '「少流失5%」檢驗室',
	'new-or-existing': '新客還是舊客',
	'revenue-churn': '營收流失',
	cohorts: '世代表與續約預測',
	rfm: 'RFM：信要寫給誰',
	measures: '一間店，一整面指標',
	stars: '一顆星值多少',
	'membership-fee': '會費：什麼時候划算，對誰划算',
} as const;
export type SimulatorPage = keyof typeof simulatorPages;

const isPage = (word: string): word is SimulatorPage => Object.hasOwn(simulatorPages, word);

/** A simulator as it was set. */
export interface Run {
	page: SimulatorPage;
	/** A path of this site; the whole setting is in it. */
	path: string;
	/**
	 * How many of its settings stand elsewhere than usual. Of a programme its decisions alone: its
	 * customers come from whichever company it was opened with, and nobody has moved those.
	 */
	moved: number;
}

/** Simulators whose every run is worked out with the assumptions that a team may move. */
const circular: ReadonlySet<SimulatorPage> = new Set(['points', 'points-questions']);

/** What is pinned beside the present setting stands behind `a.` and is another setting. */
const movedSettings = (query: URLSearchParams): number =>
	[...query.keys()].filter((key) => key !== 'v' && !key.startsWith('a.')).length;

const movedDecisions = (query: URLSearchParams): number =>
	Object.values(pointsDecisions).filter(
		({ key, usual }) => query.has(key) && query.get(key) !== String(usual),
	).length;

/** A setting of the largest simulator, pinned beside another one, is under this. */
const longestQuery = 1_200;
/** How a simulator is looked at, not what it is set to. */
const lookOnly: ReadonlySet<string> = new Set(['view', 'follow']);

/**
 * Reads the address of a simulator as somebody pasted it; null for any other. The host is passed
 * over, because a class reaches one site under several; what is kept is a path of this site. The
 * run is frozen by that alone: a simulator's address is its whole state.
 */
export function readRun(address: string): Run | null {
	let url: URL;
	try {
		url = new URL(address.trim(), 'http://here.invalid');
	} catch {
		return null;
	}
	if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
	const word = /^\/simulators\/([a-z-]+)\/?$/.exec(url.pathname)?.[1];
	if (word === undefined || !isPage(word) || url.search.length > longestQuery) return null;
	const query = new URLSearchParams();
	for (const [key, value] of url.searchParams) {
		if (/^[\w.-]{1,24}$/.test(key) && !lookOnly.has(key)) query.append(key, value);
	}
	const moved = circular.has(word) ? movedDecisions(query) : movedSettings(query);
	const path = `/simulators/${word}${query.size > 0 ? `?${query}` : ''}`;
	return { page: word, path, moved };
}

/** Whether a run is of a programme: its company stands in the address with it. */
export const isOfProgramme = ({ page }: Run): boolean => circular.has(page);

/** Whether a run takes those assumptions for granted, so that it can say nothing for them. */
export const reckonsWithAssumptions = (path: string): boolean => {
	const run = readRun(path);
	return run !== null && circular.has(run.page);
};
