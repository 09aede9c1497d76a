import * as Y from 'yjs';
import { designText, textFields, type TextField } from '#workflow/design.ts';
import { loadDocument } from './live/documents.ts';
import type { WrittenText } from './services.ts';
import type { Database } from './store/schema.ts';

/** A stretch of one text, as it stands, that one Yjs author wrote; what was deleted is not in it. */
interface Stretch {
	field: TextField;
	author: number;
	text: string;
}

/** Who wrote what stands in a team's document: in the order of the form, and of reading. */
function stretchesOf(doc: Y.Doc): Stretch[] {
	const stretches: Stretch[] = [];
	for (const field of Object.keys(textFields) as TextField[]) {
		for (let item = designText(doc, field)._start; item !== null; item = item.right) {
			if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
			stretches.push({ field, author: item.id.client, text: item.content.str });
		}
	}
	return stretches;
}

/**
 * The texts of a team's design as they stand, each in the stretches that one member wrote, in the
 * order of reading. A member has an author id for each of his devices and tabs, and keeps what he
 * wrote in a team that he has left; `memberId` is null where no member is known any more.
 */
export async function whoWrote(db: Database, teamId: string): Promise<WrittenText[]> {
	const leases = await db
		.selectFrom('author_lease')
		.leftJoin('member', 'member.id', 'author_lease.member_id')
		.select(['author', 'member_id', 'name'])
		.where('room', '=', teamId)
		.execute();
	const writers = new Map(leases.map((lease) => [lease.author, lease]));
	const { doc } = await loadDocument(db, teamId);
	const texts: WrittenText[] = [];
	for (const { field, author, text } of stretchesOf(doc)) {
		const { member_id: memberId = null, name = null } = writers.get(author) ?? {};
		let standing = texts.at(-1);
		if (standing?.field !== field) texts.push((standing = { field, stretches: [] }));
		const before = standing.stretches.at(-1);
		if (before && before.memberId === memberId) before.text += text;
		else standing.stretches.push({ memberId, name, text });
	}
	doc.destroy();
	return texts;
}

/** How many characters of a text each member wrote, whoever wrote first coming first. */
export function charactersBy({ stretches }: WrittenText) {
	const counts = new Map<string | null, number>();
	for (const { memberId, text } of stretches) {
		counts.set(memberId, (counts.get(memberId) ?? 0) + [...text].length);
	}
	return [...counts].map(([memberId, characters]) => ({ memberId, characters }));
}
