import type { StudentView } from '#workflow/messages.ts';

/**
 * What a simulated student does next, from what is on his screen alone, so that a server that was
 * restarted goes on where it was. `write` and `rewrite` fill in the design, `submit` hands it in.
 */
export type PracticeMove = 'choose' | 'write' | 'rewrite' | 'submit' | 'revise' | null;

/**
 * `isFirst`: he acts for his team; `isWritten`: nothing is left for anybody in it to write, and all
 * of it is on the disk.
 */
export function practiceMove(
	view: StudentView,
	{ isFirst, isWritten }: { isFirst: boolean; isWritten: boolean },
): PracticeMove {
	const { team, class: lesson } = view;
	if (lesson.phase === 'closed') return null;
	if (!team) return 'choose';
	if (team.status === 'drafting') {
		if (lesson.phase !== 'design') return null;
		if (!isWritten) return 'write';
		return isFirst ? 'submit' : null;
	}
	if (team.status === 'returned') return isFirst ? 'revise' : null;
	if (team.status !== 'revising') return null;
	if (!isWritten) return 'rewrite';
	return isFirst ? 'submit' : null;
}
