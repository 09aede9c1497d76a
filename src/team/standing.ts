import { shortNumber } from '#ui/format.ts';
import type { StudentView, WhoseScore } from '#workflow/messages.ts';
import { may } from '#workflow/roles.ts';
import {
	isSentBack,
	scoreReceipt,
	type Review,
	type Rubric,
	type Submission,
} from '#workflow/submission.ts';

/** What a student's room shows, worked out from the view alone. */
export type Scene = 'choosing' | 'waiting' | 'designing' | 'handedIn' | 'returned' | 'approved';

/** Which scene a view calls for. */
export function sceneOf({ class: { phase }, team }: StudentView): Scene {
	if (!team) return 'choosing';
	switch (team.status) {
		case 'approved':
			return 'approved';
		case 'submitted':
		case 'inReview':
			return 'handedIn';
		case 'returned':
			return 'returned';
		case 'revising':
			return 'designing';
		case 'drafting':
			return phase === 'lobby' || phase === 'brief' ? 'waiting' : 'designing';
	}
}

/** Whether the form takes writing now. */
export function mayWrite(view: StudentView): boolean {
	return sceneOf(view) === 'designing' && may('member', 'live:update', { phase: view.class.phase });
}

/** Whether handing in is open now, complete or not. */
export function maySubmit({ class: { phase }, team }: StudentView): boolean {
	if (!team || !may('member', 'submitDesign', { phase, status: team.status })) return false;
	return team.status === 'revising' ? phase !== 'closed' : phase === 'design';
}

/** Why a design that was never handed in cannot be any more; null while it can, or once it was. */
export function whyTooLate(view: StudentView): { short: string; sentence: string } | null {
	if (sceneOf(view) !== 'designing' || view.team?.status !== 'drafting' || maySubmit(view))
		return null;
	return view.class.phase === 'closed'
		? {
				short: '課堂已結束',
				sentence: '這堂課已經結束，你們沒有繳交；內容只能看、不能改。',
			}
		: {
				short: '設計階段已結束',
				sentence:
					'設計階段已結束，你們還沒有繳交；寫的內容照樣儲存，老師重新開放「設計」就能繳交。',
			};
}

/** Whether teams' presentations may be seen. */
export const maySee = ({ class: { phase } }: StudentView): boolean =>
	may('member', '/class/[class]/stage/[team]', { phase });

/** The version handed in last; null before the first. */
export function latestOf(view: StudentView): Submission | null {
	return (
		view.team?.history.reduce<Submission | null>(
			(latest, one) => (latest === null || one.number > latest.number ? one : latest),
			null,
		) ?? null
	);
}

/** The last review that the team may read, with the version it is about. */
export function latestReview(view: StudentView): { submission: Submission; review: Review } | null {
	const reviewed = (view.team?.history ?? [])
		.filter(({ review }) => review !== null && review.status !== 'draft')
		.sort((one, other) => other.number - one.number)[0];
	return reviewed?.review ? { submission: reviewed, review: reviewed.review } : null;
}

/** Said to whoever the lecturer has put out of the team that he was in, on another one or on none. */
export function movedSays({ team, class: { phase } }: StudentView): string {
	if (team) return `老師把你換到第${team.number}組；原來那組的字都留著。`;
	const next = may('member', 'chooseTeam', { phase }) ? '等老師安排，或自己選一組。' : '';
	return `老師把你移出原組，字都留著。${next}`;
}

/** A version that was scored, as its student calls it: 第1組第2版，79分. */
function scored({ team, number, scores }: NonNullable<WhoseScore['mine']>, rubric: Rubric): string {
	const { total, missing } = scoreReceipt(rubric, scores);
	// A rubric that has grown since leaves a sum of some of it, which is no total.
	const points = missing.length === 0 ? `，${shortNumber(total)}分` : '';
	return `第${team}組第${number}版${points}`;
}

/** Asks whoever may be somebody who was put out to have it told; a number tells it, where it can. */
function askTheLecturer({ whoseScore, class: held }: StudentView): string {
	const isAsked = held.asksStudentNumber && held.phase !== 'closed';
	return `請老師核對${whoseScore?.numberTells && isAsked ? '（填學號最快）' : ''}`;
}

/**
 * What stands above the score of a version that was handed in before the student came to the team, and
 * which score is his; null where the version is his too.
 */
export function notMineSays(
	view: StudentView,
	{ number }: Pick<Submission, 'number'>,
	rubric: Rubric,
): string | null {
	const { whoseScore, me } = view;
	if (whoseScore?.unsure.includes(number))
		return `這一版是你加入之前繳的。你如果是移出後重新加入的，分數算不算你的，${askTheLecturer(view)}。`;
	if (!whoseScore?.notMine.includes(number)) return null;
	const came = me.movedAt === null ? '進' : '換到';
	const says = `這一版是你${came}這一組之前繳的，分數不算你的。`;
	return whoseScore.mine ? `${says}你的是${scored(whoseScore.mine, rubric)}。` : says;
}

/** The student's own score, where no review of his present team tells it; null where there is none. */
export function ownScoreSays(view: StudentView, rubric: Rubric): string | null {
	const { whoseScore, team } = view;
	if (!whoseScore) return null;
	const { mine, earlier } = whoseScore;
	if (mine && mine.team !== team?.number)
		return `你的分數：${scored(mine, rubric)}。那一版繳交的時候，你在第${mine.team}組。`;
	if (earlier === 'his') return '你移出之前的分數在老師的成績檔裡，這裡看不到，請問老師。';
	if (earlier === 'unsure')
		return `你如果是移出後重新加入的，原來的分數算不算你的，${askTheLecturer(view)}。`;
	return null;
}

/** A hand-in by mistake, given back without a grade. */
export const sentBack = '老師退回這一版，沒有評分；改好再繳一次。';

/** Whose turn it is and what comes next, in one sentence; empty where the page says it anyway. */
export function whoseTurn(view: StudentView): string {
	const { team, class: held } = view;
	if (!team) return '';
	if (held.phase === 'closed' && team.status !== 'approved')
		return '這堂課已經結束，內容只能看、不能改。';
	switch (team.status) {
		case 'submitted':
			return '輪到老師：等老師打開來看。這段時間整份設計鎖住，發還後就能修訂。';
		case 'inReview':
			return '輪到老師：老師正在看你們的設計。看完會發還或定稿，這一頁會自己更新。';
		case 'returned':
			return '輪到你們：老師發還了，先把講評讀完，再開始修訂。';
		case 'revising':
			return isSentBack(team) ? sentBack : '輪到你們：照講評修訂，改好再繳一版。';
		case 'approved':
			return '這份設計已定稿，不再更動。';
		case 'drafting':
			return '';
	}
}

/** What is still possible once a phase's time is up and the lecturer has not gone on: short, and whole. */
export function timeUpWords(view: StudentView): { short: string; sentence: string } {
	const still = [
		...(mayWrite(view) ? ['寫'] : []),
		...(mayWrite(view) && maySubmit(view) ? ['繳交'] : []),
	];
	if (still.length === 0) return { short: '時間到', sentence: '時間到了，等老師說下一步。' };
	return {
		short: `時間到，還能${still.join('、')}`,
		sentence: `時間到了；老師換下一個階段以前，還能${still.join('，也還能')}。`,
	};
}

/**
 * What to say of this phase where it is not what the phase asks of everybody: nothing, where the
 * team's own state is told on the page; null where the phase's own words hold.
 */
export function phaseSays(view: StudentView): string | null {
	const { team, class: held } = view;
	if (held.phase === 'lobby')
		return team
			? '你在組裡了，和組員互報姓名。頁面會自己跟上，不必重新整理。'
			: '選一組加入，和組員互報姓名。頁面會自己跟上，不必重新整理。';
	return held.phase === 'design' && team && team.status !== 'drafting' ? '' : null;
}
