import { chromium } from 'playwright';
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const port of process.argv.slice(2)) {
	const c = await b.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1366, height: 768 } });
	const p = await c.newPage();
	await p.goto(`https://localhost:${port}/sign-in`);
	await p.waitForTimeout(800);
	const button = p.getByRole('button', { name: '登入', exact: true });
	if (await button.isDisabled()) {
		console.log(port, 'DISABLED', (await p.locator('.need').innerText()));
		for (const w of [360, 1366, 1920]) { await p.setViewportSize({ width: w, height: 768 }); await p.screenshot({ path: `/tmp/st/signin-${w}.png` }); }
		await c.close(); continue;
	}
	await p.getByLabel('名字').fill('陳老師');
	await p.getByLabel('密碼', { exact: true }).fill('hao-ji-de-yi-ju');
	await button.click();
	await p.waitForURL(/\/desk/);
	await p.getByRole('button', { name: /開一堂練習課/ }).click().catch(() => 0);
	await p.waitForURL(/desk\/./).catch(() => 0);
	await p.waitForTimeout(6000);
	const text = (await p.locator('body').innerText()).replace(/\s+/g, ' ');
	console.log(port, p.url(), JSON.stringify((await c.cookies()).map((x) => [x.name, x.secure])), text.match(/連線中斷[^。]*。[^。]*。/)?.[0] ?? 'LIVE', (await p.content()).match(/https?:\/\/[^"<\s]+join#\w+/)?.[0]);
	await p.screenshot({ path: `/tmp/st/desk-${port}.png` });
	await c.close();
}
await b.close();
