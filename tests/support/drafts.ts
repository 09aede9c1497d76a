import * as Y from 'yjs';
import { appendWrites, leaseAuthor, loadDocument } from '#server/live/documents.ts';
import type { TestHost } from './class.ts';

/** Writes in a team's document as one of its members would, straight onto the disk. */
export async function writeDraft(
	{ store, clock }: TestHost,
	team: { id: string; memberId: string },
	write: (doc: Y.Doc) => void,
): Promise<void> {
	const { doc } = await loadDocument(store.db, team.id);
	const fresh = () => doc.clientID;
	const lease = { room: team.id, memberId: team.memberId, wanted: null, now: clock() };
	const author = await leaseAuthor(store.db, lease, fresh);
	const seen = Y.encodeStateVector(doc);
	write(doc);
	const body = Y.encodeStateAsUpdate(doc, seen);
	await appendWrites(store.db, [{ room: team.id, author, memberId: team.memberId, body }], clock());
	doc.destroy();
}
