/** What of a lesson its number is checked by. */
interface Numbered {
	readonly filePath?: string;
	readonly data: { readonly number: number };
}

/**
 * Throws, naming the files, when a lesson's file and its `number` disagree (`04-clv.mdx` is 4) or
 * two lessons have the same one: order and address would then be told by chance.
 */
export function requireOwnNumbers(lessons: readonly Numbered[]): void {
	for (const { filePath = '', data } of lessons) {
		const inName = Number(/(\d+)-[^/]*$/.exec(filePath)?.[1]);
		if (inName !== data.number) {
			throw new Error(
				`${filePath}：檔名是第${inName}課，裡面的 number 卻是${data.number}；兩個要一樣。`,
			);
		}
		const same = lessons.filter((each) => each.data.number === data.number);
		if (same.length > 1) {
			throw new Error(
				`${same.map((each) => each.filePath).join('、')}：都是第${data.number}課，一個號碼只能有一課。`,
			);
		}
	}
}
