import type { Room } from './rooms.ts';
import { onlyDeletes, piecesIn } from './validate.ts';

const mostRoomBytes = 2 * 1024 * 1024;
/** What deletions may take beyond that: they are how a full document gets room again. */
const mostDeletionBytes = 256 * 1024;
/**
 * Of so many pieces a document may be. A team's is of a few hundred, some thousand where many write
 * into one another's words; each costs every device something whenever it is put together.
 */
const mostPieces = 20_000;
/** What deletions may take beyond that, until what they leave has grown together. */
const mostDeletionPieces = 4_000;
const roomAgainPieces = 400;
/** With so much room again, whoever was refused is worth asking for his words once more. */
const roomAgainBytes = 4 * 1024;

/** Whether there is room for an update; what only deletes is how a full document gets some. */
export function fits(room: Room, body: Uint8Array): boolean {
	const over = room.bytes + body.length - mostRoomBytes;
	if (over > mostDeletionBytes) return false;
	// Each takes two bytes at least: nobody needs to count far below the end.
	const isNear = room.pieces + body.length / 2 > mostPieces;
	const piecesOver = isNear ? room.pieces + piecesIn(body) - mostPieces : 0;
	if (over <= 0 && piecesOver <= 0) return true;
	return piecesOver <= mostDeletionPieces && onlyDeletes(body);
}

export const hasRoomAgain = (room: Room): boolean =>
	room.bytes <= mostRoomBytes - roomAgainBytes && room.pieces <= mostPieces - roomAgainPieces;
