import { startSite } from './support/server.ts';
import { startBrowser, newDevice } from './support/devices.ts';
import { mkdirSync } from 'node:fs';
const out = '/tmp/look-branching'; mkdirSync(out, { recursive: true });
const site = await startSite(); const browser = await startBrowser(); const complaints: string[] = [];
try {
for (const [name, width, height, scheme] of [['360', 360, 740, 'light'], ['1366', 1366, 800, 'light'], ['1920', 1920, 1080, 'dark'], ['320', 320, 640, 'dark']] as const) {
  const page = await newDevice(browser, { viewport: { width, height }, colorScheme: scheme, ...(width < 500 ? { isMobile: true, hasTouch: true, deviceScaleFactor: 2 } : {}) }, complaints);
  await page.goto(`${site.origin}/lessons/excellent-service`);
  await page.mouse.wheel(0, 10);
  const ex = page.locator('.exercise');
  await ex.locator('.choices button:enabled').first().waitFor();
  await ex.screenshot({ path: `${out}/b-${name}-0.png` });
  for (const says of ['放音樂', '您先別激動', '我不該先問', '謝謝她願意說', '寫進月報']) {
    await ex.locator('.choices button', { hasText: says }).click();
    if (says === '您先別激動') await ex.screenshot({ path: `${out}/b-${name}-1.png` });
  }
  await ex.screenshot({ path: `${out}/b-${name}-2.png` });
  console.log(name, await page.evaluate(() => document.documentElement.scrollWidth - innerWidth));
  await ex.locator('summary').click(); await ex.screenshot({ path: `${out}/b-${name}-3.png` });
  await page.goto(`${site.origin}/lessons/cases`);
  await page.mouse.wheel(0, 10);
  await ex.locator('.ranks button:enabled').first().waitFor();
  for (const n of ['Apple', 'Netflix', 'Costco', '星巴克']) await ex.locator('.ranks button', { hasText: n }).click();
  await ex.screenshot({ path: `${out}/c-${name}-1.png` });
  await ex.locator('select').nth(1).selectOption('apple');
  await ex.locator('select').nth(2).selectOption('lively-gym');
  await ex.locator('input[type=checkbox]').nth(1).check(); await ex.locator('input[type=checkbox]').nth(4).check();
  await ex.getByRole('button', { name: '看故事怎麼說' }).click();
  await ex.screenshot({ path: `${out}/c-${name}-2.png` });
  console.log(name, await page.evaluate(() => document.documentElement.scrollWidth - innerWidth));
  await page.context().close();
}
const page = await newDevice(browser, { viewport: { width: 1366, height: 800 } }, complaints);
for (const [w, l] of [['b', 'excellent-service'], ['c', 'cases']]) { await page.goto(`${site.origin}/lessons/${l}`); await page.pdf({ path: `${out}/${w}.pdf`, preferCSSPageSize: true }); }
console.log(complaints);
} finally { await browser.close(); await site.stop(); }
