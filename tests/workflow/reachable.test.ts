import { expect, test } from 'vitest';
import { phases, type ClassEvent } from '#workflow/class.machine.ts';
import {
	decideClass,
	decideTeam,
	newClassStanding,
	newTeamStanding,
	type ClassStanding,
	type TeamStanding,
} from '#workflow/decide.ts';
import { teamStatuses, type TeamEvent } from '#workflow/team.machine.ts';
import { openPhases } from '../support/activity/model.ts';

// Every state of a class and a team that can be reached at all, found by trying every event in
// every state until nothing new comes up.

/** What the guards read, and nothing else: times are 'just now' or 'too long ago' for an undo. */
interface Whole {
	class: ClassStanding;
	isTooLate: boolean;
	team: TeamStanding;
}

const justNow = 5_000;
const tooLate = 60_000;

/** The same state whenever it is reached and however often something was handed in before. */
function told({ class: { value, context }, isTooLate, team }: Whole): Whole {
	const { previous } = context;
	return {
		class: {
			value,
			context: {
				...{ previous, changedAt: 0, endsAt: null, previousEndsAt: null },
				...{ opensNext: false, previousOpensNext: false },
			},
		},
		isTooLate: isTooLate && previous !== null,
		team: { value: team.value, context: { submissions: Math.min(1, team.context.submissions) } },
	};
}

const classEvents = (now: number): ClassEvent[] => [
	...openPhases.map((phase): ClassEvent => {
		return { type: 'phase.opened', phase, endsAt: null, opensNext: false, now };
	}),
	{ type: 'phase.undone', now },
	{ type: 'deadline.moved', endsAt: null, now },
	{ type: 'class.closed', now },
	{ type: 'class.reopened', now },
];

const teamEvents = ({ value: phase }: ClassStanding): TeamEvent[] => [
	{ type: 'design.submitted', phase, missing: [] },
	{ type: 'design.submitted', phase, missing: ['risks'] },
	{ type: 'review.opened', phase },
	{ type: 'submission.sentBack', phase },
	{ type: 'review.returned', phase },
	{ type: 'review.approved', phase },
	{ type: 'revision.begun', phase },
	{ type: 'approval.undone', phase },
];

/** Where one event leads, time passing being one of them. */
function onwards(from: Whole): Whole[] {
	const now = from.isTooLate ? tooLate : justNow;
	const moved = classEvents(now).flatMap((event) => {
		const next = decideClass(from.class, event);
		const isChanged = next !== null && event.type !== 'deadline.moved';
		return next ? [{ ...from, class: next, isTooLate: isChanged ? false : from.isTooLate }] : [];
	});
	const led = teamEvents(from.class).flatMap((event) => {
		const team = decideTeam(from.team, event);
		return team ? [{ ...from, team }] : [];
	});
	return [...moved, ...led, { ...from, isTooLate: true }].map(told);
}

function explore(): Map<string, Whole> {
	const start = told({ class: newClassStanding(0), isTooLate: false, team: newTeamStanding() });
	const found = new Map([[JSON.stringify(start), start]]);
	for (const from of found.values()) {
		for (const next of onwards(from)) {
			const name = JSON.stringify(next);
			if (!found.has(name)) found.set(name, next);
		}
	}
	return found;
}

test('there are 282 states of a class and a team, and every one of them is accounted for', () => {
	const found = [...explore().values()];
	// An open phase remembers where it came from: the one before it, or any after it. Over the six
	// that is 5 + 5 + 4 + 3 + 2 + 1 = 20, each still to be taken back or not any more: 40. Each of
	// the six is also reached with nothing to take back: at the start, by an undo, by reopening.
	// Closed remembers nothing.
	const ofClass = new Set(
		found.map(({ class: { value, context }, isTooLate }) =>
			[value, context.previous, isTooLate].join(),
		),
	);
	expect(ofClass.size).toBe(20 * 2 + 6 + 1);
	// A team may stand anywhere whatever the phase, since a class goes back and closes at any time.
	expect(teamStatuses).toHaveLength(6);
	expect(found).toHaveLength(47 * 6);
	const pairs = new Set(found.map((state) => `${state.class.value} ${state.team.value}`));
	expect(pairs.size).toBe(phases.length * teamStatuses.length);
	console.log(`${found.length} states`);
});

test('in none of them is a draft handed in already, or anything else handed in never', () => {
	for (const { team } of explore().values()) {
		expect(team.context.submissions).toBe(team.value === 'drafting' ? 0 : 1);
	}
});

test('every state is left again: nothing is a dead end', () => {
	for (const from of explore().values()) {
		const name = JSON.stringify(from);
		expect(onwards(from).some((next) => JSON.stringify(next) !== name)).toBe(true);
	}
});
