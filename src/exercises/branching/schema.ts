import { z } from 'astro/zod';
import { repeated, strict, text, whole, word } from '../fields.ts';
import { shapeFaults } from './graph.ts';
import { journeyAlong, pathsFrom } from './rules.ts';

/** What a teacher writes for a branching case; content/README.md tells how. */
const choice = strict({
	id: word(),
	says: text(),
	then: text(),
	kept: z.boolean({ error: '請寫true或false' }).optional(),
	minutes: whole().min(0, '不能小於0').default(0),
	money: whole().min(0, '不能小於0').default(0),
	accounts: z.record(z.string(), whole()).default({}),
	learns: word().optional(),
	goto: word().optional(),
	ends: z.literal(true, { error: '只能寫true；還有下一步就改寫goto' }).optional(),
});

const step = strict({
	id: word(),
	stage: word().optional(),
	title: text(),
	says: text(),
	choices: z
		.array(choice, { error: '請寫2到4個選擇' })
		.min(2, '至少要有2個選擇')
		.max(4, '最多4個選擇'),
});

const ending = strict({
	id: word(),
	name: text(),
	says: text(),
	when: strict({
		accounts: z.record(z.string(), whole()).default({}),
		learned: word().optional(),
	}).optional(),
});

const named = { id: word(), name: text(), asks: text() };

export const branchingSchema = strict({
	kind: z.literal('branching'),
	title: text(),
	question: text(),
	setting: text(),
	person: text(),
	accounts: z.array(strict({ ...named, from: whole().default(0) })).min(1, '至少要有一本帳'),
	stages: z.array(strict(named)).default([]),
	lessons: z.record(z.string(), text()).default({}),
	start: word(),
	steps: z.array(step).min(1, '至少要有一步'),
	endings: z.array(ending).min(2, '至少要有2種結局'),
}).superRefine((given, check) => {
	const fault = (path: (string | number)[], message: string): void =>
		check.addIssue({ code: 'custom', path, message });
	const accounts = new Set(given.accounts.map(({ id }) => id));
	const stages = new Set(given.stages.map(({ id }) => id));
	const known = (
		names: ReadonlySet<string>,
		what: string,
		id: string,
		path: (string | number)[],
	) => {
		if (!names.has(id)) fault(path, `沒有叫「${id}」的${what}；有的是${[...names].join('、')}`);
	};
	const lessons = new Set(Object.keys(given.lessons));
	for (const [what, list] of Object.entries({
		accounts: given.accounts,
		stages: given.stages,
		steps: given.steps,
		endings: given.endings,
	}))
		for (const place of repeated(list)) fault([what, place, 'id'], '這個名字用過了');

	for (const [at, { id: stepId, stage, choices }] of given.steps.entries()) {
		if (stage !== undefined) known(stages, '階段', stage, ['steps', at, 'stage']);
		for (const place of repeated(choices))
			fault(['steps', at, 'choices', place, 'id'], `「${stepId}」這一步已經有同名的選擇`);
		for (const [place, one] of choices.entries()) {
			const path = ['steps', at, 'choices', place];
			if ((one.goto === undefined) === (one.ends === undefined))
				fault(path, '請寫goto（下一步的名字）或ends: true，兩個選一個');
			if ((one.kept === undefined) !== (stage === undefined))
				fault(
					[...path, 'kept'],
					stage === undefined
						? '這一步沒有寫stage，選擇不用寫kept'
						: '請寫kept：這個選擇守住了這一段（true）還是沒有（false）',
				);
			if (one.learns !== undefined) known(lessons, 'lessons', one.learns, [...path, 'learns']);
			for (const id of Object.keys(one.accounts))
				known(accounts, '帳', id, [...path, 'accounts', id]);
		}
	}
	for (const [at, { when }] of given.endings.entries()) {
		const isLast = at === given.endings.length - 1;
		if (isLast === (when !== undefined))
			fault(
				['endings', at, 'when'],
				isLast ? '最後一種結局接住其他所有的路，不能寫when' : '請寫when：什麼時候是這個結局',
			);
		for (const id of Object.keys(when?.accounts ?? {}))
			known(accounts, '帳', id, ['endings', at, 'when', 'accounts', id]);
		if (when?.learned !== undefined)
			known(lessons, 'lessons', when.learned, ['endings', at, 'when', 'learned']);
	}

	const astray = shapeFaults(given);
	for (const { path, message } of astray) fault([...path], message);
	// Who has not come to the end of a path cannot tell which endings there are.
	if (astray.length > 0) return;
	const met = new Set(pathsFrom(given).map((path) => journeyAlong(given, path).ending?.id));
	for (const [at, { id }] of given.endings.entries())
		if (!met.has(id)) fault(['endings', at, 'when'], `沒有一條路走到「${id}」這個結局`);
});
