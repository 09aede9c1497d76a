import { LiveConnection } from '#live/connection.svelte.ts';
import { seatRequestMilliseconds, type LecturerView } from '#workflow/messages.ts';
import { tell, type Told } from '#live/command.ts';
import { needsOf, type DeskTeam } from './needs.ts';
import { turnedAway } from './words.ts';

/** Where on the desk a refusal is told: beside the button that was pressed. */
export type DeskPlace =
	'phase' | 'join' | 'people' | 'list' | 'say' | 'seat' | 'snapshots' | 'written' | 'review';

/** The lecturer's desk: the live view, which team is open, and what the last press came to. */
export class DeskState {
	readonly connection: LiveConnection<LecturerView>;
	readonly #first: LecturerView;
	selectedId = $state<string | null>(null);
	busy = $state(false);
	problem = $state.raw<{ place: DeskPlace; sentence: string } | null>(null);
	/** What was just handed out, and to whom; stays until the next press. */
	done = $state.raw<{ teamId: string; sentence: string } | null>(null);

	readonly view: LecturerView = $derived.by(() => this.connection.view ?? this.#first);
	readonly team: DeskTeam | null = $derived.by(
		() => this.view.teams.find((team) => team.id === this.selectedId) ?? null,
	);
	readonly needs = $derived.by(() => needsOf(this.view, this.now));
	readonly everyone = $derived.by(() => [
		...this.view.waiting,
		...this.view.teams.flatMap((team) => team.members),
	]);
	/** Devices that ask for a seat and still may get it. */
	readonly seatRequests = $derived.by(() =>
		this.view.seatRequests.filter(({ askedAt }) => askedAt + seatRequestMilliseconds > this.now),
	);
	readonly online = $derived.by(() => this.everyone.filter((member) => member.online).length);

	constructor(view: LecturerView, teamId: string | null = null) {
		this.#first = view;
		// A device may hold a student's seat too: without the lecturer's session this is nobody's desk.
		const room = { classId: view.class.id, as: 'lecturer' as const, teamId, view, turnedAway };
		this.connection = new LiveConnection<LecturerView>(room);
		// What failed for want of a line is no longer so once there is one.
		this.connection.listen((message) => {
			if (message.kind === 'hello') this.problem = null;
		});
	}

	/** The server's clock, epoch milliseconds. */
	get now(): number {
		return this.connection.clock.now;
	}

	/** Sends a command; a refusal is told at `place`. True when it was done. */
	async do<Data>(
		place: DeskPlace,
		send: (
			key: string,
		) => Promise<{ data?: Data | undefined; error?: { message: string } | undefined }>,
	): Promise<Told<Data>> {
		// A second press while the first travels is the same press.
		if (this.busy) return { ok: false, sentence: '' };
		this.busy = true;
		this.problem = null;
		this.done = null;
		const asked = await tell(send);
		this.busy = false;
		if (!asked.ok) this.problem = { place, sentence: asked.sentence };
		return asked;
	}

	/** Opens the next or previous team that has handed something in; stays when there is none. */
	step(by: 1 | -1): void {
		const handedIn = this.view.teams.filter((team) => team.history.length > 0);
		if (handedIn.length === 0) return;
		const here = handedIn.findIndex((team) => team.id === this.selectedId);
		const next = here < 0 ? (by > 0 ? 0 : handedIn.length - 1) : here + by;
		this.selectedId = handedIn[Math.min(Math.max(next, 0), handedIn.length - 1)]?.id ?? null;
	}
}
