import { actions } from 'astro:actions';
import { untrack } from 'svelte';
import { tell, unreachable, type Told } from '#live/command.ts';
import { LiveConnection } from '#live/connection.svelte.ts';
import { RoomDocument } from '#live/document.svelte.ts';
import { Rescues } from '#live/rescues.svelte.ts';
import {
	fieldsOf,
	standsAsAsked,
	unanswered,
	type AnswerKind,
	type Comment,
} from '#workflow/comment.ts';
import type { StudentView } from '#workflow/messages.ts';
import { may } from '#workflow/roles.ts';
import type { Submission } from '#workflow/submission.ts';
import type { TeamStatus } from '#workflow/team.machine.ts';
import type { Answering } from './answering.ts';
import { DesignState } from './design-state.svelte.ts';
import { latestOf, mayWrite, sceneOf, whoseTurn } from './standing.ts';
import {
	isApprovalUndone,
	isNewsOver,
	restoredNews,
	standingNews,
	tooLateNews,
} from './standing-news.ts';

/** The commands a student has; each shows its own refusal beside its button. */
export type RoomCommand = 'choose' | 'number' | 'submit' | 'revise' | 'answer';

const unsettled = {
	ok: false,
	sentence: '你剛寫的還沒有存到伺服器，所以先不繳交；等最上面那一條出現「已儲存」，再按一次。',
} as const;

const turnedAway =
	'你已經不在這堂課的名單上。沒存到伺服器的字還在這台裝置上；要再進來，按「重新進入課堂」。';

/** A student's room: one connection, the team's document, and the things one can ask for. */
export class RoomState {
	readonly connection: LiveConnection<StudentView>;
	readonly design = new DesignState();
	/** What this device holds from other times and teams. */
	readonly rescues = new Rescues();
	document = $state.raw<RoomDocument | null>(null);
	busy = $state<RoomCommand | null>(null);
	/** False until the page can hear a press: what is offered before would be lost. */
	alive = $state(false);
	refused = $state.raw<{ command: RoomCommand; sentence: string } | null>(null);
	/** What has become of the team's standing: in sight, or only aloud for whoever asked for it. */
	news = $state.raw<{ sentence: string | null; aloud: string }>({ sentence: null, aloud: '' });
	/** What the lecturer has put back of the team's design, told until it is put away. */
	putBack = $state.raw<{ sentence: string; at: number } | null>(null);
	/** The lecturer has taken back that it is finished, and with it what was given. */
	approvalUndone = $state(false);
	/** The standing that a press on this device is to lead to. */
	#asked: TeamStatus | null = null;
	/** The view before the present one. */
	#seen: StudentView;
	/** The comment that the last answer was to. */
	#answeredId = $state<string | null>(null);
	readonly #first: StudentView;
	readonly view = $derived.by(() => this.connection.view ?? this.#first);
	readonly scene = $derived.by(() => sceneOf(this.view));
	readonly writable = $derived.by(
		() =>
			mayWrite(this.view) &&
			this.document !== null &&
			this.document.ready &&
			!this.document.readOnly,
	);
	/** How the comments of the last review can be answered; null when they no longer can. */
	readonly answering = $derived.by((): Answering | null => {
		const { team, class: held } = this.view;
		const submission = latestOf(this.view);
		const now = { phase: held.phase, status: team?.status };
		if (!submission?.review || !team || !may('member', 'answerComment', now)) return null;
		const said = this.refused?.command === 'answer' ? this.refused.sentence : null;
		const ready = this.document?.ready === true && !this.document.readOnly;
		return {
			draft: this.design.design,
			ready: this.alive && !this.busy && ready,
			refused: said && this.#answeredId ? { commentId: this.#answeredId, sentence: said } : null,
			onanswer: (comment, kind, reason) => this.answer(submission, comment, kind, reason),
			onmove: (comment) => this.applyPatch(comment),
		};
	});
	/** Comments of the last review that nobody has answered while it can still be done. */
	readonly silent = $derived.by((): Comment[] => {
		const last = latestOf(this.view);
		return this.answering && last?.review ? unanswered(last.review.comments, last.answers) : [];
	});
	#teamId: string | null = null;
	#leaveTeam: (() => void) | null = null;

	constructor(first: StudentView) {
		this.#first = first;
		this.#seen = first;
		this.connection = new LiveConnection<StudentView>({
			classId: first.class.id,
			as: 'member',
			view: first,
			turnedAway,
		});
	}

	/** Comes alive in the browser; call what it returns to leave. */
	start(): () => void {
		this.alive = true;
		this.#enterTeam(this.view.me.teamId);
		const silence = this.connection.listen((message) => {
			// Whoever owes nothing is taken along; words that are still here wait until he has seen it.
			if (message.kind === 'notice' && message.notice.moved && this.document?.owing === false)
				return location.reload();
			if (message.kind === 'hello') this.#forget(unreachable);
			if (message.kind === 'notice' && message.notice.putBackAt !== undefined)
				this.putBack = { sentence: message.notice.message, at: message.notice.putBackAt };
			if (message.kind !== 'view' || message.view.role !== 'member') return;
			this.#compare(message.view);
			const { teamId } = message.view.me;
			if (teamId === this.#teamId) return;
			this.#enterTeam(teamId);
			// A room's door is opened when connecting, so for another room connect anew.
			this.connection.reconnect();
		});
		const stop = this.connection.start();
		const isBack = () => this.#forget(unreachable);
		addEventListener('online', isBack);
		return () => {
			removeEventListener('online', isBack);
			silence();
			stop();
			this.#leaveTeam?.();
		};
	}

	#enterTeam(teamId: string | null): void {
		this.#leaveTeam?.();
		this.#leaveTeam = null;
		this.document = null;
		this.putBack = null;
		this.#teamId = teamId;
		this.connection.author = null;
		if (teamId === null) return;
		const { class: held, me } = this.view;
		const of = { classId: held.id, teamId, memberId: me.id };
		const document = new RoomDocument(this.connection, of);
		this.#leaveTeam = document.start();
		this.document = document;
	}

	/** Tells what has become of the team's standing since the last view. */
	#compare(now: StudentView): void {
		const before = this.#seen;
		this.#seen = now;
		const restored = restoredNews(before, now);
		if (restored !== null) {
			this.#asked = null;
			this.approvalUndone = false;
			this.news = { sentence: restored, aloud: '' };
		} else if (before.team?.id !== now.team?.id) this.dismissNews();
		else if (before.team?.status !== now.team?.status) {
			const sentence = standingNews(before, now, this.#asked);
			this.#asked = null;
			this.approvalUndone = isApprovalUndone(before, now);
			this.news = { sentence, aloud: sentence === null ? whoseTurn(now) : '' };
		} else {
			const sentence = tooLateNews(before, now);
			if (sentence !== null) this.news = { sentence, aloud: '' };
			else if (isNewsOver(before, now)) this.dismissNews();
		}
	}

	dismissNews(): void {
		this.news = { sentence: null, aloud: '' };
	}

	/** Looks for words on this device that no design shows: the present one has to be there first. */
	lookForLeftWork(): Promise<void> {
		const { class: held, me } = untrack(() => this.view);
		const document = this.document;
		return this.rescues.look(
			{
				classId: held.id,
				memberId: me.id,
				teamId: this.#teamId,
				epoch: document?.epoch ?? null,
			},
			document?.doc ?? null,
			document?.left,
		);
	}

	/** `leadsTo` is the standing that it is to bring about, if any. */
	async #do<Data>(
		command: RoomCommand,
		send: () => Promise<Told<Data>>,
		leadsTo: TeamStatus | null = null,
	): Promise<boolean> {
		if (this.busy) return false;
		this.busy = command;
		this.refused = null;
		this.#asked = leadsTo;
		const told = await send();
		this.busy = null;
		if (!told.ok) {
			// What got no answer may have been done all the same.
			if (told.sentence !== unreachable) this.#asked = null;
			this.refused = { command, sentence: told.sentence };
		}
		return told.ok;
	}

	choose(teamId: string): Promise<boolean> {
		const classId = this.view.class.id;
		return this.#do('choose', () => tell((key) => actions.chooseTeam({ key, classId, teamId })));
	}

	giveStudentNumber(studentNumber: string): Promise<boolean> {
		const classId = this.view.class.id;
		return this.#do('number', () =>
			tell((key) => actions.giveStudentNumber({ key, classId, studentNumber })),
		);
	}

	submit(): Promise<boolean> {
		const classId = this.view.class.id;
		return this.#do(
			'submit',
			async () => {
				const settled = await (this.document?.settle() ?? false);
				return settled ? tell((key) => actions.submitDesign({ key, classId })) : unsettled;
			},
			'submitted',
		);
	}

	/** Takes back that the words here are not stored yet: they are now. */
	forgetUnsettled(): void {
		this.#forget(unsettled.sentence);
	}

	/** Takes back what was said of a press, where it is true no more. */
	#forget(sentence: string): void {
		if (untrack(() => this.refused)?.sentence === sentence) this.refused = null;
	}

	revise(): Promise<boolean> {
		const classId = this.view.class.id;
		return this.#do(
			'revise',
			() => tell((key) => actions.beginRevision({ key, classId })),
			'revising',
		);
	}

	/**
	 * Answers a comment. Adopting one that moves sliders moves them in the team's document, as this
	 * member's edit; taking that back moves them to where the version under review had them, unless
	 * somebody has moved them on since. The answer is stored first: a page that dies in between
	 * leaves an adopted comment and an unmoved slider, and both the room and the ledger say so.
	 */
	async answer(
		submission: Submission,
		comment: Comment,
		kind: AnswerKind | 'withdrawn',
		reason: string,
	): Promise<boolean> {
		const before = submission.answers.find(({ commentId }) => commentId === comment.id);
		this.#answeredId = comment.id;
		const classId = this.view.class.id;
		const { number } = submission;
		const version = before?.version ?? 0;
		const named = { classId, number, commentId: comment.id, kind, reason, version };
		// The first comment that is adopted begins the revision.
		const begins = kind === 'adopted' && this.view.team?.status === 'returned';
		const done = await this.#do(
			'answer',
			() => tell((key) => actions.answerComment({ key, ...named })),
			begins ? 'revising' : null,
		);
		if (!done) return false;
		if (kind === 'adopted') this.applyPatch(comment);
		else if (before?.kind === 'adopted') this.#takePatchBack(submission, comment);
		return true;
	}

	/** Moves the sliders to where the lecturer left them. */
	applyPatch({ patch }: Comment): void {
		if (patch) this.design.putNumbers(patch);
	}

	#takePatchBack({ design }: Submission, { patch }: Comment): void {
		if (!patch || !standsAsAsked(this.design.design, patch)) return;
		const moved = fieldsOf(patch).map((field) => [field, design.numbers[field]]);
		this.design.putNumbers(Object.fromEntries(moved));
	}
}
