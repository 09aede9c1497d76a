import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { phases, type ClassEvent, type OpenPhase, type Phase } from '#workflow/class.machine.ts';
import {
	decideClass,
	decideTeam,
	newClassStanding,
	newTeamStanding,
	type ClassStanding,
	type TeamStanding,
} from '#workflow/decide.ts';
import { teamStatuses, type TeamEvent } from '#workflow/team.machine.ts';

const opened = (phase: OpenPhase, now: number): ClassEvent => ({
	type: 'phase.opened',
	phase,
	endsAt: null,
	now,
});

/** Plays events one after another; every one of them must be legal. */
function play<Standing, Event>(
	decide: (from: Standing, event: Event) => Standing | null,
	from: Standing,
	events: Event[],
): Standing {
	return events.reduce((standing, event) => {
		const next = decide(standing, event);
		if (!next) throw new Error(`refused: ${JSON.stringify(event)}`);
		return next;
	}, from);
}

describe('the class', () => {
	test('goes from lobby to debrief one phase at a time, and closes', () => {
		const end = play(decideClass, newClassStanding(0), [
			opened('brief', 1),
			opened('design', 2),
			opened('share', 3),
			opened('feedback', 4),
			opened('debrief', 5),
			{ type: 'class.closed', now: 6 },
		]);
		expect(end.value).toBe('closed');
	});

	test('never skips a phase forward', () => {
		expect(decideClass(newClassStanding(0), opened('design', 1))).toBeNull();
	});

	test('goes back to any earlier phase', () => {
		const atShare = play(decideClass, newClassStanding(0), [
			opened('brief', 1),
			opened('design', 2),
			opened('share', 3),
		]);
		expect(decideClass(atShare, opened('brief', 4))?.value).toBe('brief');
	});

	test('takes a change back within the window, and gives the planned end back with it', () => {
		const planned = play(decideClass, newClassStanding(0), [
			{ type: 'phase.opened', phase: 'brief', endsAt: 60_000, now: 1_000 },
			{ type: 'phase.opened', phase: 'design', endsAt: 90_000, now: 2_000 },
		]);
		const back = decideClass(planned, { type: 'phase.undone', now: 11_000 });
		expect(back?.value).toBe('brief');
		expect(back?.context.endsAt).toBe(60_000);
	});

	test('does not take a change back later, or twice', () => {
		const brief = play(decideClass, newClassStanding(0), [opened('brief', 1_000)]);
		expect(decideClass(brief, { type: 'phase.undone', now: 60_000 })).toBeNull();
		const back = play(decideClass, brief, [{ type: 'phase.undone', now: 2_000 }]);
		expect(decideClass(back, { type: 'phase.undone', now: 3_000 })).toBeNull();
	});

	test('closed means closed until it is reopened', () => {
		const closed = play(decideClass, newClassStanding(0), [{ type: 'class.closed', now: 1 }]);
		expect(decideClass(closed, opened('lobby', 2))).toBeNull();
		expect(decideClass(closed, { type: 'deadline.moved', endsAt: 5, now: 2 })).toBeNull();
		expect(decideClass(closed, { type: 'class.reopened', now: 2 })?.value).toBe('debrief');
	});

	const anyClassEvent: fc.Arbitrary<ClassEvent> = fc.oneof(
		fc
			.tuple(
				fc.constantFrom(...phases.filter((phase): phase is OpenPhase => phase !== 'closed')),
				fc.nat(),
			)
			.map(([phase, now]) => opened(phase, now)),
		fc.nat().map((now): ClassEvent => ({ type: 'phase.undone', now })),
		fc.nat().map((now): ClassEvent => ({ type: 'class.closed', now })),
		fc.nat().map((now): ClassEvent => ({ type: 'class.reopened', now })),
		fc.nat().map((now): ClassEvent => ({ type: 'deadline.moved', endsAt: now + 1, now })),
	);

	test('whatever is pressed, a phase moves forward by one at most, and every phase is reached', () => {
		const reached = new Set<Phase>();
		fc.assert(
			fc.property(fc.array(anyClassEvent, { maxLength: 40 }), (events) => {
				let standing: ClassStanding = newClassStanding(0);
				for (const event of events) {
					const next = decideClass(standing, event);
					if (!next) continue;
					if (event.type === 'phase.opened') {
						expect(phases.indexOf(next.value)).toBeLessThanOrEqual(
							phases.indexOf(standing.value) + 1,
						);
					}
					standing = next;
					reached.add(standing.value);
				}
			}),
			{ seed: 7, numRuns: 2_000 },
		);
		expect([...reached].sort()).toEqual([...phases].sort());
	});
});

describe('a team', () => {
	const submitted: TeamEvent = { type: 'design.submitted', phase: 'design', missing: [] };

	test('hands in, is returned, revises in any phase, and is approved', () => {
		const end = play(decideTeam, newTeamStanding(), [
			submitted,
			{ type: 'review.opened', phase: 'share' },
			{ type: 'review.returned', phase: 'feedback' },
			{ type: 'revision.begun', phase: 'debrief' },
			{ type: 'design.submitted', phase: 'debrief', missing: [] },
			{ type: 'review.opened', phase: 'debrief' },
			{ type: 'review.approved', phase: 'debrief' },
		]);
		expect(end).toEqual({ value: 'approved', context: { submissions: 2 } });
	});

	test('does not hand in a first design outside the design phase', () => {
		for (const phase of phases.filter((other) => other !== 'design')) {
			expect(decideTeam(newTeamStanding(), { ...submitted, phase })).toBeNull();
		}
	});

	test('does not hand in with a field missing', () => {
		expect(decideTeam(newTeamStanding(), { ...submitted, missing: ['risks'] })).toBeNull();
	});

	test('an approval can be taken back into review', () => {
		const approved: TeamStanding = { value: 'approved', context: { submissions: 1 } };
		expect(decideTeam(approved, { type: 'approval.undone', phase: 'debrief' })?.value).toBe(
			'inReview',
		);
	});

	test('nothing moves once the class is closed', () => {
		const types = [
			'review.opened',
			'review.returned',
			'review.approved',
			'revision.begun',
			'approval.undone',
		] as const;
		for (const value of teamStatuses) {
			const standing: TeamStanding = { value, context: { submissions: 1 } };
			expect(
				decideTeam(standing, { type: 'design.submitted', phase: 'closed', missing: [] }),
			).toBeNull();
			for (const type of types) expect(decideTeam(standing, { type, phase: 'closed' })).toBeNull();
		}
	});

	const anyTeamEvent: fc.Arbitrary<TeamEvent> = fc.oneof(
		fc.tuple(fc.constantFrom(...phases), fc.boolean()).map(([phase, whole]): TeamEvent => ({
			type: 'design.submitted',
			phase,
			missing: whole ? [] : ['risks'],
		})),
		fc
			.tuple(
				fc.constantFrom(
					'review.opened',
					'review.returned',
					'review.approved',
					'revision.begun',
					'approval.undone',
				),
				fc.constantFrom(...phases),
			)
			.map(([type, phase]): TeamEvent => ({ type, phase })),
	);

	test('only a review approves, versions never fall, and every state is reached', () => {
		const reached = new Set<string>();
		fc.assert(
			fc.property(fc.array(anyTeamEvent, { maxLength: 60 }), (events) => {
				let standing: TeamStanding = newTeamStanding();
				for (const event of events) {
					const next = decideTeam(standing, event);
					if (!next) continue;
					expect(next.context.submissions).toBeGreaterThanOrEqual(standing.context.submissions);
					if (next.value === 'approved') expect(event.type).toBe('review.approved');
					if (next.value === 'submitted') {
						expect(next.context.submissions).toBe(standing.context.submissions + 1);
					}
					standing = next;
					reached.add(standing.value);
				}
			}),
			{ seed: 7, numRuns: 3_000 },
		);
		expect([...reached, 'drafting'].sort()).toEqual([...teamStatuses].sort());
	});
});
