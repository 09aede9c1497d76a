import type { Step } from './laws.ts';
import { newActivity, press, sentAs, type Activity, type Happening } from './model.ts';

/** Lets happenings happen in the model, one after the other; gives back every press as a step. */
export function play(happenings: readonly Happening[], start = newActivity(0)): Step[] {
	const steps: Step[] = [];
	let at: Activity = start;
	let key = 'none';
	for (const [index, happening] of happenings.entries()) {
		if (happening.kind === 'wait') at = { ...at, now: at.now + happening.milliseconds };
		else if (happening.kind === 'write') at = { ...at, isWhole: happening.isWhole };
		else {
			if (!happening.isRepeated || key === 'none') key = `press-${index}`.padEnd(8, '.');
			const sent = sentAs(at, happening, key);
			const { outcome, next } = press(at, sent);
			steps.push({ before: at, after: next, sent, outcome });
			at = next;
		}
	}
	return steps;
}
