import { expect, test } from 'vitest';
import { inAppBrowser, outsideLine } from '#team/in-app-browser.ts';

const iPhone =
	'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const android =
	'Mozilla/5.0 (Linux; Android 14; SM-S918B Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.6478.71 Mobile Safari/537.36';

// As the apps send them, on each of the two systems.
test.each([
	['LINE', 'Safari', `${iPhone} Mobile/15E148 Safari Line/14.8.0`],
	['LINE', 'Chrome', `${android} Line/14.8.1/IAB`],
	[
		'Facebook',
		'Safari',
		`${iPhone} Mobile/15E148 [FBAN/FBIOS;FBAV/469.0.0.34.101;FBBV/607123456;FBDV/iPhone14,5;FBMD/iPhone;FBSN/iOS;FBSV/17.5.1;FBSS/3;FBID/phone;FBLC/zh_TW;FBOP/5;FBRV/0]`,
	],
	['Facebook', 'Chrome', `${android} [FB_IAB/FB4A;FBAV/469.0.0.50.80;]`],
	[
		'Messenger',
		'Safari',
		`${iPhone} Mobile/15E148 [FBAN/MessengerForiOS;FBAV/461.0.0.35.109;FBBV/602345678;FBDV/iPhone14,5;FBMD/iPhone;FBSN/iOS;FBSV/17.5.1;FBSS/3;FBID/phone;FBLC/zh_TW;FBOP/5]`,
	],
	['Messenger', 'Chrome', `${android} [FB_IAB/Orca-Android;FBAV/463.0.0.38.109;]`],
	[
		'Instagram',
		'Safari',
		`${iPhone} Mobile/15E148 Instagram 334.0.4.32.98 (iPhone14,5; iOS 17_5_1; zh_TW; zh-Hant; scale=3.00; 1170x2532; 605596538)`,
	],
	[
		'Instagram',
		'Chrome',
		`${android} Instagram 334.0.0.42.95 Android (34/14; 480dpi; 1080x2115; samsung; SM-S918B; dm3q; qcom; zh_TW; 604247855)`,
	],
	[
		'微信',
		'Safari',
		`${iPhone} Mobile/15E148 MicroMessenger/8.0.49(0x18003137) NetType/WIFI Language/zh_TW`,
	],
	[
		'微信',
		'Chrome',
		`${android} XWEB/1260059 MMWEBSDK/20240404 MMWEBID/1234 MicroMessenger/8.0.49.2600(0x28003137) WeChat/arm64 Weixin NetType/WIFI Language/zh_TW ABI/arm64`,
	],
] as const)("%s's own browser is known, and %s is outside of it", (app, outside, userAgent) => {
	expect(inAppBrowser(userAgent)).toEqual({ app, outside });
});

test.each([
	`${iPhone} Version/17.5 Mobile/15E148 Safari/604.1`,
	`${iPhone} CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1`,
	'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36',
	'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36',
	'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15',
	'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0',
	'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0',
	'',
])('a browser of its own is left in peace: %s', (userAgent) => {
	expect(inAppBrowser(userAgent)).toBeNull();
});

test('the class code goes along to the browser outside of LINE', () => {
	const link = outsideLine('http://192.168.1.7:4321/join#ABCD2EF');
	expect(link).toBe('http://192.168.1.7:4321/join?openExternalBrowser=1#ABCD2EF');
	expect(outsideLine(link)).toBe(link);
});
