import * as Y from 'yjs';
import { designText, textFields, type TextField } from '#workflow/design.ts';

/** How much of one text, as it stands, one Yjs author wrote; what was deleted again is not counted. */
export interface Written {
	field: TextField;
	author: number;
	characters: number;
}

/** Who wrote what stands in a team's document, in the order of the form. */
export function charactersBy(doc: Y.Doc): Written[] {
	return (Object.keys(textFields) as TextField[]).flatMap((field) => {
		const counts = new Map<number, number>();
		for (let item = designText(doc, field)._start; item !== null; item = item.right) {
			if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
			const { client } = item.id;
			counts.set(client, (counts.get(client) ?? 0) + [...item.content.str].length);
		}
		return [...counts].map(([author, characters]) => ({ field, author, characters }));
	});
}
