import type { Room } from './room.ts';
import { onlyDeletes } from './validate.ts';

const mostRoomBytes = 2 * 1024 * 1024;
/** What deletions may take beyond that: they are how a full document gets room again. */
const mostDeletionBytes = 256 * 1024;
/**
 * Of so many pieces a document may be. A team's is of a few hundred, some thousand where many write
 * into one another's words; each costs every device something whenever it is put together.
 */
const mostPieces = 20_000;
/**
 * And of one member: whoever comes back from being offline walks past every piece that was put where
 * he wrote on, and for each line of his once more.
 */
const mostPiecesOfMember = 10_000;
/** So many each has room for, however many the others have made: nobody fills a team's form alone. */
const ownPieces = 3_000;
/** How many pieces each member may tear apart beyond that: who takes out a word here and there. */
const mostTornPieces = 200;
const roomAgainPieces = 400;
/** With so much room again, whoever was refused is worth asking for his words once more. */
const roomAgainBytes = 4 * 1024;

/**
 * Whether there is room for an update of a member. What only deletes is how a full document gets some:
 * whole pieces always go, and whoever tears others apart for it does so a few times.
 */
export function fits(memberId: string, room: Room, body: Uint8Array): boolean {
	const bytesOver = room.bytes + body.length - mostRoomBytes;
	if (bytesOver > mostDeletionBytes) return false;
	// Each takes two bytes at least, and can tear another: nobody needs to count far below the end.
	const isNear = room.pieces + body.length > mostPiecesOfMember;
	const made = isNear ? room.piecesMadeBy(body) : 0;
	const over = (pieces: number, most: number) => (made > 0 ? pieces + made - most : 0);
	const own = isNear ? room.piecesOf(memberId) : 0;
	const isShare = own + made <= ownPieces;
	const piecesOver = Math.max(
		isShare ? 0 : over(room.pieces, mostPieces),
		over(own, mostPiecesOfMember),
	);
	if (bytesOver <= 0 && piecesOver <= 0) return true;
	if (!onlyDeletes(body)) return false;
	const torn = piecesOver > 0 ? (room.tornBy.get(memberId) ?? 0) + made : 0;
	if (torn > mostTornPieces) return false;
	if (torn > 0) room.tornBy.set(memberId, torn);
	return true;
}

/** Whether there is so much room again for a member. */
export const hasRoomAgain = (memberId: string, room: Room): boolean =>
	room.bytes <= mostRoomBytes - roomAgainBytes &&
	(room.pieces <= mostPieces - roomAgainPieces ||
		room.piecesOf(memberId) <= ownPieces - roomAgainPieces) &&
	room.piecesOf(memberId) <= mostPiecesOfMember - roomAgainPieces;
