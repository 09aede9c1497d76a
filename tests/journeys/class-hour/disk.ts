import * as Y from 'yjs';
import { loadDocument } from '#server/live/documents.ts';
import { openStore } from '#server/store/store.ts';
import { designText } from '#workflow/design.ts';
import { field, type Hour } from './hour.ts';

/** What the disk holds of one team's field. */
export interface TeamHour {
	isWhole: boolean;
	/** What each member wrote of the text that stands there, in the order in which it stands. */
	texts: Map<string, string>;
}

function ownTexts(doc: Y.Doc, nameOf: ReadonlyMap<number, string>): Map<string, string> {
	const texts = new Map<string, string>();
	for (let item = designText(doc, field.key)._start; item !== null; item = item.right) {
		if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
		const name = nameOf.get(item.id.client) ?? 'nobody';
		texts.set(name, (texts.get(name) ?? '') + item.content.str);
	}
	return texts;
}

/** Everybody goes home and the server ends; then the disk is read, team by team. */
export async function readHour(hour: Hour): Promise<TeamHour[]> {
	await hour.crowd?.end();
	await (await hour.site).stop();
	const { db, close } = await openStore(hour.dataFolder, new Date());
	try {
		const teams: TeamHour[] = [];
		for (const teamId of hour.teamIds) {
			const { doc, isWhole } = await loadDocument(db, teamId);
			const leases = await db
				.selectFrom('author_lease')
				.innerJoin('member', 'member.id', 'author_lease.member_id')
				.select(['author_lease.author', 'member.name'])
				.where('room', '=', teamId)
				.execute();
			const nameOf = new Map(leases.map(({ author, name }) => [author, name]));
			teams.push({ isWhole, texts: ownTexts(doc, nameOf) });
		}
		return teams;
	} finally {
		await close();
	}
}
