import type { Rubric } from '#workflow/submission.ts';
import type { DesignWords } from '#workflow/words.ts';
import { whoWrote } from './authorship.ts';
import { readClassFile } from './class-file.ts';
import { gradeBook } from './grade-book.ts';
import { handInPeople } from './members-at-hand-in.ts';
import { readPicture } from './picture.ts';
import type { Papers } from './services.ts';
import { requireTeam } from './standing.ts';
import type { Database } from './store/schema.ts';

interface Needs {
	db: Database;
	clock: () => number;
	rubric: Rubric;
	/** What the fields are called, for comments that stand beside them. */
	labels: DesignWords['fields'];
	/** Puts whatever has been sent so far on the disk before it is read. */
	settle: () => Promise<void>;
}

/** What a lecturer takes away from a class, or reads of it beside the live view. */
export function createPapers({ db, clock, rubric, labels, settle }: Needs): Papers {
	return {
		async classFile(classId) {
			await settle();
			const file = await readClassFile(db, classId, clock());
			return { name: `${file.class.title}.json`, text: `${JSON.stringify(file, null, '\t')}\n` };
		},
		async grades(classId) {
			const picture = await readPicture(db, classId);
			const teamIds = picture.teams.map(({ id }) => id);
			const people = await handInPeople(db, classId, teamIds);
			return {
				name: `${picture.summary.title}　成績.csv`,
				text: gradeBook(picture, people, rubric, labels),
			};
		},
		async whoWrote(classId, teamId) {
			await requireTeam(db, classId, teamId);
			await settle();
			return whoWrote(db, teamId);
		},
	};
}
