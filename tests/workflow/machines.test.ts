import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	longestOverdueMilliseconds,
	phaseAfter,
	phases,
	type ClassEvent,
	type OpenPhase,
	type Phase,
} from '#workflow/class.machine.ts';
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
	opensNext: false,
	now,
});

const timed = (phase: OpenPhase, endsAt: number, now: number): ClassEvent => ({
	type: 'phase.opened',
	phase,
	endsAt,
	opensNext: true,
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
			{ type: 'phase.opened', phase: 'brief', endsAt: 60_000, opensNext: false, now: 1_000 },
			{ type: 'phase.opened', phase: 'design', endsAt: 90_000, opensNext: false, now: 2_000 },
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

	const passed = (now: number): ClassEvent => ({ type: 'time.passed', endsAt: null, now });
	const missed = (now: number): ClassEvent => ({ type: 'time.missed', now });

	test('opens the next phase when its time has come, where that was asked for, and not before', () => {
		const brief = play(decideClass, newClassStanding(0), [timed('brief', 60_000, 1_000)]);
		expect(decideClass(brief, passed(59_999))).toBeNull();
		const design = decideClass(brief, passed(60_000));
		expect(design?.value).toBe('design');
		// Each phase is asked for anew.
		expect(design?.context.opensNext).toBe(false);
		const unasked = play(decideClass, newClassStanding(0), [
			{ type: 'phase.opened', phase: 'brief', endsAt: 60_000, opensNext: false, now: 1_000 },
		]);
		expect(decideClass(unasked, passed(60_000))).toBeNull();
	});

	test('stays where it is when its time is long past, and leaves it to the lecturer', () => {
		const brief = play(decideClass, newClassStanding(0), [timed('brief', 60_000, 1_000)]);
		const late = 60_000 + longestOverdueMilliseconds;
		expect(decideClass(brief, missed(late))).toBeNull();
		expect(decideClass(brief, passed(late))?.value).toBe('design');
		expect(decideClass(brief, passed(late + 1))).toBeNull();
		const left = decideClass(brief, missed(late + 1));
		expect([left?.value, left?.context.opensNext]).toEqual(['brief', false]);
	});

	test('a step of the clock that is taken back is not taken again', () => {
		const design = play(decideClass, newClassStanding(0), [
			timed('brief', 60_000, 1_000),
			passed(60_500),
		]);
		const back = play(decideClass, design, [{ type: 'phase.undone', now: 65_000 }]);
		expect([back.value, back.context.endsAt]).toEqual(['brief', 60_000]);
		expect(decideClass(back, passed(65_500))).toBeNull();
	});

	test('a step of the lecturer that is taken back gives the clock its work back', () => {
		const early = play(decideClass, newClassStanding(0), [
			timed('brief', 60_000, 1_000),
			opened('design', 2_000),
			{ type: 'phase.undone', now: 3_000 },
		]);
		expect(decideClass(early, passed(60_000))?.value).toBe('design');
	});

	test('a moved end is what counts, and without an end nothing opens by itself', () => {
		const brief = play(decideClass, newClassStanding(0), [timed('brief', 60_000, 1_000)]);
		const later = play(decideClass, brief, [
			{ type: 'deadline.moved', endsAt: 90_000, now: 50_000 },
		]);
		expect(decideClass(later, passed(60_000))).toBeNull();
		expect(decideClass(later, passed(90_000))?.value).toBe('design');
		const open = play(decideClass, brief, [{ type: 'deadline.moved', endsAt: null, now: 50_000 }]);
		expect(open.context.opensNext).toBe(false);
	});

	const anyClassEvent: fc.Arbitrary<ClassEvent> = fc.oneof(
		fc
			.tuple(
				fc.constantFrom(...phases.filter((phase): phase is OpenPhase => phase !== 'closed')),
				fc.nat(),
			)
			.map(([phase, now]) => opened(phase, now)),
		fc
			.tuple(
				fc.constantFrom(...phases.filter((phase): phase is OpenPhase => phase !== 'closed')),
				fc.nat({ max: 100_000 }),
				fc.nat({ max: 1_000 }),
			)
			.map(([phase, now, minutes]) => timed(phase, now + minutes, now)),
		fc.nat({ max: 200_000 }).map(passed),
		fc.nat().map(missed),
		fc.nat().map((now): ClassEvent => ({ type: 'phase.undone', now })),
		fc.nat().map((now): ClassEvent => ({ type: 'class.closed', now })),
		fc.nat().map((now): ClassEvent => ({ type: 'class.reopened', now })),
		fc.nat().map((now): ClassEvent => ({ type: 'deadline.moved', endsAt: now + 1, now })),
	);

	test('whatever is pressed, a phase moves forward by one at most, and every phase is reached', () => {
		const reached = new Set<Phase>();
		let byClock = 0;
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
					if (event.type === 'time.passed') {
						// The clock does what the lecturer asked for, a step at a time, and closes nothing.
						expect(standing.context.opensNext).toBe(true);
						expect(event.now).toBeGreaterThanOrEqual(standing.context.endsAt ?? Infinity);
						expect(next.value).toBe(phases[phases.indexOf(standing.value) + 1]);
						expect(next.value).not.toBe('closed');
						byClock += 1;
					}
					if (next.context.opensNext) {
						expect(next.context.endsAt).not.toBeNull();
						expect(phaseAfter(next.value)).not.toBeNull();
					}
					standing = next;
					reached.add(standing.value);
				}
			}),
			{ seed: 7, numRuns: 2_000 },
		);
		expect([...reached].sort()).toEqual([...phases].sort());
		expect(byClock).toBeGreaterThan(0);
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

	test('what was handed in by mistake is sent back, and a new version may come in any phase', () => {
		for (const opened of [[], [{ type: 'review.opened', phase: 'design' } as const]]) {
			const back = play(decideTeam, newTeamStanding(), [
				submitted,
				...opened,
				{ type: 'submission.sentBack', phase: 'design' },
			]);
			expect(back).toEqual({ value: 'revising', context: { submissions: 1 } });
			const again = decideTeam(back, { ...submitted, phase: 'share' });
			expect(again).toEqual({ value: 'submitted', context: { submissions: 2 } });
		}
		for (const value of teamStatuses) {
			const at: TeamStanding = { value, context: { submissions: 1 } };
			const next = decideTeam(at, { type: 'submission.sentBack', phase: 'design' });
			expect(next !== null).toBe(value === 'submitted' || value === 'inReview');
		}
	});

	test('nothing moves once the class is closed', () => {
		const types = [
			'review.opened',
			'submission.sentBack',
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
					'submission.sentBack',
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
