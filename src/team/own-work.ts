import { writeHeldBack } from '#live/held-back.svelte.ts';
import { saveText } from '#ui/save.ts';
import { asWritten } from '#workflow/design.ts';
import type { Rubric } from '#workflow/submission.ts';
import { taiwanTime } from '#workflow/taiwan-time.ts';
import type { CaseCompany, DesignWords } from '#workflow/words.ts';
import { teamName } from './design-words.ts';
import { keepsakeText, type LeftText } from './keepsake.ts';
import type { ShownResults } from './results-text.ts';
import type { RoomState } from './room-state.svelte.ts';
import { latestOf, notMineSays, ownScoreSays } from './standing.ts';

/** Saves everything that this student has written here as a file of text, by the server's clock. */
export function saveOwnWork(of: {
	room: RoomState;
	company: CaseCompany;
	words: { design: DesignWords; rubric: Rubric };
	left: readonly LeftText[];
	/** What the page shows of the results; null where it shows none. */
	results: Omit<ShownResults, 'of' | 'seesLeaving'> | null;
}): void {
	const { room, company, words, left, results } = of;
	const { view } = room;
	if (room.document) writeHeldBack(room.document.doc);
	const { team, me } = view;
	const latest = latestOf(view);
	const whose = room.scene === 'designing' || !latest ? '目前的設計' : `第${latest.number}版`;
	const name = team ? teamName(team.number) : me.name;
	const text = keepsakeText({
		classTitle: view.class.title,
		teamName: name,
		company: company.name,
		caseInputs: company.inputs,
		members: team?.members.map((member) => member.name) ?? [me.name],
		// To the last word, also what is longer than may be handed in.
		design: room.document ? asWritten(room.document.doc) : room.design.design,
		history: team?.history ?? [],
		status: team?.status ?? 'drafting',
		ownScore: ownScoreSays(view, words.rubric),
		notMine: (submission) => notMineSays(view, submission, words.rubric),
		left,
		results: results && { ...results, of: whose, seesLeaving: company.seesLeaving },
		origin: location.origin,
		words: words.design,
		rubric: words.rubric,
		madeAt: taiwanTime(room.connection.clock.read()),
	});
	saveText(text, `${view.class.title}-${name}.txt`);
}
