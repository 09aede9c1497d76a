import { actions } from 'astro:actions';
import { untrack } from 'svelte';
import { tell, type Told } from '#live/command.ts';
import { LiveConnection } from '#live/connection.svelte.ts';
import { RoomDocument } from '#live/document.svelte.ts';
import { Rescues } from '#live/rescues.svelte.ts';
import { emptyDesign, materialise } from '#workflow/design.ts';
import type { StudentView } from '#workflow/messages.ts';
import { DesignState } from './design-state.svelte.ts';
import { mayWrite, sceneOf } from './standing.ts';

/** The commands a student has; each shows its own refusal beside its button. */
export type RoomCommand = 'choose' | 'submit' | 'revise';

const unsettled = {
	ok: false,
	sentence: '你剛寫的還沒有存到伺服器，所以先不繳交；等右上角變成「已儲存」再按一次。',
} as const;

const turnedAway =
	'你已經不在這堂課的名單上。還沒存到伺服器的字請按「下載我的作品」帶走；要再進來請看老師的螢幕重新加入。';

/** A student's room: one connection, the team's document, and the three things one can ask for. */
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
	#teamId: string | null = null;
	#leaveTeam: (() => void) | null = null;

	constructor(first: StudentView) {
		this.#first = first;
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
			if (message.kind !== 'view' || message.view.role !== 'member') return;
			const { teamId } = message.view.me;
			if (teamId === this.#teamId) return;
			this.#enterTeam(teamId);
			// A room's door is opened when connecting, so for another room connect anew.
			this.connection.reconnect();
		});
		const stop = this.connection.start();
		return () => {
			silence();
			stop();
			this.#leaveTeam?.();
		};
	}

	#enterTeam(teamId: string | null): void {
		this.#leaveTeam?.();
		this.#leaveTeam = null;
		this.document = null;
		this.#teamId = teamId;
		this.connection.author = null;
		if (teamId === null) return;
		const { class: held, me } = this.view;
		const of = { classId: held.id, teamId, memberId: me.id };
		const document = new RoomDocument(this.connection, of);
		this.#leaveTeam = document.start();
		this.document = document;
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
			document ? materialise(document.doc) : emptyDesign(),
			document?.left,
		);
	}

	async #do<Data>(command: RoomCommand, send: () => Promise<Told<Data>>): Promise<boolean> {
		if (this.busy) return false;
		this.busy = command;
		this.refused = null;
		const told = await send();
		this.busy = null;
		if (!told.ok) this.refused = { command, sentence: told.sentence };
		return told.ok;
	}

	choose(teamId: string): Promise<boolean> {
		const classId = this.view.class.id;
		return this.#do('choose', () => tell((key) => actions.chooseTeam({ key, classId, teamId })));
	}

	submit(): Promise<boolean> {
		const classId = this.view.class.id;
		return this.#do('submit', async () => {
			const settled = await (this.document?.settle() ?? false);
			return settled ? tell((key) => actions.submitDesign({ key, classId })) : unsettled;
		});
	}

	revise(): Promise<boolean> {
		const classId = this.view.class.id;
		return this.#do('revise', () => tell((key) => actions.beginRevision({ key, classId })));
	}
}
