import {
	seatRequestMilliseconds,
	type LecturerView,
	type MemberView,
	type RoomMessage,
	type StudentView,
	type TeamOutline,
} from '#workflow/messages.ts';
import type { Design } from '#workflow/design.ts';
import { Refusal } from '#workflow/refusals.ts';
import type { Submission } from '#workflow/submission.ts';
import type { PhaseWords } from '#workflow/words.ts';
import type { Draft, Drafts } from './drafts.ts';
import { eventSentence } from './events.ts';
import { handInPeople } from './members-at-hand-in.ts';
import { readPicture, type Picture } from './picture.ts';
import type { Views } from './services.ts';
import { requireMember } from './standing.ts';
import type { Database } from './store/schema.ts';
import { goneWithScore, whoseScoreOf, type HandInPeople } from './whose-score.ts';

interface Needs {
	db: Database;
	clock: () => number;
	drafts: Drafts;
	phases: PhaseWords;
	isOnline: (memberId: string) => boolean;
	/** The addresses students can reach, without a path. */
	origins: () => string[];
}

/** A class ready to be shown: what is stored, and what was read out of the drafts. */
export interface Scene {
	picture: Picture;
	people: HandInPeople;
	drafts: ReadonlyMap<string, Draft>;
	/** The teams as anyone in the class may see them, and the same as JSON: alike for 300 students. */
	teams: TeamOutline[];
	teamsText: string;
}

/** A review is the lecturer's own until he returns or approves. */
const released = (submission: Submission): Submission =>
	submission.review?.status === 'draft' ? { ...submission, review: null } : submission;

/** What each device shows, from one reading of the class. */
export function createViews({ db, clock, drafts, phases, isOnline, origins }: Needs) {
	async function scene(classId: string): Promise<Scene> {
		const picture = await readPicture(db, classId);
		const read = new Map<string, Draft>();
		for (const { id } of picture.teams) {
			read.set(id, await drafts.of(id, picture.documents.get(id)));
		}
		const teams = picture.teams.map((team) => outline(picture, team));
		const teamIds = picture.teams.map(({ id }) => id);
		const people = await handInPeople(db, classId, teamIds);
		return { picture, people, drafts: read, teams, teamsText: JSON.stringify(teams) };
	}

	const memberView = ({ id, name }: { id: string; name: string }): MemberView => ({
		id,
		name,
		online: isOnline(id),
	});

	const planNameOf = (design: Design | undefined): string => design?.text.planName.trim() ?? '';

	/** A draft is its team's own: the class sees what has been handed in. */
	function outline({ members }: Picture, team: Picture['teams'][number]): TeamOutline {
		return {
			id: team.id,
			number: team.number,
			planName: planNameOf(team.history.at(-1)?.design),
			status: team.status,
			members: members.filter(({ teamId }) => teamId === team.id).map(memberView),
			submissions: team.submissions,
		};
	}

	/** What was said last to this team and to everybody: neither takes the other's place. */
	const messagesFor = ({ messages }: Picture, team: number | null): RoomMessage[] =>
		messages
			.filter((said) => said.team === null || said.team === team)
			.map(({ team: to, ...said }) => ({ ...said, toAll: to === null }));

	/** What only this student is shown: everything but the teams. */
	function own(
		{ picture, people, teams, drafts: read }: Scene,
		memberId: string,
	): Omit<StudentView, 'teams'> {
		const me = picture.members.find(({ id }) => id === memberId);
		if (!me) throw new Refusal('NOT_YOURS');
		const index = picture.teams.findIndex(({ id }) => id === me.teamId);
		const outlined = teams[index];
		const team = picture.teams[index];
		const history = team?.history.map(released) ?? [];
		const whoseScore = whoseScoreOf(me, team, picture.teams, people);
		return {
			role: 'member',
			now: clock(),
			class: picture.summary,
			me,
			team: outlined
				? { ...outlined, planName: planNameOf(read.get(outlined.id)?.design), history }
				: null,
			...(whoseScore && { whoseScore }),
			messages: messagesFor(picture, outlined?.number ?? null),
			restored: picture.restored,
		};
	}

	const studentView = (shown: Scene, memberId: string): StudentView => ({
		...own(shown, memberId),
		teams: shown.teams,
	});

	/** The same as JSON, with the part that all students share written out only once. */
	const studentText = (shown: Scene, memberId: string): string =>
		`${JSON.stringify(own(shown, memberId)).slice(0, -1)},"teams":${shown.teamsText}}`;

	function lecturerView(shown: Scene): LecturerView {
		const { picture } = shown;
		const toCheck = goneWithScore(picture, shown.people)
			.filter(({ isAlike }) => isAlike)
			.map(({ last }) => last.name);
		const nameOf = (memberId: string) =>
			picture.members.find(({ id }) => id === memberId)?.name ?? null;
		const code = picture.joiningLocked ? null : picture.joinCode;
		return {
			role: 'lecturer',
			now: clock(),
			class: picture.summary,
			joinCode: code === null ? null : `${code.slice(0, 3)}-${code.slice(3)}`,
			joinLinks: code === null ? [] : origins().map((origin) => `${origin}/join#${code}`),
			waiting: picture.members.filter(({ teamId }) => teamId === null).map(memberView),
			planned: picture.planned,
			...(toCheck.length > 0 && { toCheck }),
			seatRequests: picture.seatRequests.filter(
				({ askedAt }) => askedAt > clock() - seatRequestMilliseconds,
			),
			studentNumbers: Object.fromEntries(
				picture.members.flatMap(({ id, studentNumber }) =>
					studentNumber === null ? [] : [[id, studentNumber]],
				),
			),
			teams: picture.teams.map((team, index) => {
				const document = picture.documents.get(team.id);
				const draft = shown.drafts.get(team.id);
				const outlined = shown.teams[index];
				if (!draft || !outlined) throw new Error(`team ${team.id} has not been read`);
				const read = { ...team, caseId: picture.summary.caseId };
				const progress = drafts.progress(read, draft, document, nameOf);
				// Beside a version's score and ROI stands that version's name, as on the wall.
				const planName = planNameOf(team.history.at(-1)?.design ?? draft.design);
				return { ...outlined, planName, progress, history: team.history };
			}),
			messages: picture.messages.map(({ id, team, text, at }) => ({ id, team, text, at })),
			...(picture.events.some(({ type }) => type === 'practice.opened') && {
				isPractice: true as const,
			}),
			log: picture.events.map(({ at, type, body }) => ({
				at,
				sentence: eventSentence(type, body, phases, at),
			})),
		};
	}

	const views: Views = {
		async forMember(memberId) {
			const { classId } = await requireMember(db, memberId);
			return studentView(await scene(classId), memberId);
		},
		forLecturer: async (classId) => lecturerView(await scene(classId)),

		async presentation(teamId, { withDraft }) {
			const team = await db
				.selectFrom('team')
				.select('class_id')
				.where('id', '=', teamId)
				.executeTakeFirst();
			if (!team) return null;
			const { picture, drafts: read } = await scene(team.class_id);
			const found = picture.teams.find(({ id }) => id === teamId);
			const latest = found?.history.at(-1);
			const design = latest?.design ?? (withDraft ? read.get(teamId)?.design : undefined);
			if (!found || !design) return null;
			const members = picture.members.filter((member) => member.teamId === teamId);
			// What was handed in is theirs who were in the team then, whoever is in it now.
			const names = latest?.members ?? members.map(({ name }) => name);
			return {
				teamNumber: found.number,
				design,
				members: names,
				submission: latest
					? { number: latest.number, submittedAt: latest.submittedAt, hash: latest.hash }
					: null,
			};
		},
	};
	return {
		...views,
		scene,
		studentText,
		lecturerText: (shown: Scene) => JSON.stringify(lecturerView(shown)),
	};
}
export type AllViews = ReturnType<typeof createViews>;
