import {
	chmodSync,
	closeSync,
	existsSync,
	mkdirSync,
	openSync,
	readdirSync,
	statSync,
} from 'node:fs';
import { join } from 'node:path';
import { StartProblem } from '../settings.ts';

/** What a data folder of ours holds; a folder with anything else in it is somebody else's too. */
const ours = /^(lab\.|lock\.db|backups$|development$)/;

/**
 * Leaves a file or folder to the account that runs the site: names, drafts and password hashes are
 * nobody else's. As far as the system goes along: Windows keeps its own rights.
 */
export function keepPrivate(path: string, mode = 0o600): void {
	try {
		chmodSync(path, mode);
	} catch {
		// Another account's file, or a disk without rights; nothing is worse than before.
	}
}

/** Makes sure that a file is there and private before anything is written in it. */
export function makePrivate(path: string): void {
	// One that is there is not opened: closing it again would let go of the locks this process holds.
	if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
	keepPrivate(path);
}

/** Makes a data folder, and closes it and what is already in it to others. Throws StartProblem. */
export function makeFolder(folder: string): void {
	const backups = join(folder, 'backups');
	try {
		mkdirSync(backups, { recursive: true, mode: 0o700 });
		const names = readdirSync(folder);
		// A folder shared with something else, or with everybody like /tmp, is not ours to close.
		if (names.every((name) => ours.test(name))) keepPrivate(folder, 0o700);
		keepPrivate(backups, 0o700);
		const files = [
			...names.filter((name) => ours.test(name)).map((name) => join(folder, name)),
			...readdirSync(backups).map((name) => join(backups, name)),
		];
		for (const path of files) if (statSync(path).isFile()) keepPrivate(path);
	} catch (error) {
		const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
		throw new StartProblem(
			`沒有辦法在「${folder}」建立資料夾（${reason}）；請檢查權限，或用 DATA_DIR 換一個位置。`,
		);
	}
}
