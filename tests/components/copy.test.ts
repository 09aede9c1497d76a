import { afterEach, expect, test, vi } from 'vitest';
import { copyText } from '../../src/ui/copy.ts';

afterEach(() => vi.restoreAllMocks());

/** Plain http, as in a lecture hall: no clipboard API. */
const onPlainHttp = () => vi.spyOn(window, 'isSecureContext', 'get').mockReturnValue(false);

test('without the clipboard API the text is copied from a selected field, which then goes', async () => {
	onPlainHttp();
	let selected = '';
	vi.spyOn(document, 'execCommand').mockImplementation(() => {
		const field = document.activeElement;
		selected = field instanceof HTMLTextAreaElement ? field.value : '';
		return true;
	});
	expect(await copyText('http://192.168.1.20:4321/simulators/clv?v=1')).toBe(true);
	expect(selected).toBe('http://192.168.1.20:4321/simulators/clv?v=1');
	expect(document.querySelector('textarea')).toBeNull();
});

test('where nothing may be copied it says so', async () => {
	onPlainHttp();
	vi.spyOn(document, 'execCommand').mockReturnValue(false);
	expect(await copyText('abc')).toBe(false);
});
