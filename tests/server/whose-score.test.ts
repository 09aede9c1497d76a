import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { endPlayed, levels, playedClass } from '../support/played.ts';
import { fillDesign } from '../support/socket.ts';

afterEach(endPlayed);

/** Red’s versions have 60 and 80, blue’s only one 20; 黃小春 has handed nothing in. */
async function gradedClass() {
	const played = await playedClass();
	const { host, classId, teams, ming, mei, hua, waiting } = played;
	fillDesign(played.blue.doc, '藍隊的計畫');
	await played.blue.saved();
	for (const [team, by, number, level] of [
		[teams.blue, hua, 1, 1],
		[teams.red, ming, 2, 4],
	] as const) {
		host.clock.pass(1_000);
		await host.services.submissions.submit(by.memberId);
		await host.services.submissions.openReview(classId, team.id);
		const review = { number, scores: levels(level), comments: [], summary: '' };
		await host.services.submissions.returnDesign(classId, team.id, review);
	}
	const chun = waiting[0] ?? ming;
	/** What somebody is told of whose scores are whose. */
	const told = async (memberId: string) =>
		(await host.services.views.forMember(memberId)).whoseScore;
	const join = async (name: string, studentNumber?: string) => {
		const who = { code: played.joinCode, name, address: '10.0.0.7', seatToken: null };
		const given = studentNumber === undefined ? {} : { studentNumber };
		const { seatToken } = await host.services.teams.join({ ...who, ...given });
		const { seats } = await host.services.people.visitor({ seat: seatToken });
		return seats[0]?.memberId ?? '';
	};
	return { ...played, ming, mei, hua, chun, told, join };
}

const nothing = { notMine: [], unsure: [], mine: null, earlier: null, numberTells: false };

test('wherever anybody is moved, also out of every team, he is told which versions are not his, and which is', async () => {
	const { host, classId, teams, ming, mei, hua, chun, told } = await gradedClass();
	const everyone = [ming, mei, hua, chun];
	const own = {
		red: { team: 1, number: 2, scores: levels(4) },
		blue: { team: 2, number: 1, scores: levels(1) },
	};
	const mineOf = new Map([
		[ming, own.red],
		[mei, own.red],
		[hua, own.blue],
	]);
	const moves = fc.array(
		fc.record({
			who: fc.constantFrom(...everyone),
			to: fc.constantFrom(teams.red, teams.blue, teams.green, null),
		}),
		{ minLength: 1, maxLength: 6 },
	);
	const teamOf = new Map<object, { id: string } | null>([
		[ming, teams.red],
		[mei, teams.red],
		[hua, teams.blue],
		[chun, null],
	]);
	await fc.assert(
		fc.asyncProperty(moves, async (made) => {
			for (const { who, to } of made) {
				await host.services.teams.place(classId, who.memberId, to?.id ?? null);
				teamOf.set(who, to);
			}
			for (const who of everyone) {
				const team = teamOf.get(who);
				const mine = mineOf.get(who) ?? null;
				const notMine =
					team === teams.red && mine !== own.red
						? [1, 2]
						: team === teams.blue && mine !== own.blue
							? [1]
							: [];
				const isElsewhere = mine !== null && teams[mine.team === 1 ? 'red' : 'blue'] !== team;
				const all = isElsewhere || notMine.length > 0 ? { ...nothing, notMine, mine } : undefined;
				expect(await told(who.memberId)).toEqual(all);
			}
		}),
		{ numRuns: 25 },
	);
});

test('a review that is still a draft is not told of, nor after it was taken back', async () => {
	const { host, classId, teams, ming, mei, chun, told } = await gradedClass();
	const { submissions } = host.services;
	await host.services.teams.place(classId, chun.memberId, teams.red.id);
	await submissions.beginRevision(ming.memberId);
	await host.services.teams.place(classId, mei.memberId, teams.green.id);
	await submissions.submit(ming.memberId);
	await submissions.openReview(classId, teams.red.id);
	const review = { number: 3, scores: levels(5), comments: [], summary: '' };
	await submissions.saveReview(classId, teams.red.id, review);
	// Of the versions of the team that she has left she is told what was handed out.
	const before = { team: 1, number: 2, scores: levels(4) };
	expect(await told(mei.memberId)).toEqual({ ...nothing, mine: before });
	await host.services.teams.place(classId, mei.memberId, teams.red.id);
	expect(await told(mei.memberId)).toBeUndefined();
	await submissions.approve(classId, teams.red.id, review);
	expect(await told(mei.memberId)).toEqual({ ...nothing, notMine: [3], mine: before });
	// Who came in before the hand-in has his part in it.
	expect(await told(chun.memberId)).toEqual({
		...nothing,
		notMine: [1, 2],
		mine: { team: 1, number: 3, scores: levels(5) },
	});
	await submissions.undoApproval(classId, teams.red.id);
	expect(await told(mei.memberId)).toBeUndefined();
});

test('a score that comes after he was moved is his all the same, and he is told of it', async () => {
	const { host, classId, teams, hua, blue, told } = await gradedClass();
	const { submissions } = host.services;
	await submissions.beginRevision(hua.memberId);
	blue.type('risks', '再想過');
	await blue.saved();
	await submissions.submit(hua.memberId);
	await host.services.teams.place(classId, hua.memberId, null);
	const mine = { team: 2, number: 1, scores: levels(1) };
	expect(await told(hua.memberId)).toEqual({ ...nothing, mine });
	await submissions.openReview(classId, teams.blue.id);
	const review = { number: 2, scores: levels(5), comments: [], summary: '' };
	await submissions.returnDesign(classId, teams.blue.id, review);
	const better = { team: 2, number: 2, scores: levels(5) };
	expect(await told(hua.memberId)).toEqual({ ...nothing, mine: better });
	await host.services.teams.place(classId, hua.memberId, teams.blue.id);
	expect(await told(hua.memberId)).toBeUndefined();
});

test('whoever comes in again is not told that his version is another’s, and reads no score by a number', async () => {
	const { host, classId, teams, hua, told, join } = await gradedClass();
	await host.services.classes.askStudentNumber(classId, true);
	await host.services.teams.giveStudentNumber(hua.memberId, 'B3');
	await host.services.teams.remove(classId, [hua.memberId]);
	const again = await join('張大華', 'ｂ３');
	const toAsk = { ...nothing, earlier: 'his' };
	expect(await told(again)).toEqual(toAsk);
	await host.services.teams.place(classId, again, teams.blue.id);
	expect(await told(again)).toBeUndefined();
	await host.services.teams.place(classId, again, teams.red.id);
	expect(await told(again)).toEqual({ ...toAsk, notMine: [1, 2] });
	// Of the same name and another number he is another.
	await host.services.teams.remove(classId, [again]);
	const other = await join('張大華', 'B9');
	expect(await told(other)).toBeUndefined();
	await host.services.teams.place(classId, other, teams.blue.id);
	expect(await told(other)).toEqual({ ...nothing, notMine: [1] });
});

test('whoever comes in again without a number is left to be told, and so is the lecturer, until a number tells', async () => {
	const { host, classId, teams, hua, told, join } = await gradedClass();
	const { classes, teams: service, views } = host.services;
	const toCheck = async () => (await views.forLecturer(classId)).toCheck;
	await classes.askStudentNumber(classId, true);
	await service.giveStudentNumber(hua.memberId, 'B3');
	await classes.askStudentNumber(classId, false);
	await service.remove(classId, [hua.memberId]);
	expect(await toCheck()).toBeUndefined();
	const again = await join('張大華');
	const unsure = { ...nothing, numberTells: true };
	expect(await toCheck()).toEqual(['張大華']);
	expect(await told(again)).toEqual({ ...unsure, earlier: 'unsure' });
	await service.place(classId, again, teams.red.id);
	expect(await told(again)).toEqual({ ...unsure, notMine: [1, 2], earlier: 'unsure' });
	await service.place(classId, again, teams.blue.id);
	expect(await told(again)).toEqual({ ...unsure, unsure: [1] });
	// The lecturer is told as long as the grade book says so.
	const { text } = await host.services.papers.grades(classId);
	expect(text).toContain('已移出（同名，請自己核對）');
	await classes.askStudentNumber(classId, true);
	await service.giveStudentNumber(again, 'b3');
	expect([await told(again), await toCheck()]).toEqual([undefined, undefined]);
	await service.giveStudentNumber(again, 'B4');
	expect(await told(again)).toEqual({ ...nothing, notMine: [1] });
	expect(await toCheck()).toBeUndefined();
});

test('no number that anybody may guess shows him levels that he was not there for', async () => {
	const { host, classId, teams, ming, hua, told, join } = await gradedClass();
	const { classes, teams: service } = host.services;
	await classes.askStudentNumber(classId, true);
	await service.giveStudentNumber(ming.memberId, 'B1');
	await service.giveStudentNumber(hua.memberId, 'B3');
	await service.remove(classId, [ming.memberId, hua.memberId]);
	const guesser = await join('好奇的人', 'B0');
	const guesses = fc.constantFrom('B1', 'b1', 'B3', 'Ｂ３', 'B7');
	const places = fc.constantFrom(teams.red.id, teams.blue.id, teams.green.id, null);
	await fc.assert(
		fc.asyncProperty(guesses, places, async (guess, place) => {
			await service.giveStudentNumber(guesser, guess);
			await service.place(classId, guesser, place);
			expect((await told(guesser))?.mine ?? null).toBeNull();
		}),
		{ numRuns: 20 },
	);
});
