import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import DrawTeams from '../../src/instructor/DrawTeams.svelte';

async function open(sizes: number[], people: number) {
	const drawn: number[] = [];
	await render(DrawTeams, {
		...{ sizes, people, disabled: false },
		draw: (teams: number) => drawn.push(teams),
	});
	await page.getByRole('button', { name: '抽籤分組' }).click();
	return { drawn, dialog: page.getByRole('dialog') };
}

test('with nobody on a team yet a lot is asked for as well, with what it comes to', async () => {
	const { drawn, dialog } = await open(Array(15).fill(0), 5);
	await expect.element(dialog).toBeVisible();
	await expect.element(dialog.getByText('5人抽進15組：5組各1人，10組沒有人。')).toBeVisible();
	expect(drawn).toEqual([]);
	await dialog.getByRole('button', { name: '抽籤分組' }).click();
	expect(drawn).toEqual([15]);
});

test('a lot over fewer teams is told while it is typed, and none over no number of teams', async () => {
	const { drawn, dialog } = await open([0, 0, 0, 4], 5);
	const few = dialog.getByRole('spinbutton');
	await few.fill('2');
	await expect.element(dialog.getByText('5人抽進2組：1組3人，1組2人。')).toBeVisible();
	const draw = dialog.getByRole('button', { name: '抽籤分組' });
	for (const wrong of ['9', '0', '']) {
		await few.fill(wrong);
		await expect.element(draw).toBeDisabled();
		await expect.element(dialog.getByText('組數填1到4的整數。')).toBeVisible();
	}
	await few.fill('2');
	await draw.click();
	expect(drawn).toEqual([2]);
});
