import { z } from 'astro/zod';
import { repeated, strict, text, whole, word } from '../fields.ts';
import { evidence, losses, standings } from './rules.ts';

/** What a teacher writes for comparing cases; content/README.md tells how. */
const oneOf = <Table extends Record<string, string>>(table: Table) =>
	z.enum(Object.keys(table) as [keyof Table & string, ...(keyof Table & string)[]], {
		error: `請寫${Object.entries(table)
			.map(([key, means]) => `${key}（${means}）`)
			.join('、')}其中一個`,
	});
const someOf = <Table extends Record<string, string>>(table: Table) =>
	z.array(oneOf(table), { error: '請寫成清單，例如[money]' }).min(1, '至少寫一個');

const subject = strict({
	id: word(),
	name: text(),
	lever: text(),
	pays: text(),
	leaving: strict({
		level: whole().min(1, '請寫1到3').max(3, '請寫1到3').optional(),
		loses: someOf(losses),
		says: text(),
	}),
	data: text(),
	needs: text(),
	evidence: strict({ kinds: someOf(evidence), says: text() }),
	breaks: text(),
});

const company = strict({
	case: word(),
	after: text(),
	conditions: z.record(
		z.string(),
		strict({ is: oneOf(standings), only: text().optional(), why: text() }),
	),
});

export const comparisonSchema = strict({
	kind: z.literal('comparison'),
	title: text(),
	question: text(),
	guess: strict({
		ask: text(),
		of: z.array(word()).min(3, '至少猜3家'),
		after: text(),
	}),
	subjects: z.array(subject).min(2, '至少要比2家'),
	conditions: z
		.array(strict({ id: word(), name: text(), without: text() }))
		.min(1, '至少要有1個條件'),
	mechanisms: z
		.array(
			strict({
				id: word(),
				name: text(),
				like: text(),
				needs: z.array(word()).min(1, '至少要靠1個條件'),
			}),
		)
		.min(1, '至少要有1招'),
	companies: z.array(company).min(1, '至少要有1家個案公司'),
}).superRefine((given, check) => {
	const fault = (path: (string | number)[], message: string): void =>
		check.addIssue({ code: 'custom', path, message });
	for (const [what, list] of Object.entries({
		subjects: given.subjects,
		conditions: given.conditions,
		mechanisms: given.mechanisms,
	}))
		for (const place of repeated(list)) fault([what, place, 'id'], '這個名字用過了');
	for (const place of repeated(given.companies.map((one) => ({ id: one.case }))))
		fault(['companies', place, 'case'], '這家個案公司寫過了');

	const guessed = repeated(given.guess.of.map((id) => ({ id })));
	for (const place of guessed) fault(['guess', 'of', place], '這一家寫過了');
	for (const [place, id] of given.guess.of.entries()) {
		const one = given.subjects.find((candidate) => candidate.id === id);
		if (!one) fault(['guess', 'of', place], `沒有叫「${id}」的一家`);
		else if (one.leaving.level === undefined)
			fault(
				['subjects', given.subjects.indexOf(one), 'leaving', 'level'],
				'要猜的公司請寫level：離開有多難，1到3',
			);
	}

	const conditions = new Set(given.conditions.map(({ id }) => id));
	for (const [at, { needs }] of given.mechanisms.entries())
		for (const [place, id] of needs.entries())
			if (!conditions.has(id)) fault(['mechanisms', at, 'needs', place], `沒有叫「${id}」的條件`);
	for (const id of conditions)
		if (!given.mechanisms.some(({ needs }) => needs.includes(id)))
			fault(['conditions'], `沒有一招靠「${id}」這個條件`);
	for (const [at, one] of given.companies.entries()) {
		for (const id of Object.keys(one.conditions))
			if (!conditions.has(id)) fault(['companies', at, 'conditions', id], `沒有叫「${id}」的條件`);
		for (const [id, { is, only }] of Object.entries(one.conditions))
			if (only !== undefined && is !== 'has')
				fault(['companies', at, 'conditions', id, 'only'], '只有寫has的條件可以寫only');
		for (const id of conditions)
			if (!(id in one.conditions))
				fault(['companies', at, 'conditions'], `「${one.case}」還缺「${id}」這個條件`);
	}
});
