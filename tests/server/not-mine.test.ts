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
	const notMine = async (memberId: string) =>
		(await host.services.views.forMember(memberId)).notMine;
	return { ...played, ming, mei, hua, chun, notMine };
}

test('wherever anybody is moved, he is told which of the team’s graded versions are not his, and which is', async () => {
	const { host, classId, teams, ming, mei, hua, chun, notMine } = await gradedClass();
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
				const versions =
					team === teams.red && mine !== own.red
						? [1, 2]
						: team === teams.blue && mine !== own.blue
							? [1]
							: [];
				const told = versions.length === 0 ? undefined : { versions, mine };
				expect(await notMine(who.memberId)).toEqual(told);
			}
		}),
		{ numRuns: 25 },
	);
});

test('a review that is still a draft is not told of, nor after it was taken back', async () => {
	const { host, classId, teams, ming, mei, chun, notMine } = await gradedClass();
	const { submissions } = host.services;
	await host.services.teams.place(classId, chun.memberId, teams.red.id);
	await submissions.beginRevision(ming.memberId);
	await host.services.teams.place(classId, mei.memberId, teams.green.id);
	await submissions.submit(ming.memberId);
	await submissions.openReview(classId, teams.red.id);
	const review = { number: 3, scores: levels(5), comments: [], summary: '' };
	await submissions.saveReview(classId, teams.red.id, review);
	await host.services.teams.place(classId, mei.memberId, teams.red.id);
	expect(await notMine(mei.memberId)).toBeUndefined();
	await submissions.approve(classId, teams.red.id, review);
	const mine = { team: 1, number: 2, scores: levels(4) };
	expect(await notMine(mei.memberId)).toEqual({ versions: [3], mine });
	// Who came in before the hand-in has his part in it.
	expect(await notMine(chun.memberId)).toEqual({
		versions: [1, 2],
		mine: { team: 1, number: 3, scores: levels(5) },
	});
	await submissions.undoApproval(classId, teams.red.id);
	expect(await notMine(mei.memberId)).toBeUndefined();
});

test('whoever comes in again is not told that his version is another’s, and reads no score by a number', async () => {
	const { host, classId, joinCode, teams, hua, notMine } = await gradedClass();
	const join = async (name: string, studentNumber: string) => {
		const who = { code: joinCode, name, studentNumber, address: '10.0.0.7', seatToken: null };
		const { seatToken } = await host.services.teams.join(who);
		const { seats } = await host.services.people.visitor({ seat: seatToken });
		return seats[0]?.memberId ?? '';
	};
	await host.services.classes.askStudentNumber(classId, true);
	await host.services.teams.giveStudentNumber(hua.memberId, 'B3');
	await host.services.teams.remove(classId, [hua.memberId]);
	const again = await join('張大華', 'ｂ３');
	await host.services.teams.place(classId, again, teams.blue.id);
	expect(await notMine(again)).toBeUndefined();
	await host.services.teams.place(classId, again, teams.red.id);
	expect(await notMine(again)).toEqual({ versions: [1, 2], mine: null });
	// Of the same name and another number he is another.
	await host.services.teams.remove(classId, [again]);
	const other = await join('張大華', 'B9');
	await host.services.teams.place(classId, other, teams.blue.id);
	expect(await notMine(other)).toEqual({ versions: [1], mine: null });
});
