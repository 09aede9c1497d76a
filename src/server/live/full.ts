import type { Room } from './room.ts';
import { onlyDeletes } from './validate.ts';

const mostRoomBytes = 2 * 1024 * 1024;
/**
 * So much each has room for, in bytes, however much the others have written: some thirty thousand
 * characters, a whole design many times over. Nobody fills a team's form alone.
 */
const ownBytes = 96 * 1024;
/** What all of those together may take beyond a full room: the shares of ten. */
const mostSharesBytes = 1024 * 1024;
/** What deletions may take beyond all that: they are how a full document gets room again. */
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
/** Of so many pieces a document may be where nobody will know, once it is opened again, who made them. */
const mostPiecesOfNobody = 30_000;
/** How many pieces each member may tear apart beyond that: who takes out a word here and there. */
const mostTornPieces = 200;
const roomAgainPieces = 400;
/** With less room again nobody who was refused is asked for his words once more. */
const roomAgainBytes = 4 * 1024;

/** Whether so many bytes more are still within a member's own share of a full room. */
const isOwnShare = (memberId: string, room: Room, more: number): boolean =>
	room.bytes + more <= mostRoomBytes + mostSharesBytes &&
	!room.shares.isOver(memberId, ownBytes - more);

/** How many pieces too many there would be with an update of a member; and how many it makes. */
function piecesOver(memberId: string, room: Room, body: Uint8Array) {
	// Each takes two bytes at least, and can tear another: nobody needs to count far below the end.
	if (room.pieces + body.length <= mostPiecesOfMember) return { over: 0, made: 0 };
	const { pieces: made, begun } = room.piecesMadeBy(body);
	if (made === 0) return { over: 0, made };
	const own = room.shares.piecesOf(memberId) + made;
	const all = room.pieces + made;
	// What is put in the midst of a piece tears it, each time once.
	const isKnownForGood = made <= 2 * begun;
	const isShare = own <= ownPieces && (isKnownForGood || all <= mostPiecesOfNobody);
	return { over: Math.max(isShare ? 0 : all - mostPieces, own - mostPiecesOfMember), made };
}

/**
 * Whether there is room for an update of a member. What only deletes is how a full document gets some:
 * whole pieces always go, and whoever tears others apart for it does so a few times.
 */
export function fits(memberId: string, room: Room, body: Uint8Array): boolean {
	const bytesOver = room.bytes + body.length - mostRoomBytes;
	if (bytesOver > mostSharesBytes + mostDeletionBytes) return false;
	const { over, made } = piecesOver(memberId, room, body);
	if (over <= 0 && bytesOver <= 0) return true;
	const isDeletion = onlyDeletes(body);
	if (over <= 0 && (isDeletion || isOwnShare(memberId, room, body.length))) return true;
	if (!isDeletion) return false;
	const torn = over > 0 ? (room.tornBy.get(memberId) ?? 0) + made : 0;
	if (torn > mostTornPieces) return false;
	if (torn > 0) room.tornBy.set(memberId, torn);
	return true;
}

/**
 * Whether there is so much room again for a member that he is worth asking for his words once more, the
 * first of which take so many bytes.
 */
export function hasRoomAgain(memberId: string, room: Room, asked = 0): boolean {
	const more = Math.max(roomAgainBytes, asked);
	const own = room.shares.piecesOf(memberId);
	return (
		(room.bytes + more <= mostRoomBytes || isOwnShare(memberId, room, more)) &&
		(room.pieces <= mostPieces - roomAgainPieces || own <= ownPieces - roomAgainPieces) &&
		own <= mostPiecesOfMember - roomAgainPieces
	);
}
