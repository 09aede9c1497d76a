import { readClassFile } from './class-file.ts';
import type { Papers } from './services.ts';
import type { Database } from './store/schema.ts';

interface Needs {
	db: Database;
	clock: () => number;
	/** Puts whatever has been sent so far on the disk before it is read. */
	settle: () => Promise<void>;
}

/** The files that a lecturer takes away from a class. */
export function createPapers({ db, clock, settle }: Needs): Papers {
	return {
		async classFile(classId) {
			await settle();
			const file = await readClassFile(db, classId, clock());
			return { name: `${file.class.title}.json`, text: `${JSON.stringify(file, null, '\t')}\n` };
		},
	};
}
