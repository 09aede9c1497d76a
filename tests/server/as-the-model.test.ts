import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { designText } from '#workflow/design.ts';
import { Refusal } from '#workflow/refusals.ts';
import { anyHappenings } from '../support/activity/happenings.ts';
import {
	commandVerbs,
	newActivity,
	press,
	sentAs,
	type Activity,
	type Happening,
	type Outcome,
	type Sent,
} from '../support/activity/model.ts';
import { lecturerPassword, startHost, words } from '../support/class.ts';
import { writeDraft } from '../support/drafts.ts';
import { fillDesign } from '../support/socket.ts';

// The running services held against the model, step by step: the same things are done, the same
// are refused with the same code, and what is stored afterwards is what the model says.

const host = startHost();
const { services, people, store, clock } = host;
const lecturerId = await people.addLecturer('陳老師', lecturerPassword);
afterAll(() => host.close());

interface Place {
	classId: string;
	teamId: string;
	memberId: string;
}

async function newPlace(): Promise<Place> {
	const opened = { title: '星期三的課', caseId: 'river-books', teamCount: 1 };
	const { classId } = await services.classes.open(lecturerId, opened);
	const { joinCode, teams } = await services.views.forLecturer(classId);
	const teamId = teams[0]?.id ?? '';
	const asked = { code: joinCode ?? '', name: '王小明', address: '10.0.0.7', seatToken: null };
	const { seatToken } = await services.teams.join(asked);
	const { seats } = await services.people.visitor({ seat: seatToken });
	const memberId = seats.at(-1)?.memberId ?? '';
	await services.teams.choose(memberId, teamId);
	return { classId, teamId, memberId };
}

function send({ classId, teamId, memberId }: Place, sent: Sent): Promise<unknown> {
	const { verb, phase, minutes, endsAt } = sent;
	const { version, number } = sent.seen;
	// One actor for all keys of a class, as if both sat at one desk.
	const once = { actor: classId, key: sent.key };
	const whole = Object.fromEntries(words.rubric.criteria.map(({ id }) => [id, 4]));
	const { [words.rubric.criteria[0]?.id ?? '']: _first, ...part } = whole;
	const scores = sent.isScored ? whole : part;
	const review = { number, scores, comments: [], summary: '看過了' };
	const { classes, submissions } = services;
	const sends: Record<Sent['verb'], () => Promise<unknown>> = {
		openPhase: () => classes.openPhase(classId, { phase, version, minutes }, once),
		undoPhase: () => classes.undoPhase(classId, { version }, once),
		moveDeadline: () => classes.moveDeadline(classId, { version, endsAt }, once),
		closeClass: () => classes.close(classId, { version }, once),
		reopenClass: () => classes.reopen(classId, { version }, once),
		submitDesign: () => submissions.submit(memberId, once),
		beginRevision: () => submissions.beginRevision(memberId, once),
		openReview: () => submissions.openReview(classId, teamId, once),
		sendBack: () => submissions.sendBack(classId, teamId, once),
		saveReview: () => submissions.saveReview(classId, teamId, review, once),
		returnDesign: () => submissions.returnDesign(classId, teamId, review, once),
		approveDesign: () => submissions.approve(classId, teamId, review, once),
		undoApproval: () => submissions.undoApproval(classId, teamId, once),
	};
	return sends[verb]();
}

const outcomeOf = (sending: Promise<unknown>): Promise<Outcome> =>
	sending.then(
		() => 'done' as const,
		(error: unknown) => {
			if (error instanceof Refusal) return error.code;
			throw error;
		},
	);

async function write(place: Place, isWhole: boolean): Promise<void> {
	const own = { id: place.teamId, memberId: place.memberId };
	await writeDraft(host, own, (doc) => {
		const risks = designText(doc, 'risks');
		if (isWhole) fillDesign(doc);
		else risks.delete(0, risks.length);
	});
}

/** What is stored of a class and its team, in the model's words. */
async function stored({ classId, teamId }: Place) {
	const { db } = store;
	const row = await db
		.selectFrom('class')
		.selectAll()
		.where('id', '=', classId)
		.executeTakeFirstOrThrow();
	const team = await db
		.selectFrom('team')
		.select(['status', 'submissions'])
		.where('id', '=', teamId)
		.executeTakeFirstOrThrow();
	const reviews = await db
		.selectFrom('submission')
		.leftJoin('review', 'review.submission_id', 'submission.id')
		.select('review.status')
		.where('team_id', '=', teamId)
		.orderBy('number')
		.execute();
	const events = await db
		.selectFrom('class_event')
		.select(['type', 'body'])
		.where('class_id', '=', classId)
		.orderBy('seq')
		.execute();
	return {
		class: {
			value: row.phase,
			context: {
				previous: row.previous,
				changedAt: row.changed_at,
				endsAt: row.ends_at,
				previousEndsAt: row.previous_ends_at,
				opensNext: row.opens_next === 1,
				previousOpensNext: row.previous_opens_next === 1,
			},
		},
		version: row.version,
		team: { value: team.status, context: { submissions: team.submissions } },
		reviews: reviews.map(({ status }) => status),
		log: events.map(({ type, body }) => ({ type, body: JSON.parse(body) as object })),
	};
}

const modelled = ({ class: standing, version, team, reviews, log }: Activity) => ({
	class: standing,
	version,
	team,
	reviews,
	log,
});

const counts = { presses: 0, done: 0, refused: 0 };
const done = new Set<string>();
const refused = new Set<string>();

/** Handing in asks twice and a review first runs its comments: what is sent after may come before. */
const takesItsTime: readonly Sent['verb'][] = ['submitDesign', 'returnDesign', 'approveDesign'];

/** Everything that happens, on both sides; hasty presses are sent off together. */
async function compare(happenings: readonly Happening[]): Promise<void> {
	const place = await newPlace();
	const before = (await stored(place)).log;
	let at = { ...newActivity(clock()), log: before };
	let key = 'none';
	let underway: { sent: Sent; expected: Outcome; outcome: Promise<Outcome> }[] = [];

	async function settle(): Promise<void> {
		const outcomes = await Promise.all(underway.map(({ outcome }) => outcome));
		for (const [index, { sent, expected }] of underway.entries()) {
			expect({ verb: sent.verb, outcome: outcomes[index] }).toEqual({
				verb: sent.verb,
				outcome: expected,
			});
			counts[expected === 'done' ? 'done' : 'refused'] += 1;
			(expected === 'done' ? done : refused).add(sent.verb);
		}
		underway = [];
		expect(await stored(place)).toEqual(modelled(at));
	}

	for (const [index, happening] of happenings.entries()) {
		const isPress = happening.kind === 'press';
		const isAfterSlow = takesItsTime.includes(underway.at(-1)?.sent.verb ?? 'openPhase');
		if (!isPress || !happening.isHasty || isAfterSlow) await settle();
		if (happening.kind === 'wait') {
			clock.pass(happening.milliseconds);
			at = { ...at, now: clock() };
		} else if (happening.kind === 'write') {
			await write(place, happening.isWhole);
			at = { ...at, isWhole: happening.isWhole };
		} else {
			if (!happening.isRepeated || key === 'none') key = `press-${index}`.padEnd(8, '.');
			const sent = sentAs(at, happening, key);
			const { outcome, next } = press(at, sent);
			underway.push({ sent, expected: outcome, outcome: outcomeOf(send(place, sent)) });
			counts.presses += 1;
			at = next;
		}
	}
	await settle();
}

test('200 classes in which anything is pressed go as the model says', async () => {
	await fc.assert(fc.asyncProperty(anyHappenings(50), compare), { numRuns: 200 });
	// Neither side may agree by doing nothing.
	expect([...done].sort()).toEqual([...commandVerbs].sort());
	expect([...refused].sort()).toEqual([...commandVerbs].sort());
	console.log(
		`200 sequences, ${counts.presses} presses: ${counts.done} done, ${counts.refused} refused`,
	);
}, 120_000);
