import { phases, type Phase } from '#workflow/class.machine.ts';
import { moveVerbs, type Activity, type Outcome, type Sent } from './model.ts';

/** One press with the activity before and after it. */
export interface Step {
	before: Activity;
	after: Activity;
	sent: Sent;
	outcome: Outcome;
}

const place = (phase: Phase): number => phases.indexOf(phase);
/** Ten seconds on screen, and three for the click to arrive. */
const undoMilliseconds = 13_000;

const isDoneNow = ({ before, sent, outcome }: Step): boolean =>
	outcome === 'done' && before.keys[sent.key] === undefined;
const standing = ({ tabs: _tabs, ...rest }: Activity): string => JSON.stringify(rest);

/** What holds whatever is pressed, each as one sentence; true where it is kept. */
export const laws: Record<string, (step: Step) => boolean> = {
	'a class never skips a phase forward': ({ before, after, sent }) =>
		sent.verb !== 'openPhase' || place(after.class.value) <= place(before.class.value) + 1,
	'a closed class stands still until it is reopened': ({ before, after, sent }) =>
		before.class.value !== 'closed' ||
		sent.verb === 'reopenClass' ||
		standing(after) === standing(before),
	'a class reopens at the debrief': ({ before, after }) =>
		before.class.value !== 'closed' ||
		after.class.value === 'closed' ||
		after.class.value === 'debrief',
	'a refusal changes nothing': ({ before, after, outcome }) =>
		outcome === 'done' || standing(after) === standing(before),
	'a key does its command once': (step) =>
		isDoneNow(step) || standing(step.after) === standing(step.before),
	'the version rises by one with every change of phase, and with nothing else': (step) => {
		const isChange =
			isDoneNow(step) && /^(openPhase|undoPhase|closeClass|reopenClass)$/.test(step.sent.verb);
		return step.after.version === step.before.version + (isChange ? 1 : 0);
	},
	'a tab that has not seen the latest version moves no phase': (step) =>
		!isDoneNow(step) ||
		!(moveVerbs as readonly string[]).includes(step.sent.verb) ||
		step.sent.seen.version === step.before.version,
	'a phase is taken back within its window, to where it came from': (step) => {
		if (step.sent.verb !== 'undoPhase' || !isDoneNow(step)) return true;
		const { previous, changedAt } = step.before.class.context;
		return step.after.class.value === previous && step.before.now - changedAt <= undoMilliseconds;
	},
	'what was taken back cannot be taken back again': (step) =>
		step.sent.verb !== 'undoPhase' ||
		!isDoneNow(step) ||
		step.after.class.context.previous === null,
	'an approved design has a review that says so': ({ after }) =>
		after.team.value !== 'approved' || after.reviews.at(-1) === 'approved',
	'only a whole review approves or returns': (step) => {
		const isLet = step.after.team.value !== step.before.team.value;
		if (!isLet || !/^(approved|returned)$/.test(step.after.team.value)) return true;
		return step.before.team.value === 'inReview' && step.sent.isScored;
	},
	'a review is about the latest version': ({ before, after, sent }) =>
		!/^(saveReview|returnDesign|approveDesign)$/.test(sent.verb) ||
		standing(after) === standing(before) ||
		sent.seen.number === before.team.context.submissions,
	'versions handed in never become fewer, and grow by handing in alone': (step) => {
		const isHandIn = isDoneNow(step) && step.sent.verb === 'submitDesign';
		const { submissions } = step.after.team.context;
		return submissions === step.before.team.context.submissions + (isHandIn ? 1 : 0);
	},
	'a first design is handed in during the design phase, and whole': (step) =>
		step.before.team.value !== 'drafting' ||
		step.after.team.value === 'drafting' ||
		(step.before.class.value === 'design' && step.before.isWhole),
	'a team that has handed in is a draft no more': ({ after }) =>
		(after.team.value === 'drafting') === (after.team.context.submissions === 0),
	'every version has one review at most, the last one’s only may be open': ({ after }) =>
		after.reviews.length === after.team.context.submissions &&
		after.reviews.slice(0, -1).every((review) => review === 'returned' || review === null),
	'a team revises what was returned, or what was sent back and has no review': ({ after }) =>
		after.team.value !== 'revising' ||
		after.reviews.at(-1) === 'returned' ||
		after.reviews.at(-1) === null,
	'a version without a review is the last one, or was sent back': (step) => {
		const unread = ({ reviews }: Activity) => reviews.slice(0, -1).filter((one) => one === null);
		const isNew = unread(step.after).length > unread(step.before).length;
		return !isNew || step.before.team.value === 'revising';
	},
	'the class moves by class commands, the team by its own': ({ before, after, sent }) =>
		(moveVerbs as readonly string[]).includes(sent.verb)
			? JSON.stringify(after.team) === JSON.stringify(before.team)
			: JSON.stringify(after.class) === JSON.stringify(before.class),
	'the log tells every command that was done, once, and forgets none': (step) => {
		const told = isDoneNow(step) && step.sent.verb !== 'saveReview' ? 1 : 0;
		const { log } = step.after;
		return (
			log.length === step.before.log.length + told &&
			step.before.log.every((entry, index) => log[index] === entry)
		);
	},
};
