import type { Phase } from '#workflow/class.machine.ts';
import type { LecturerView } from '#workflow/messages.ts';
import { howLong, spoken } from './words.ts';

export type DeskTeam = LecturerView['teams'][number];

/** What a team may need someone for; the further down, the sooner. */
const kinds = [
	'untouched',
	'unreviewed',
	'writing',
	'offline',
	'shutOut',
	'unplaced',
	'damaged',
] as const;
type Kind = (typeof kinds)[number];

/** Someone on the desk should do something about a team. */
export interface Need {
	/** Whom it is about; none where it is about those without a team. */
	teamIds: readonly string[];
	kind: Kind;
	/** Empty fields, where time presses: of two that write, who has more left to do comes first. */
	pressing: number;
	/** How long it has lasted, in milliseconds: of two alike, the longest wait comes first. */
	waited: number;
	/** A plain zh-TW sentence with what to do. */
	sentence: string;
}

/** Quiet for this long while a design is being written, and someone should walk over. */
export const quietMilliseconds = 5 * 60_000;
/** Handed in for this long without a review having been opened. */
const waitingMilliseconds = 3 * 60_000;
/** Given back for this long without the team having begun. */
const untouchedMilliseconds = 5 * 60_000;
/** So little time left that empty fields matter. */
const closeToEndMilliseconds = 5 * 60_000;
/** Sooner than that they matter to a team that would have to fill two a minute. */
const busyMilliseconds = 30_000;
/** Fewer empty fields than these a team will fill without being told. */
const manyFields = 5;

interface Moment {
	phase: Phase;
	/** When the phase opened and when it is planned to end, epoch milliseconds. */
	changedAt: number;
	endsAt: number | null;
	now: number;
}

/** Whether a team has a version to write: the first while designing, a revised one in any phase. */
const isWriting = ({ status }: DeskTeam, phase: Phase): boolean =>
	status === 'revising' || (status === 'drafting' && phase === 'design');

/** How many empty fields press a team, given the time left; 0 where there is time enough. */
function pressingFields(
	{ progress: { missing } }: DeskTeam,
	{ phase, endsAt, now }: Moment,
): number {
	if (phase !== 'design' || endsAt === null) return 0;
	const enough = Math.max(closeToEndMilliseconds, missing.length * busyMilliseconds);
	return endsAt - now <= enough ? missing.length : 0;
}

/** What is said of a team that has too many empty fields for the time left. */
function behindSentence({ number, progress }: DeskTeam, left: number): string {
	const { editedAt, missing } = progress;
	const state = editedAt === null ? '還沒有動筆' : `還空著${spoken(missing.length)}欄`;
	return left > 0
		? `第${number}組${state}，剩下不到${howLong(Math.ceil(left / 60_000) * 60_000)}，提醒他們先求有。`
		: `第${number}組${state}，時間已經到了：提醒他們先求有，或延長時間。`;
}

/** Whether a team needs someone, and the sentence that says so; null when it is doing fine. */
export function needOf(team: DeskTeam, moment: Moment): Need | null {
	const { phase, changedAt, endsAt, now } = moment;
	const name = `第${team.number}組`;
	const pressing = pressingFields(team, moment);
	const need = (kind: Kind, waited: number, sentence: string): Need => ({
		...{ teamIds: [team.id], kind, sentence, waited },
		pressing: kind === 'writing' || kind === 'offline' ? pressing : 0,
	});
	if (team.progress.isDamaged && phase !== 'closed')
		return need(
			'damaged',
			0,
			`${name}的設計有讀不出來的部分：打開這一組，從「設計的留存與復原」復原。`,
		);
	if (phase === 'closed' || phase === 'lobby' || phase === 'brief') return null;
	if (team.members.length === 0) return null;
	const last = team.history.at(-1);

	if (team.status === 'submitted' && last) {
		const waited = now - last.submittedAt;
		if (waited < waitingMilliseconds) return null;
		return need('unreviewed', waited, `${name}繳交後等了${howLong(waited)}，還沒有人開始審閱。`);
	}
	if (team.status === 'returned') {
		const waited = now - (last?.review?.updatedAt ?? now);
		if (waited < untouchedMilliseconds) return null;
		return need(
			'untouched',
			waited,
			`${name}收到發還${howLong(waited)}，還沒開始修訂，去問問哪一則看不懂。`,
		);
	}
	if (!isWriting(team, phase)) return null;

	const { editedAt } = team.progress;
	if (team.members.every((member) => !member.online)) {
		return need('offline', 0, `${name}全組都離線，先確認他們的網路或裝置。`);
	}
	// Whatever was written before the phase opened is no sign of life in it, and who was waiting for
	// the review cannot have been writing. One that was sent back has no review, and its hand-in counts.
	const handled = last?.review?.updatedAt ?? last?.submittedAt ?? 0;
	const quiet = now - Math.max(editedAt ?? 0, changedAt, handled);
	if (quiet >= quietMilliseconds) {
		return need(
			'writing',
			quiet,
			editedAt === null
				? `${name}開始${howLong(quiet)}還沒有動筆，先走過去看看。`
				: `${name}${howLong(quiet)}沒有動靜，先走過去看看。`,
		);
	}
	if (endsAt !== null && pressing >= manyFields)
		return need('writing', 0, behindSentence(team, endsAt - now));
	return null;
}

/** Whoever has no team while the others write: nobody else on the desk waits for him. */
function needOfWaiting({ class: { phase }, waiting }: Viewed): Need | null {
	if (waiting.length === 0 || ['lobby', 'brief', 'closed'].includes(phase)) return null;
	const who =
		waiting.length > 3
			? `${spoken(waiting.length)}個人`
			: waiting.map(({ name }) => name).join('、');
	const sentence = `${who}還沒有組：在「還沒有組的${waiting.length}人」排到一組，或抽籤分組。`;
	return { teamIds: [], kind: 'unplaced', pressing: 0, waited: 0, sentence };
}

/** Whether a team has missed handing in: a first version can be handed in while designing only. */
export const isShutOut = (
	{ members, status }: Pick<DeskTeam, 'members' | 'status'>,
	phase: Phase,
): boolean =>
	members.length > 0 && status === 'drafting' && ['share', 'feedback', 'debrief'].includes(phase);

/** One sentence for all of them: each other team's need still has its place on the desk. */
function needOfShutOut({ class: { phase }, teams }: Viewed): Need | null {
	const shutOut = teams.filter((team) => isShutOut(team, phase));
	if (shutOut.length === 0) return null;
	const who = shutOut.map(({ number }) => `第${number}組`).join('、');
	return {
		teamIds: shutOut.map(({ id }) => id),
		...{ kind: 'shutOut' as const, pressing: 0, waited: 0 },
		sentence: `${who}沒有繳交，離開「設計」之後就不能繳交了；要讓他們繳交，請回到「設計」。`,
	};
}

type Viewed = Pick<LecturerView, 'class' | 'teams' | 'waiting'>;

/** Every team that needs someone, and whoever has none, the most urgent first. */
export function needsOf(view: Viewed, now: number): Need[] {
	const moment = { ...view.class, now };
	return [
		needOfWaiting(view),
		needOfShutOut(view),
		...view.teams.map((team) => needOf(team, moment)),
	]
		.filter((need) => need !== null)
		.sort(
			(one, other) =>
				kinds.indexOf(other.kind) - kinds.indexOf(one.kind) ||
				other.pressing - one.pressing ||
				other.waited - one.waited,
		);
}

/**
 * The teams in the order in which someone should look at them: who needs someone, as the needs
 * stand; then who writes, the most empty fields first; then the rest, at the end those without anyone.
 */
export function mostUrgentFirst(
	{ class: { phase }, teams }: Viewed,
	needs: readonly Need[],
): DeskTeam[] {
	const place = ({ id }: DeskTeam) => {
		const found = needs.findIndex(({ teamIds }) => teamIds.includes(id));
		return found < 0 ? needs.length : found;
	};
	const left = (team: DeskTeam) => {
		if (team.members.length === 0) return -1;
		return isWriting(team, phase) ? team.progress.missing.length : 0;
	};
	return teams.toSorted((one, other) => place(one) - place(other) || left(other) - left(one));
}
