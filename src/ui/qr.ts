import { encode } from 'uqr';

/**
 * A QR code as one SVG path over a square of `size` units, quiet zone of four units included. A long
 * text is `dense`: it has less room for damage, and so fewer and larger squares.
 */
export function qrPath(text: string, dense = false): { size: number; path: string } {
	const { size, data } = encode(text, { border: 4, ecc: dense ? 'L' : 'M' });
	let path = '';
	data.forEach((row, y) => {
		let start = -1;
		for (let x = 0; x <= size; x++) {
			const dark = row[x] === true;
			if (dark && start < 0) start = x;
			if (!dark && start >= 0) {
				path += `M${start} ${y}h${x - start}v1h${start - x}z`;
				start = -1;
			}
		}
	});
	return { size, path };
}
