/**
 * What a link to a page looks like when somebody sends it. Chat programs fetch pictures by whole
 * addresses only, and a prerendered page does not know its host: PUBLIC_ORIGIN says it when the site
 * is built (npm start builds anew when that changes). Without it the preview has no picture.
 */
const given = process.env['PUBLIC_ORIGIN'] ?? '';
const origin = URL.canParse(given) ? new URL(given).origin : null;

/** Made once in the course's own letters, which the machine that builds may not have. */
export const picture = {
	path: '/share.png',
	width: 1200,
	height: 630,
	alt: '忠誠實驗室：客戶價值與忠誠度管理',
} as const;

/** A path as a whole address where the host is known, else as it is. */
export const wholeAddress = (path: string): string => (origin ? origin + path : path);

/** The one address of a page; null where the host is not known. */
export const pageAddress = (path: string): string | null =>
	origin && origin + (path === '/' ? path : path.replace(/\/$/, ''));
