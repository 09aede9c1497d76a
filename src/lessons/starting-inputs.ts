import { shownNumber, type InputTable } from '#models/model.ts';

/**
 * What is wrong with the inputs that a lesson starts a simulator from: zh-TW sentences that say what
 * was expected; none when all is well.
 */
export function startingFaults(
	table: InputTable,
	given: Readonly<Record<string, unknown>>,
): string[] {
	return Object.entries(given).flatMap(([name, value]) => {
		const row = table[name];
		if (!row) return [`沒有叫做 ${name} 的輸入；可以用的是 ${Object.keys(table).join('、')}。`];
		if (row.kind === 'choice') {
			const values = row.options.map((option) => option.value);
			return values.some((each) => each === value)
				? []
				: [`${name}（${row.label}）要寫 ${values.join('、')} 其中一個，現在是「${value}」。`];
		}
		const range = `${row.min} 到 ${row.max}`;
		const shown = row.unit.startsWith('%')
			? `，也就是 ${shownNumber(row, row.min)}% 到 ${shownNumber(row, row.max)}%`
			: '';
		return typeof value === 'number' && value >= row.min && value <= row.max
			? []
			: [
					`${name}（${row.label}）要在 ${range} 之間${shown}，寫成 ${name}={${row.usual}} 這樣；現在是「${value}」。`,
				];
	});
}

/** The line of a source, from 1, on which a word first stands; 1 where it does not. */
export function lineOf(source: string, word: string): number {
	const place = source.search(new RegExp(`<${word}\\b`));
	return place < 0 ? 1 : source.slice(0, place).split('\n').length;
}
