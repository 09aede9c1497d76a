import { z } from 'astro/zod';

/** The pieces that a teacher's files are made of; what is wrong is said in zh-TW. */

/** A text that people read; what is told when it is missing. */
export const text = (asked = '請寫一段文字') =>
	z.string({ error: asked }).trim().min(1, '不能是空的');

/** The name of a thing inside the file: never shown, and never changed once readers have been there. */
export const word = () =>
	z
		.string({ error: '請寫一個名字' })
		.regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, '名字用英文小寫、數字和連字號，例如call-back');

export const whole = (asked = '請寫整數') => z.int({ error: asked });

/** An object with these keys and no others, so that a misspelt key is not passed over. */
export const strict = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
	z.strictObject(shape, {
		error: (issue) =>
			issue.code === 'unrecognized_keys'
				? `沒有${issue.keys.map((key: string) => `「${key}」`).join('、')}；可以寫的是${Object.keys(shape).join('、')}`
				: `請寫成有${Object.keys(shape).join('、')}的一組`,
	});

/** Places of what has the same id as one before it. */
export const repeated = (list: readonly { readonly id: string }[]): number[] =>
	list.flatMap(({ id }, place) =>
		list.findIndex((other) => other.id === id) < place ? [place] : [],
	);
