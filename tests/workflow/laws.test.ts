import fc from 'fast-check';
import { expect, test } from 'vitest';
import { phases } from '#workflow/class.machine.ts';
import { teamStatuses } from '#workflow/team.machine.ts';
import { anyHappenings } from '../support/activity/happenings.ts';
import { laws, type Step } from '../support/activity/laws.ts';
import { commandVerbs } from '../support/activity/model.ts';
import { play } from '../support/activity/play.ts';

// The machines and the table of rights with a version, keys and a log around them: whatever people
// do, in whatever order, these laws hold.

const broken = (step: Step): string[] =>
	Object.entries(laws)
		.filter(([, holds]) => !holds(step))
		.map(([law]) => law);

test('5,000 classes in which anything is pressed keep every law', () => {
	const reached = new Set<string>();
	const done = new Set<string>();
	const refused = new Set<string>();
	let presses = 0;
	fc.assert(
		fc.property(anyHappenings(45), (happenings) => {
			for (const step of play(happenings)) {
				presses += 1;
				const bad = broken(step);
				if (bad.length > 0) {
					throw new Error(
						`${step.sent.verb} in ${step.before.class.value} breaks: ${bad.join('; ')}`,
					);
				}
				reached.add(step.after.class.value).add(step.after.team.value);
				(step.outcome === 'done' ? done : refused).add(step.sent.verb);
			}
		}),
		{ numRuns: 5_000 },
	);
	// Laws about what never happens would hold for nothing; everything happened, and was refused.
	expect([...reached].sort()).toEqual([...phases, ...teamStatuses].sort());
	expect([...done].sort()).toEqual([...commandVerbs].sort());
	expect([...refused].sort()).toEqual([...commandVerbs].sort());
	console.log(`5000 sequences, ${presses} presses, ${Object.keys(laws).length} laws`);
}, 60_000);
