import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Effects from '../../src/team/Effects.svelte';
import { EffectsState } from '../../src/team/effects-state.svelte.ts';
import { compile, emptyDesign } from '../../src/workflow/design.ts';
import '../../src/ui/styles/team.css';
for (const width of [1400, 390]) test('look '+width, async () => {
	await page.viewport(width, 900);
	const { container } = await render(Effects, { state: compile(emptyDesign(), {}), effects: new EffectsState() });
	await expect.poll(() => container.querySelectorAll('.fx-n').length, { timeout: 15000 }).toBe(3);
	await page.screenshot({ path: `/tmp/zz-effects-${width}.png` });
	console.log(container.textContent?.replace(/\s+/g,' '));
});
