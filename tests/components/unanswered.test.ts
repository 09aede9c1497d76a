import { createRawSnippet } from 'svelte';
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { InputTable, ModelCard } from '#models/model.ts';
import { concentrationInputs } from '#models/concentration/inputs.ts';
import SimulatorFrame from '../../src/simulators/SimulatorFrame.svelte';
import { SimulatorState } from '../../src/simulators/SimulatorState.svelte.ts';

const card: ModelCard<InputTable> = {
	id: 'concentration',
	version: 1,
	title: '集中度',
	inputs: concentrationInputs,
	presets: [],
};
const drawn = (html: string) => createRawSnippet(() => ({ render: () => html }));

async function open(problem: string) {
	const { container } = await render(SimulatorFrame, {
		state: new SimulatorState(card),
		question: '集中嗎？',
		answer: { before: '前20%占', figure: '80', suffix: '%', after: '12個月' },
		means: '舊的意思',
		finding: { headline: '舊的發現', text: '舊的說明' },
		groups: [],
		chart: drawn('<p class="drawn">舊的圖</p>'),
		table: drawn('<p class="drawn">舊的表</p>'),
		problem,
	});
	return (selector: string) =>
		container.querySelector(selector)?.textContent?.replaceAll(/\s+/g, '') ?? '';
}

test('an answer stands as long as nothing is wrong', async () => {
	const text = await open('');
	expect(text('.answer')).toContain('80%12個月');
	expect(text('.means')).toContain('舊的意思');
	expect(text('.plate')).toContain('舊的圖');
});

test('an answer to other inputs than the newest does not stand', async () => {
	const text = await open('這個設定現在算不出來。');
	expect(text('.answer')).toBe('前20%占—');
	expect(text('.means')).toContain('這個設定現在算不出來。');
	expect(text('.plate')).not.toContain('舊的');
});
