import { expect, test } from 'vitest';
import { requireOwnNumbers } from '#lessons/numbers.ts';

const lesson = (filePath: string, number: number) => ({ filePath, data: { number } });

test('lessons whose files carry their numbers pass, in any order', () => {
	expect(() =>
		requireOwnNumbers([
			lesson('content/lessons/04-clv.mdx', 4),
			lesson('content/lessons/01-goals.mdx', 1),
		]),
	).not.toThrow();
});

test('a file whose name and number disagree is named, with both', () => {
	expect(() => requireOwnNumbers([lesson('content/lessons/04-clv.mdx', 5)])).toThrow(
		/04-clv\.mdx.*第4課.*number 卻是5/,
	);
	expect(() => requireOwnNumbers([lesson('content/lessons/clv.mdx', 5)])).toThrow(/clv\.mdx/);
});

test('two lessons of one number are both named', () => {
	const twice = [lesson('a/04-clv.mdx', 4), lesson('a/04-clv-again.mdx', 4)];
	expect(() => requireOwnNumbers(twice)).toThrow(/04-clv\.mdx、a\/04-clv-again\.mdx.*第4課/);
});
