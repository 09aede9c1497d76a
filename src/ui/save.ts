/** Offers a data or blob URL as a file. */
function offer(url: string, name: string): void {
	const link = document.createElement('a');
	link.href = url;
	link.download = name;
	link.click();
}

export function saveImage(dataUrl: string, name: string): void {
	offer(dataUrl, name);
}

/** Offers a text as a file; spreadsheets need the mark at its start to see UTF-8. */
export function saveText(text: string, name: string, type = 'text/plain'): void {
	const url = URL.createObjectURL(new Blob(['\uFEFF', text], { type: `${type};charset=utf-8` }));
	offer(url, name);
	URL.revokeObjectURL(url);
}
