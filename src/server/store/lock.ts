import { DatabaseSync } from 'node:sqlite';
import { StartProblem } from '../settings.ts';
import { makePrivate } from './private.ts';

/** Another process holds the data folder: most likely the site itself is running. */
export class FolderInUse extends StartProblem {
	constructor(folder: string) {
		super(
			`資料夾「${folder}」正由另一個忠誠實驗室使用；請先關掉那一個，或用 DATA_DIR 換一個位置。`,
		);
	}
}

/**
 * Holds a data folder for this process until the returned function is called. An open exclusive
 * transaction is the one lock that every system frees by itself when a process is killed.
 */
export function holdLock(path: string, folder: string): () => void {
	let file: DatabaseSync;
	try {
		makePrivate(path);
		file = new DatabaseSync(path);
	} catch (error) {
		throw new StartProblem(
			`資料夾「${folder}」不能寫入（${error instanceof Error ? error.message : String(error)}）；請檢查權限，或用 DATA_DIR 換一個位置。`,
		);
	}
	try {
		file.exec('pragma busy_timeout = 1500');
		file.exec('begin exclusive');
	} catch (error) {
		file.close();
		if (error instanceof Error && /locked|busy/i.test(error.message)) throw new FolderInUse(folder);
		throw new StartProblem(
			`資料夾「${folder}」不能寫入（${error instanceof Error ? error.message : String(error)}）；請檢查權限，或用 DATA_DIR 換一個位置。`,
		);
	}
	return () => {
		if (file.isOpen) file.close();
	};
}
