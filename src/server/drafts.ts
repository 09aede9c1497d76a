import type * as Y from 'yjs';
import {
	emptyDesign,
	materialise,
	requiredFields,
	unreadyFields,
	withUsualCosts,
	type Design,
} from '#workflow/design.ts';
import { cheapCosts } from '#workflow/costs.ts';
import type { CaseCompany } from '#workflow/words.ts';
import { latePlaces } from '#workflow/late-places.ts';
import type { Progress } from '#workflow/messages.ts';
import type { Submission } from '#workflow/submission.ts';
import type { TeamStatus } from '#workflow/team.machine.ts';
import { companyInputs } from './company.ts';
import type { Rooms } from './live/rooms.ts';
import { loadDocument } from './live/documents.ts';
import type { Database, Tables } from './store/schema.ts';
import type { RoiEstimates } from './roi.ts';

interface Needs {
	db: Database;
	rooms: Rooms;
	roi: RoiEstimates;
	cases: ReadonlyMap<string, CaseCompany>;
}

export interface Draft {
	/** The document's version that was read. */
	version: number;
	design: Design;
	missing: Progress['missing'];
	/** Whether part of what is stored cannot be read, or not in good time. */
	isDamaged: boolean;
}

interface ReadTeam {
	id: string;
	caseId: string;
	status: TeamStatus;
	history: readonly Submission[];
}

/** While these last, the team's words come too late for the version that was handed in. */
const locked: readonly TeamStatus[] = ['submitted', 'inReview', 'approved'];

const notBegun: Draft = {
	version: 0,
	design: emptyDesign(),
	missing: [...requiredFields],
	isDamaged: false,
};

/**
 * Reads teams' drafts for the views: once per version of a document, however many ask. Views are
 * sent once a second at most, so no document is read more often than that.
 */
export function createDrafts({ db, rooms, roi, cases }: Needs) {
	const drafts = new Map<string, Draft>();

	async function read(teamId: string): Promise<Omit<Draft, 'version'>> {
		const look = ({ doc, isWhole }: { doc: Y.Doc; isWhole: boolean }) => {
			const design = materialise(doc);
			return { design, missing: unreadyFields(doc, design), isDamaged: !isWhole };
		};
		const room = rooms.find(teamId);
		if (room) return look(room);
		const loaded = await loadDocument(db, teamId);
		// Between two documents the keystrokes of everyone else have their turn.
		await new Promise<void>((resume) => setImmediate(resume));
		const read = look(loaded);
		loaded.doc.destroy();
		return read;
	}

	function draftRoi(team: ReadTeam, design: Design): number | null {
		const asked = { ...team, from: 'draft' } as const;
		const atCase = roi.atCase(asked, design);
		return atCase === undefined ? roi.of(asked, design) : atCase;
	}

	return {
		/** A team's draft as its document now stands. */
		async of(teamId: string, document: Tables['document'] | undefined): Promise<Draft> {
			if (!document) return notBegun;
			const known = drafts.get(teamId);
			if (known?.version === document.version) return known;
			const draft = { version: document.version, ...(await read(teamId)) };
			// What is stored but not applied yet would be kept out of this reading for good.
			if ((rooms.find(teamId)?.underway.length ?? 0) === 0) drafts.set(teamId, draft);
			return draft;
		},
		/** Lets go of a team's draft; its class has been deleted. */
		forget: (teamId: string): void => void drafts.delete(teamId),
		/** How far a draft is, with the last ROIs that have been worked out. */
		progress(
			team: ReadTeam,
			draft: Draft,
			document: Tables['document'] | undefined,
			nameOf: (memberId: string) => string | null,
		): Progress {
			const handedIn = team.history.at(-1);
			const { design, state } = handedIn ?? { design: draft.design, state: undefined };
			const asked = { ...team, from: handedIn ? 'handed in' : 'draft' } as const;
			const company = companyInputs(cases.get(team.caseId));
			const decided = design.numbersSet.length > 0;
			const atCase = decided ? roi.atCase(asked, design) : undefined;
			const isDamaged = draft.isDamaged || rooms.find(team.id)?.isTangled === true;
			const isLate = handedIn && !isDamaged && locked.includes(team.status);
			return {
				filled: requiredFields.length - draft.missing.length,
				required: requiredFields.length,
				missing: draft.missing,
				editedAt: document?.edited_at ?? null,
				editedBy: document?.edited_by ? nameOf(document.edited_by) : null,
				roi: decided ? roi.of(asked, design, state) : null,
				late: isLate ? latePlaces(handedIn.design, draft.design) : [],
				assumptionsMoved: atCase !== undefined,
				roiAtCase: atCase ?? null,
				isDamaged,
				costsCheap: cheapCosts(withUsualCosts(design, company).numbers, company).length > 0,
				draftRoi: handedIn && team.status === 'revising' ? draftRoi(team, draft.design) : null,
			};
		},
	};
}
export type Drafts = ReturnType<typeof createDrafts>;
