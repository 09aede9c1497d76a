import { startBrowser, phone, laptop } from './support/devices.ts';
const [mode='first', company='coffee'] = process.argv.slice(2);
const browser = await startBrowser();
for (const [n, o] of [['phone',phone],['laptop',laptop],['wide',{viewport:{width:1920,height:1080}}]] as const) {
  const ctx = await browser.newContext({...o, locale:'zh-TW'}); const page = await ctx.newPage();
  page.on('console', m=>{ if(['error','warning'].includes(m.type())) console.log(n, m.text()); }); page.on('pageerror', e=>console.log(n,'ERR',e.message));
  await page.goto('http://127.0.0.1:4791/simulators/orders',{timeout:120000, waitUntil:'networkidle'});
  await page.locator('textarea').waitFor({state:'attached'});
  await page.locator('.companies button:enabled').first().waitFor({timeout:60000});
  if (n==='laptop') await page.evaluate(()=>document.documentElement.dataset.theme = 'ink');
  if (mode==='company') { await page.locator('.companies button').nth({coffee:0,shop:1,gym:2}[company]!).click(); await page.locator('.plate-out').waitFor({timeout:60000}); await page.waitForTimeout(500); await page.locator('.file summary').first().click(); await page.waitForTimeout(300);}
  if (mode==='trouble') { await page.locator('.companies button').first().click(); await page.locator('.plate-out').waitFor({timeout:60000});
    await page.locator('input[type=file]').setInputFiles({name:'沒有日期.csv', mimeType:'text/csv', buffer: Buffer.from('姓名,品項,數字\n王小明,咖啡,12\n李小華,茶,33\n')}); await page.locator('.trouble').waitFor(); }
  if (mode==='rejects') { await page.locator('input[type=file]').setInputFiles({name:'訂單.csv', mimeType:'text/csv', buffer: Buffer.from('會員,日期,金額\n'+Array.from({length:300},(_, i)=>`A${i%40},${1+i%12}/${1+i%11}/2024,${i%9===0?'-5':'1,2'.slice(0,1)+i}`).join('\n'))}); await page.locator('.plate-out').waitFor(); await page.locator('.file summary').last().click(); }
  console.log(n, 'overflow', await page.evaluate(()=>document.documentElement.scrollWidth - innerWidth));
  await page.screenshot({path:`/tmp/lab-shots/${mode}-${company}-${n}.png`, fullPage:true});
  await ctx.close();
}
await browser.close();
