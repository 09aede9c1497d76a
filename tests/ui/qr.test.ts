import { expect, test } from 'vitest';
import { qrPath } from '#ui/qr.ts';

test('a code keeps four units of quiet zone around it', () => {
	const { size, path } = qrPath('http://192.168.1.20:4321/simulators/clv?v=1&keep=0.9');
	const starts = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(([, x, y, run]) => ({
		left: Number(x),
		right: Number(x) + Number(run),
		y: Number(y),
	}));
	expect(Math.min(...starts.map(({ left }) => left))).toBe(4);
	expect(Math.max(...starts.map(({ right }) => right))).toBe(size - 4);
	expect(Math.min(...starts.map(({ y }) => y))).toBe(4);
});

test('two addresses give two codes, one address always the same', () => {
	expect(qrPath('a').path).toBe(qrPath('a').path);
	expect(qrPath('a').path).not.toBe(qrPath('b').path);
});
