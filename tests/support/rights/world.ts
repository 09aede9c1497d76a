import { phases, type Phase } from '#workflow/class.machine.ts';
import { designText, type TextField } from '#workflow/design.ts';
import { teamStatuses, type TeamStatus } from '#workflow/team.machine.ts';
import { lecturerPassword, openUpTo, seatClass, words, type TestHost } from '../class.ts';
import { writeDraft } from '../drafts.ts';
import { fillDesign } from '../socket.ts';

/** Words that stand in one place each, so that whoever shows them is found out. */
export const guarded = {
	draft: '只在草稿裡的字',
	handedIn: '繳交時寫的字',
	review: '審閱裡寫的字',
} as const;

/** Every criterion at the same level, about the first version. */
export const wholeReview = {
	number: 1,
	scores: Object.fromEntries(words.rubric.criteria.map(({ id }) => [id, 4])),
	comments: [{ id: 'c1', field: 'risks' as const, text: guarded.review, patch: null }],
	summary: guarded.review,
};

export interface Seat {
	memberId: string;
	seatToken: string;
}

/** A class in one phase with its red team in one state; blue has written nothing, one waits. */
export interface State {
	phase: Phase;
	status: TeamStatus;
	classId: string;
	joinCode: string;
	/** Opens the member's seat on another device. */
	recoveryCode: string;
	/** A kept state of the red team's design. */
	snapshot: string;
	version: number;
	red: string;
	blue: string;
	member: Seat;
	otherTeam: Seat;
	waiting: Seat;
}

export type World = Awaited<ReturnType<typeof prepareWorld>>;

const append = (field: TextField, text: string) => (doc: Parameters<typeof designText>[0]) => {
	const all = designText(doc, field);
	all.insert(all.length, text);
};

async function lead(
	host: TestHost,
	status: TeamStatus,
	at: Pick<State, 'classId' | 'red' | 'member'>,
) {
	const { submissions } = host.services;
	const { classId, red, member } = at;
	const own = { id: red, memberId: member.memberId };
	if (status !== 'drafting') {
		await writeDraft(host, own, (doc) => {
			fillDesign(doc);
			append('risks', guarded.handedIn)(doc);
		});
		await submissions.submit(member.memberId);
	}
	if (!['drafting', 'submitted'].includes(status)) {
		await submissions.openReview(classId, red);
		await submissions.saveReview(classId, red, wholeReview);
	}
	if (status === 'returned' || status === 'revising') {
		await submissions.returnDesign(classId, red, wholeReview);
	}
	if (status === 'revising') await submissions.beginRevision(member.memberId);
	if (status === 'approved') await submissions.approve(classId, red, wholeReview);
	// Whole in every state, so that only the rules stand between a team and its hand-in.
	await writeDraft(host, own, (doc) => {
		fillDesign(doc);
		append('planName', guarded.draft)(doc);
		append('risks', guarded.draft)(doc);
	});
}

/** Goes to the phase such that a change of phase is left to be taken back, wherever there is one. */
async function goTo(host: TestHost, classId: string, phase: Phase): Promise<void> {
	const { services } = host;
	if (phase === 'lobby' || phase === 'brief') {
		const { class: seen } = await services.views.forLecturer(classId);
		await services.classes.openPhase(classId, { phase, version: seen.version, minutes: null });
	} else if (phase === 'design') {
		// A phase that ends keeps each team's design.
		await goTo(host, classId, 'brief');
		await openUpTo(host, classId, 'design');
	} else if (phase === 'closed') {
		const { class: seen } = await services.views.forLecturer(classId);
		await services.classes.close(classId, { version: seen.version });
	} else await openUpTo(host, classId, phase);
}

/** Every phase with every state of a team, as classes of one lecturer; and another lecturer's class. */
export async function prepareWorld(host: TestHost) {
	const { services, people, store } = host;
	const lecturerId = await people.addLecturer('陳老師', lecturerPassword);
	const signIn = async (name: string) =>
		(await services.people.signIn({ name, password: lecturerPassword, address: '127.0.0.1' }))
			.sessionToken;
	const elsewhere = await seatClass(host, { teams: { pink: ['吳小莉'] }, lecturer: '吳老師' });

	async function seat(joinCode: string, name: string, teamId: string | null): Promise<Seat> {
		const asked = { code: joinCode, name, address: '10.0.0.7', seatToken: null };
		const { seatToken } = await services.teams.join(asked);
		const { seats } = await services.people.visitor({ seat: seatToken });
		const memberId = seats[0]?.memberId ?? '';
		if (teamId) await services.teams.choose(memberId, teamId);
		return { memberId, seatToken };
	}

	const states: State[] = [];
	for (const phase of phases) {
		for (const status of teamStatuses) {
			const { classId } = await services.classes.open(lecturerId, {
				title: '星期三的課',
				caseId: 'river-books',
				teamCount: 2,
			});
			const { joinCode, teams } = await services.views.forLecturer(classId);
			const [red = '', blue = ''] = teams.map(({ id }) => id);
			const code = joinCode ?? '';
			const at = {
				...{ phase, status, classId, red, blue, joinCode: code },
				member: await seat(code, '王小明', red),
				otherTeam: await seat(code, '張大華', blue),
				waiting: await seat(code, '黃小春', null),
			};
			await openUpTo(host, classId, 'design');
			await lead(host, status, at);
			await goTo(host, classId, phase);
			const { class: now } = await services.views.forLecturer(classId);
			const { code: recoveryCode } = await services.seats.makeRecoveryCode(at.member.memberId);
			const [snapshot] = await services.snapshots.list(classId, red);
			const kept = { recoveryCode, snapshot: snapshot?.label ?? '' };
			states.push({ ...at, ...kept, version: now.version });
		}
	}

	const [first] = states as [State];
	const removed = await seat(first.joinCode, '走的人', null);
	await services.teams.remove(first.classId, [removed.memberId]);
	const ended = await signIn('陳老師');
	await services.people.signOut(ended);
	await store.db.deleteFrom('idempotency').execute();
	return {
		states,
		session: await signIn('陳老師'),
		otherSession: elsewhere.lecturer.sessionToken,
		outsider: elsewhere.teams.pink.members[0] as Seat,
		/** What somebody holds who is nobody here: nothing, a lost seat, a session that has ended, a guess. */
		nobody: ['', `seat=${removed.seatToken}`, `ll=${ended}`, `ll=${'A'.repeat(43)}`],
	};
}
