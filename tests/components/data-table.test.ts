import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import DataTable from '../../src/ui/DataTable.svelte';

const table = (worth: string, open = false) => ({
	caption: '每年的毛利',
	columns: ['年', '毛利'],
	rows: [['1', worth]],
	summary: '看數字',
	open,
});

async function draw(open = false) {
	const drawn = await render(DataTable, table('100', open));
	const find = (selector: string) => {
		const found = drawn.container.querySelector(selector);
		if (!found) throw new Error(`no ${selector}`);
		return found;
	};
	return {
		...drawn,
		cell: () => find('td').textContent,
		isOpen: () => find('details').hasAttribute('open'),
		press: () => userEvent.click(find('summary')),
	};
}

test('a folded table rests, and shows the present numbers once it is opened', async () => {
	const { rerender, cell, press } = await draw();
	await rerender(table('200'));
	expect(cell()).toBe('100');
	await press();
	expect(cell()).toBe('200');
	await rerender(table('300'));
	expect(cell()).toBe('300');
});

test('paper gets the present numbers of a folded table', async () => {
	const { rerender, cell } = await draw();
	await rerender(table('200'));
	dispatchEvent(new Event('beforeprint'));
	expect(cell()).toBe('200');
	dispatchEvent(new Event('afterprint'));
});

test('what a reader has closed stays closed while numbers move', async () => {
	const { rerender, isOpen, press } = await draw(true);
	expect(isOpen()).toBe(true);
	await press();
	await expect.poll(isOpen).toBe(false);
	await rerender(table('200', true));
	expect(isOpen()).toBe(false);
});
