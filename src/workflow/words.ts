import { z } from 'zod';
import {
	companyRows,
	factors,
	numberFields,
	strategies,
	textFields,
	type NumberField,
	type TextField,
} from './design.ts';
import { phases } from './class.machine.ts';
import { assumptionNames, confidences, expectedEffects } from './assumptions.ts';
import { longestReason } from './comment.ts';
import { claims, longestSource } from './evidence.ts';
import { clampInputs } from '#models/model.ts';
import { pointsCustomers } from '#models/points/inputs.ts';

/**
 * The shape of what a teacher writes for the activity (content/activity, content/cases). Checked
 * when the site is built and again when the server reads it, so that a slip in a file is told in
 * words and never reaches a class.
 */
const companyInputs = z
	.record(z.string(), z.union([z.number(), z.string()]))
	.superRefine((given, check) => {
		for (const name of Object.keys(given)) {
			if (!(name in companyRows))
				check.addIssue({ code: 'custom', message: `沒有「${name}」這個輸入` });
		}
		for (const notice of clampInputs(companyRows, given).notices)
			check.addIssue({ code: 'custom', message: notice });
	});

export const caseSchema = z.object({
	name: z.string(),
	/** 示意 unless the figures have a source. */
	kind: z.string(),
	/** One paragraph that a team reads before it starts. */
	story: z.string(),
	/** What the team is asked to achieve. */
	task: z.string(),
	/** What of the story the simulator cannot reckon; shown under the task. */
	limits: z.string().optional(),
	/** Whether the company sees who leaves, as where members pay by the month and quit. */
	seesLeaving: z.boolean().optional(),
	/** Why its usual costs are what they are; they are assumptions like the others. */
	costsBecause: z.string().optional(),
	inputs: companyInputs,
});
export type CaseCompany = z.infer<typeof caseSchema>;

const prompt = z.object({ label: z.string(), prompt: z.string(), lesson: z.string().optional() });

const keysOf = <Table extends object>(table: Table) =>
	Object.keys(table) as [keyof Table & string, ...(keyof Table & string)[]];

const customerNumbers = Object.keys(pointsCustomers) as [keyof typeof pointsCustomers];

export const designWordsSchema = z.object({
	/** The company's numbers in the order in which they are told, each with what it is. */
	company: z.array(
		z.object({ input: z.enum(customerNumbers), name: z.string(), says: z.string() }),
	),
	sections: z.array(
		z.object({ id: z.string(), title: z.string(), help: z.string(), fields: z.array(z.string()) }),
	),
	fields: z.record(z.string(), prompt),
	factors: z.record(z.enum(factors), z.string()),
	strategies: z.record(z.enum(strategies), z.string()),
	/** What a team is told before it puts evidence to a claim. */
	evidence: z.object({ help: z.string() }),
	assumptions: z.object({
		title: z.string(),
		help: z.string(),
		/** What a team should have in hand before it moves one. */
		prompts: z.record(z.enum(assumptionNames), z.string()),
	}),
	expected: z.object({
		title: z.string(),
		help: z.string(),
		/** What the simulator cannot do with an expectation. */
		limits: z.string(),
		effects: z.record(z.enum(keysOf(expectedEffects)), z.string()),
		confidences: z.record(z.enum(keysOf(confidences)), z.string()),
	}),
	/** The lessons by number, for evidence to name; taken from the lessons themselves. */
	lessons: z.array(z.object({ id: z.string(), number: z.number(), title: z.string() })).default([]),
});
export type DesignWords = z.infer<typeof designWordsSchema>;

export const phaseWordsSchema = z.record(
	z.enum(phases),
	z.object({
		name: z.string(),
		/** What students do in it. */
		forStudents: z.string(),
		/** What the lecturer does in it. */
		forLecturer: z.string(),
		/** Planned length; 0 means open-ended. */
		minutes: z.number().int().min(0).max(240),
		/** How many of them each team has, where they take turns before the hall. */
		minutesEach: z.number().int().min(1).max(60).optional(),
	}),
);
export type PhaseWords = z.infer<typeof phaseWordsSchema>;

export const rubricSchema = z
	.object({
		version: z.number().int().positive(),
		levelNames: z.array(z.string()).length(5),
		criteria: z
			.array(
				z.object({
					id: z.string(),
					name: z.string(),
					weight: z.number().positive().max(1),
					levels: z.array(z.string()).length(5),
				}),
			)
			.min(1),
	})
	.refine(
		({ criteria }) => Math.abs(criteria.reduce((sum, { weight }) => sum + weight, 0) - 1) < 1e-9,
		'各項權重加起來要等於 1',
	);

const writtenTexts = Object.fromEntries(
	Object.entries(textFields).map(([field, { most }]) => [field, z.string().min(1).max(most)]),
) as Record<TextField, z.ZodString>;

/** Some fields of a design as a file writes them; a name that is no field is refused. */
const writtenFields = z
	.strictObject({
		...writtenTexts,
		...(Object.fromEntries(
			Object.entries(numberFields).map(([field, { min, max }]) => [
				field,
				z.number().min(min).max(max),
			]),
		) as Record<NumberField, z.ZodNumber>),
		weakestFactor: z.enum(factors),
		chosenStrategies: z.array(z.enum(strategies)).min(1),
	})
	.partial();
export type WrittenFields = z.infer<typeof writtenFields>;

const practiceTeam = z.strictObject({
	/** Names that show at a glance that nobody sits behind them. */
	members: z.array(z.string().min(1).max(20)).min(1).max(6),
	/** The whole first version. */
	first: writtenFields.required(),
	/** Why it does not take up the last comment of several. */
	rebuttal: z.string().min(1).max(longestReason),
	/** What a returned team changes. */
	revision: writtenFields.refine((given) => Object.keys(given).length > 0, '至少要改一欄'),
	/**
	 * What it writes instead once it has taken up numbers that the lecturer moved: nobody knows them
	 * beforehand, so these texts name none that hangs on them.
	 */
	patched: z.strictObject(writtenTexts).partial(),
	/** A sentence to put after a text that it would not change, once a comment on it is taken up. */
	added: z.strictObject(writtenTexts).partial().default({}),
	/** What it puts behind what it says, a lesson or a source each. */
	evidence: z
		.array(
			z.union([
				z.strictObject({ claim: z.enum(claims), lesson: z.string().min(1) }),
				z.strictObject({ claim: z.enum(claims), source: z.string().min(1).max(longestSource) }),
			]),
		)
		.default([]),
	/** Where it wants assumptions of the case; they count only with evidence. */
	assumptions: z.partialRecord(z.enum(assumptionNames), z.number()).default({}),
});
export type PracticeTeam = z.infer<typeof practiceTeam>;

/** A class in which nobody sits, for a lecturer who rehearses alone. */
export const practiceSchema = z.strictObject({
	title: z.string().min(1).max(60),
	case: z.string(),
	/** What any of them says to a question, which nobody there can read. */
	unread: z.string().min(1).max(longestReason),
	teams: z.array(practiceTeam).min(1).max(6),
});
export type PracticeWords = z.infer<typeof practiceSchema>;
