import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { risingOrder } from '../../src/ui/rising-order.ts';
import type { VirtualColumn } from '../../src/ui/table.ts';
import VirtualTable from '../../src/ui/VirtualTable.svelte';

/** Row i is called 客i and is worth (i · 7919) mod count. */
function columnsOf(count: number): VirtualColumn[] {
	const worth = Float64Array.from({ length: count }, (_, i) => (i * 7_919) % count);
	return [
		{
			id: 'name',
			head: '客戶',
			look: 'words',
			text: (row) => `客${row}`,
			rising: () => Uint32Array.from({ length: count }, (_, i) => i),
		},
		{
			id: 'worth',
			head: '價值',
			look: 'figures',
			text: (row) => String(worth[row]),
			rising: () => risingOrder(worth),
		},
	];
}

async function open(count: number) {
	const columns = columnsOf(count);
	const { container } = await render(VirtualTable, {
		caption: '客戶',
		columns,
		count,
		sortedBy: 'worth',
		find: {
			label: '找客戶',
			rows: (text: string) =>
				Uint32Array.from({ length: count }, (_, i) => i).filter((i) => `客${i}`.includes(text)),
		},
	});
	const rows = () => [...container.querySelectorAll<HTMLElement>('tr[data-place]')];
	const cells = (row: HTMLElement | undefined) =>
		[...(row?.children ?? [])].map((cell) => cell.textContent?.trim());
	const box = container.querySelector<HTMLElement>('[role="region"]') as HTMLElement;
	/** The rows that stand between head and foot of the box. */
	const seen = () => {
		const { top, bottom } = box.getBoundingClientRect();
		const head = box.querySelector('thead th')?.getBoundingClientRect().bottom ?? top;
		return rows().filter((row) => {
			const place = row.getBoundingClientRect();
			return place.bottom > head + 1 && place.top < bottom - 1;
		});
	};
	return { container, rows, cells, box, seen };
}

test('of a hundred thousand rows only those near the box are in the page', async () => {
	const { container, rows, cells } = await open(100_000);
	expect(rows().length).toBeGreaterThan(5);
	expect(rows().length).toBeLessThan(60);
	expect(container.querySelector('table')?.getAttribute('aria-rowcount')).toBe('100001');
	expect(rows()[0]?.getAttribute('aria-rowindex')).toBe('2');
	expect(cells(rows()[0])[1]).toBe('99999');
});

test.each([100_000, 1_000_000])('of %d rows the last can be scrolled to', async (count) => {
	const { box, seen, cells } = await open(count);
	box.scrollTop = box.scrollHeight;
	await expect.poll(() => cells(seen().at(-1))[1]).toBe('0');
	expect(seen().at(-1)?.getAttribute('aria-rowindex')).toBe(String(count + 1));
	box.scrollTop = 0;
	await expect.poll(() => cells(seen()[0])[1]).toBe(String(count - 1));
});

test('heads are buttons that sort, and say which way', async () => {
	const { container, cells, seen } = await open(500);
	const sortOf = (index: number) =>
		container.querySelectorAll('thead th')[index]?.getAttribute('aria-sort') ?? null;
	expect([sortOf(0), sortOf(1)]).toEqual([null, 'descending']);
	await page.getByRole('button', { name: '價值' }).click();
	await expect.poll(() => sortOf(1)).toBe('ascending');
	expect(cells(seen()[0])[1]).toBe('0');
	await page.getByRole('button', { name: '客戶' }).click();
	await expect.poll(() => [sortOf(0), sortOf(1)]).toEqual(['ascending', null]);
	expect(cells(seen()[0])[0]).toBe('客0');
});

test('arrow, page and end keys move the rows', async () => {
	const { box, seen } = await open(5_000);
	const top = () => Number(seen()[0]?.dataset.place);
	box.focus();
	await userEvent.keyboard('{ArrowDown}{ArrowDown}');
	await expect.poll(top).toBe(2);
	await userEvent.keyboard('{PageDown}');
	await expect.poll(top).toBeGreaterThan(6);
	await userEvent.keyboard('{End}');
	await expect.poll(() => seen().at(-1)?.dataset.place).toBe('4999');
	await userEvent.keyboard('{Home}');
	await expect.poll(top).toBe(0);
});

test('a name looked for leaves the rows that have it, and says how many', async () => {
	const { container, rows, cells } = await open(2_000);
	const box = page.getByRole('searchbox', { name: '找客戶' });
	await userEvent.fill(box, '199');
	await expect
		.poll(() => container.querySelector('[role="status"]')?.textContent)
		.toBe('找到12位。');
	expect(rows().every((row) => cells(row)[0]?.includes('199'))).toBe(true);
	await userEvent.fill(box, '沒有');
	await expect.poll(() => rows().length).toBe(0);
	await userEvent.fill(box, '');
	await expect.poll(() => rows().length).toBeGreaterThan(5);
});

test('paper gets the first fifty rows and a word on the others', async () => {
	const { container, rows } = await open(2_000);
	dispatchEvent(new Event('beforeprint'));
	expect(rows()).toHaveLength(50);
	expect(rows()[0]?.dataset.place).toBe('0');
	expect(container.querySelector('.paper-note')?.textContent).toContain('紙上只印前50列');
	dispatchEvent(new Event('afterprint'));
	expect(rows().length).toBeLessThan(50);
});

test('a table of nobody is empty and breaks nothing', async () => {
	const { rows, container } = await open(0);
	expect(rows()).toHaveLength(0);
	expect(container.querySelector('table')?.getAttribute('aria-rowcount')).toBe('1');
});
