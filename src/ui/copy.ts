/**
 * Copies a text. On plain http the clipboard API does not exist, so the old command over a
 * selected text field stands in. Says whether it worked, so that the page can offer the text
 * itself where it did not.
 */
export async function copyText(text: string): Promise<boolean> {
	if (window.isSecureContext && 'clipboard' in navigator) {
		try {
			await navigator.clipboard.writeText(text);
			return true;
		} catch {
			// Refused by the reader or the browser: the old way may still be open.
		}
	}
	const field = document.createElement('textarea');
	field.value = text;
	field.readOnly = true;
	field.className = 'sr';
	const focused = document.activeElement;
	document.body.append(field);
	field.select();
	const copied = document.execCommand('copy');
	field.remove();
	if (focused instanceof HTMLElement) focused.focus();
	return copied;
}
