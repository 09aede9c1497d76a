import { ownOrigin, studentOrigins } from './addresses.ts';
import { createAnswers } from './answers.ts';
import { createClasses } from './classes.ts';
import { createCommands, type Announcement } from './commands.ts';
import { createDeletion } from './deletion.ts';
import { createDrafts } from './drafts.ts';
import { createEffects } from './effects.ts';
import { createHealth } from './health.ts';
import { createJoining } from './joining.ts';
import { createHandshake } from './live/handshake.ts';
import type { Write } from './live/documents.ts';
import { createHub } from './live/hub.ts';
import { createRooms } from './live/rooms.ts';
import { createSocket } from './live/socket.ts';
import { createWriting } from './live/writing.ts';
import { createMessages } from './messages.ts';
import { createPace } from './pace.ts';
import { createPapers } from './papers.ts';
import { createPeople } from './people.ts';
import { createPhaseClock } from './phase-clock.ts';
import { createPlannedTeams } from './planned-teams.ts';
import { createPractice } from './practice/practice.ts';
import { createRoiEstimates } from './roi.ts';
import { createSeatsElsewhere } from './seats-elsewhere.ts';
import type { Services } from './services.ts';
import { createSessions } from './sessions.ts';
import type { Settings } from './settings.ts';
import { createSnapshots } from './snapshots.ts';
import { createSubmissions } from './submissions.ts';
import { keepSwept } from './sweep.ts';
import { createTeams } from './teams.ts';
import { createTries } from './tries.ts';
import type { Store } from './store/store.ts';
import { createViews, type AllViews } from './views.ts';

interface Needs {
	store: Store;
	words: Services['words'];
	settings: Settings;
	/** The present, epoch milliseconds. */
	clock?: () => number;
	/** The port that is listened on; known once it is. */
	port: () => number;
	/** Another way to put drafts on the disk, for tests of what happens when that fails. */
	storeWrites?: (writes: readonly Write[], now: number) => Promise<void>;
	/** How fast simulated students are, for tests. */
	practicePaceMilliseconds?: number;
}

/** More than anybody presses: what is beyond it is a program. */
const commandsPerMember = { atOnce: 60, perSecond: 3 };

/**
 * The whole server but for http: services for pages and actions, and the socket. Production,
 * development and tests all put the same one together here.
 */
export function createHost({
	store,
	words,
	settings,
	port,
	clock = Date.now,
	storeWrites,
	practicePaceMilliseconds,
}: Needs) {
	const { db } = store;
	const rooms = createRooms(db);
	const sessions = createSessions({ db, clock });
	const hub = createHub({ views: () => views, lapsed: sessions.lapsed });
	const classOf = new Map<string, string>();

	async function teamChanged(teamId: string): Promise<void> {
		let classId = classOf.get(teamId);
		if (classId === undefined) {
			const query = db.selectFrom('team').select('class_id').where('id', '=', teamId);
			classId = (await query.executeTakeFirst())?.class_id;
			// Its class may have been deleted while something was still worked out for it.
			if (classId === undefined) return;
			classOf.set(teamId, classId);
		}
		hub.changed(classId, 'soon');
	}
	const tellTeamChanged = (teamId: string): void =>
		void teamChanged(teamId).catch((error: unknown) => console.error(error));

	const roi = createRoiEstimates(words.cases, tellTeamChanged);
	const drafts = createDrafts({ db, rooms, roi, cases: words.cases });
	const views: AllViews = createViews({
		db,
		clock,
		drafts,
		phases: words.phases,
		isOnline: hub.isOnline,
		origins: () => studentOrigins(settings, port()),
	});
	const writing = createWriting({
		db,
		clock,
		rooms,
		changed: ({ id }) => tellTeamChanged(id),
		trouble: hub.trouble,
		...(storeWrites && { store: storeWrites }),
	});
	const announce = (announcement: Announcement): void => {
		hub.announce(announcement);
		practice.heard(announcement);
	};
	const command = createCommands({ db, clock, announce });
	// A whole class may sit behind one address, so only wrong codes count, and a right one always
	// passes: of 31^7 codes nobody tries out enough to find one.
	const joinTries = createTries(clock, { each: 300, together: 2_000, windowMilliseconds: 60_000 });
	// 300 is a whole class through one address; more than that in a minute is no class.
	const newcomers = createTries(clock, {
		each: 300,
		together: Infinity,
		windowMilliseconds: 60_000,
	});
	// So that a script cannot keep the desk busy, and sixty students who all ask at once still may.
	const questions = createTries(clock, {
		each: 120,
		together: Infinity,
		windowMilliseconds: 60_000,
	});
	const people = createPeople({ db, clock, sessions, signedOut: hub.signedOut });
	const settle = (): Promise<void> => writing.settle();
	/** What stands in the write-ahead log would outlive what was deleted from the file. */
	async function forget(teamIds: readonly string[]): Promise<void> {
		for (const teamId of teamIds) {
			drafts.forget(teamId);
			snapshots.forget(teamId);
			classOf.delete(teamId);
		}
		await db.connection().execute(async () => store.checkpoint());
	}

	const moving = createClasses({ db, command, cases: words.cases, phases: words.phases });
	const classes = {
		...moving,
		...createMessages({ command }),
		remove: createDeletion({ command, settle, forget }),
	};
	const teams = {
		...createJoining({ db, command, joinTries, newcomers }),
		...createPlannedTeams({ command }),
		...createTeams({ command }),
	};
	const submissions = createSubmissions({
		db,
		command,
		effects: createEffects(),
		settle,
		cases: words.cases,
		rubric: words.rubric,
		labels: words.design.fields,
	});
	const snapshots = createSnapshots({ db, clock, command, rooms, settle, phases: words.phases });
	const answers = createAnswers({ command, labels: words.design.fields });
	const practice = createPractice({
		...{ db, clock, command, classes, teams, submissions, answers },
		words: words.practice,
		origin: () => ownOrigin(settings.host, port()),
		...(practicePaceMilliseconds && { paceMilliseconds: practicePaceMilliseconds }),
	});
	const services: Services = {
		people,
		classes,
		teams,
		seats: createSeatsElsewhere({ db, clock, command, joinTries, questions }),
		submissions,
		snapshots,
		practice,
		answers,
		views,
		health: createHealth({ store, clock }),
		askingPace: createPace(commandsPerMember),
		papers: createPapers({
			...{ db, clock, settle },
			rubric: words.rubric,
			labels: words.design.fields,
		}),
		words,
	};
	const admit = createHandshake({ db, people, settings });
	const socket = createSocket({
		...{ db, clock, admit, hub, rooms, writing },
		newsOf: snapshots.newsOf,
	});

	const phaseClock = createPhaseClock({ db, clock, timePassed: moving.timePassed });
	let stopSweeping: (() => Promise<void>) | null = null;

	return {
		services,
		people,
		socket,
		/** Seats the simulated students of practice classes again; to be called once it listens. */
		resumePractice: practice.resume,
		/** Opens the phases whose time has come; by itself once the clock is watched. */
		lookAtTheClock: phaseClock.look,
		/** Does what is due by the clock, now and from now on; to be called once it listens. */
		watchTheClock(): void {
			stopSweeping ??= keepSwept(db, clock);
			phaseClock.start();
		},
		/**
		 * Puts everything typed on the disk, ends the connections and closes the database; `finish`
		 * runs once nothing is written any more.
		 */
		async close(finish?: () => Promise<void>): Promise<void> {
			await practice.stop();
			await stopSweeping?.();
			await phaseClock.stop();
			await writing.settle().catch((error: unknown) => console.error('還有內容存不進去：', error));
			socket.close();
			await writing.settle().catch(() => undefined);
			writing.stop();
			await writing.finishCopies();
			await hub.close();
			await roi.close();
			await finish?.();
			store.checkpoint();
			await store.close();
		},
	};
}
export type Host = ReturnType<typeof createHost>;
