import { signedOutSentence } from '#workflow/messages.ts';
import type { Announcement, Urgency } from '../commands.ts';
import type { AllViews, Scene } from '../views.ts';
import type { Connection } from './connection.ts';
import { packText } from './frames.ts';
import { sentences } from './writing.ts';

interface Needs {
	/** Made after the hub, since views ask it who is online. */
	views: () => AllViews;
	/** Which of these lecturers’ sessions have run out. */
	lapsed: (sessionHashes: readonly string[]) => Promise<readonly string[]>;
}

const isIn = ({ picture }: Scene, memberId: string): boolean =>
	picture.members.some(({ id }) => id === memberId);

const viewEveryMilliseconds = 1_000;

/** One class with somebody connected. */
interface Audience {
	connections: Set<Connection>;
	timer: NodeJS.Timeout | null;
	sentAt: number;
	sending: Promise<void> | null;
	/** Something changed while the last views were being made. */
	isStale: boolean;
	/** The class has been deleted: there is nothing to show any more. */
	isGone: boolean;
}

/**
 * Who is connected, and what they are shown: a view goes out at once for what the lecturer or a
 * team has done, and once a second for progress and for who comes and goes.
 */
export function createHub({ views, lapsed }: Needs) {
	const audiences = new Map<string, Audience>();
	const online = new Map<string, number>();
	let isClosed = false;
	const closedClasses = new Set<string>();
	const greetings = new Map<string, Promise<Scene>>();

	function audienceOf(classId: string): Audience {
		const known = audiences.get(classId);
		if (known) return known;
		const connections = new Set<Connection>();
		const audience = {
			connections,
			timer: null,
			sentAt: -viewEveryMilliseconds,
			sending: null,
			isStale: false,
			isGone: false,
		};
		audiences.set(classId, audience);
		return audience;
	}

	/** Sends one person's view, unless it is the one he has. */
	function send(connection: Connection, shown: Scene, lecturerText: () => string): void {
		const { person } = connection;
		if (person.role === 'member' && !isIn(shown, person.id)) return;
		const text = person.role === 'member' ? views().studentText(shown, person.id) : lecturerText();
		// The clock alone is no news.
		const news = text.replace(/"now":\d+/, '');
		if (news === connection.lastView) return;
		connection.lastView = news;
		connection.send(packText('view', text));
	}

	function lecturerTextOf(shown: Scene): () => string {
		let text: string | null = null;
		return () => (text ??= views().lecturerText(shown));
	}

	/** A lecturer’s session has ended: the connections made with it end too. */
	function signedOut(sessionHash: string): void {
		for (const connection of all()) {
			const { person } = connection;
			if (person.role === 'lecturer' && person.sessionHash === sessionHash) {
				connection.cut(signedOutSentence);
			}
		}
	}

	/** A desk that stays open is shown no more than one that is opened anew. */
	async function endLapsed(connections: ReadonlySet<Connection>): Promise<void> {
		const people = [...connections].map(({ person }) => person);
		const hashes = people.flatMap((person) =>
			person.role === 'lecturer' ? [person.sessionHash] : [],
		);
		if (hashes.length > 0) (await lapsed([...new Set(hashes)])).forEach(signedOut);
	}

	async function sendViews(classId: string, { connections }: Audience): Promise<void> {
		await endLapsed(connections);
		const shown = await views().scene(classId);
		const lecturerText = lecturerTextOf(shown);
		for (const connection of connections) send(connection, shown, lecturerText);
	}

	/** The first view of a newcomer; a whole class that comes back at once shares one reading. */
	async function greet(connection: Connection): Promise<void> {
		if (isClosed) return;
		const { classId, person } = connection;
		let reading = greetings.get(classId);
		if (!reading) {
			reading = views()
				.scene(classId)
				.finally(() => greetings.delete(classId));
			greetings.set(classId, reading);
		}
		let shown = await reading;
		if (person.role === 'member' && !isIn(shown, person.id)) shown = await views().scene(classId);
		send(connection, shown, lecturerTextOf(shown));
	}

	function sendNow(classId: string): void {
		const audience = audiences.get(classId);
		if (!audience || audience.isGone || isClosed) return;
		if (audience.timer) clearTimeout(audience.timer);
		audience.timer = null;
		if (audience.sending) {
			audience.isStale = true;
			return;
		}
		audience.isStale = false;
		audience.sentAt = performance.now();
		audience.sending = sendViews(classId, audience)
			.catch((error: unknown) => {
				if (!audience.isGone) console.error('畫面沒有送出去：', error);
			})
			.finally(() => {
				audience.sending = null;
				if (audience.isStale) sendNow(classId);
			});
	}

	function changed(classId: string, urgency: Urgency): void {
		const audience = audiences.get(classId);
		if (!audience) return;
		if (urgency === 'now') return sendNow(classId);
		const wait = Math.max(0, audience.sentAt + viewEveryMilliseconds - performance.now());
		audience.timer ??= setTimeout(() => sendNow(classId), Math.min(wait, viewEveryMilliseconds));
	}

	const all = (): Connection[] =>
		[...audiences.values()].flatMap(({ connections }) => [...connections]);

	function each(classId: string, visit: (connection: Connection) => void): void {
		for (const connection of [...(audiences.get(classId)?.connections ?? [])]) visit(connection);
	}

	function notePhase(classId: string, isClosed: boolean): void {
		if (isClosed) closedClasses.add(classId);
		else closedClasses.delete(classId);
	}

	function phaseChanged(classId: string, { from, to }: { from: string; to: string }): void {
		notePhase(classId, to === 'closed');
		each(classId, (connection) => {
			if (connection.person.role !== 'member') return;
			if (to === 'closed') {
				// What waits for room in a full document does not get in afterwards either.
				connection.isReadOnly = true;
				connection.tell('readOnly', sentences.closed);
			}
			// A new connection asks for what it lacks and sends what was not taken meanwhile.
			if (from === 'closed') connection.close(1012, 'class reopened');
		});
	}

	function classDeleted(classId: string): void {
		closedClasses.delete(classId);
		const audience = audiences.get(classId);
		if (audience) audience.isGone = true;
		each(classId, (connection) => connection.cut('老師已經刪除這堂課。', { gone: true }));
	}

	return {
		changed,
		notePhase,
		isClassClosed: (classId: string) => closedClasses.has(classId),
		isOnline: (personId: string) => (online.get(personId) ?? 0) > 0,
		connectionsOf: (personId: string) => online.get(personId) ?? 0,

		/**
		 * Ends what a page has open already: it has given that up, or would not come again. A line that
		 * broke without saying so looks open for a minute, and would keep its place and its author id.
		 */
		async giveWay(classId: string, personId: string, page: number | null): Promise<void> {
			const former = [...(audiences.get(classId)?.connections ?? [])].filter(
				(connection) =>
					page !== null && connection.page === page && connection.person.id === personId,
			);
			await Promise.all(former.map((connection) => connection.giveWay()));
		},

		enter(connection: Connection): void {
			audienceOf(connection.classId).connections.add(connection);
			const { id } = connection.person;
			online.set(id, (online.get(id) ?? 0) + 1);
			greet(connection)
				.catch((error: unknown) => console.error('畫面沒有送出去：', error))
				.finally(() => changed(connection.classId, 'soon'));
		},

		leave(connection: Connection): void {
			const { classId, person } = connection;
			const audience = audiences.get(classId);
			if (!audience?.connections.delete(connection)) return;
			const left = (online.get(person.id) ?? 1) - 1;
			if (left > 0) online.set(person.id, left);
			else online.delete(person.id);
			if (audience.connections.size > 0) return changed(classId, 'soon');
			if (audience.timer) clearTimeout(audience.timer);
			audiences.delete(classId);
		},

		/** What a command has changed, after it is on the disk. */
		announce(announcement: Announcement): void {
			const { classId, removed, released, moved, phase } = announcement;
			if (announcement.isDeleted) return classDeleted(classId);
			each(classId, (connection) => {
				const { person, room } = connection;
				if (person.role !== 'member') return;
				if (person.id === removed)
					connection.cut(
						'老師把你移出這堂課了。沒存到伺服器的字還在這台裝置上；要再進來，按「重新進入課堂」，用老師螢幕上的課堂碼加入。',
						{ released: true },
					);
				if (person.id === released)
					connection.cut('老師讓這個座位的裝置都登出了；要坐回去，到「加入課堂」請老師當面確認。', {
						released: true,
					});
				if (person.id !== moved?.memberId) return;
				if (room)
					connection.cut('老師把你換到另一組了。按「重新進入課堂」到新的那一組。', { moved: true });
				else connection.close(1012, 'team chosen');
			});
			if (phase) phaseChanged(classId, phase);
			changed(classId, announcement.urgency);
		},

		/** Every open connection of everybody. */
		all,

		signedOut,

		/** Sends no more views, and waits for those being made. */
		async close(): Promise<void> {
			isClosed = true;
			await Promise.allSettled([...audiences.values()].map(({ sending }) => sending));
			await Promise.allSettled(greetings.values());
		},

		/** The disk does not take what is typed, or does so again. */
		trouble(isBroken: boolean): void {
			const [kind, sentence] = isBroken
				? (['failing', sentences.broken] as const)
				: (['told', sentences.mended] as const);
			for (const connection of all()) connection.tell(kind, sentence);
		},
	};
}
export type Hub = ReturnType<typeof createHub>;
