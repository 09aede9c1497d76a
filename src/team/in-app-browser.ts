/** Apps that open links in a browser of their own, and what it is known by in its user agent. */
const apps = [
	{ name: 'LINE', mark: /\bLine\/\d/ },
	{ name: 'Messenger', mark: /\bFBAN\/Messenger|\bFB_IAB\/(?:Orca-Android|MESSENGER)/ },
	{ name: 'Instagram', mark: /\bInstagram \d/ },
	{ name: 'Facebook', mark: /\bFBAN\/|\bFB_IAB\/|\bFBAV\// },
	{ name: '微信', mark: /\bMicroMessenger\/\d/ },
] as const;

export interface InAppBrowser {
	/** The app, as its users call it. */
	app: (typeof apps)[number]['name'];
	/** The browser that the device itself would open. */
	outside: 'Safari' | 'Chrome';
}

/** The app whose own browser a user agent belongs to; null for browsers that stand for themselves. */
export function inAppBrowser(userAgent: string): InAppBrowser | null {
	const app = apps.find(({ mark }) => mark.test(userAgent));
	if (!app) return null;
	const outside = /\b(?:iPhone|iPad|iPod)\b/.test(userAgent) ? 'Safari' : 'Chrome';
	return { app: app.name, outside };
}

/** The address that LINE opens outside of itself; what stands behind # goes along. */
export function outsideLine(address: string): string {
	const url = new URL(address);
	url.searchParams.set('openExternalBrowser', '1');
	return url.href;
}
