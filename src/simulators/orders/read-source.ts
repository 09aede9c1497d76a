import { companyOrders, orderCompanies } from '#models/orders/companies.ts';
import type { FileColumn } from '#models/orders/columns.ts';
import { type DateFormat, dayReader, impossibleDate } from '#models/orders/dates.ts';
import { civilDate, dayText } from '#models/orders/days.ts';
import { type Delimiter, layOut, type Layout, type LayoutProblem } from '#models/orders/layout.ts';
import { readOrders, type FileRead, type ReadFacts } from '#models/orders/orders.ts';
import { type Encoding, maximumFileBytes } from '#models/orders/recognise.ts';
import type { ReadingHooks } from '#models/orders/records.ts';
import { orderRoles, type OrderRole } from '#models/orders/order-roles.ts';
import { headerScore, isPoorFor } from '#models/orders/roles.ts';
import type { DaySpan } from '#models/orders/stray-days.ts';
import { ordersText } from '#models/orders/table-text.ts';
import { gym, gymSubscriptions, subscriptionsText } from '#models/subscriptions/gym.ts';
import { subscriptionRoles, type SubscriptionRole } from '#models/subscriptions/roles.ts';
import { readSubscriptionFile } from '#models/subscriptions/subscriptions.ts';
import type { CompanyId } from './companies.ts';
import type { DateExample, FileShown, LayoutShown } from './file-shown.ts';
import type { LabChoices, LabKind, LabRefusal, LabReport, LabSource } from './job.ts';
import { countOrders, type OrdersAtHand } from './orders-analysis.ts';
import type { SubscriptionsAtHand } from './subscriptions-analysis.ts';

export type AtHand = OrdersAtHand | SubscriptionsAtHand;
export type SourceRead = { readonly ok: true; readonly atHand: AtHand } | LabRefusal;

/** Reading takes about so much of the whole time. */
const readingShare = 0.55;

/** Fetches the bytes, finds out what they are and reads every row. */
export async function readSource(
	source: LabSource,
	choices: LabChoices,
	today: number | null,
	report: LabReport,
): Promise<SourceRead> {
	report({ stage: 'reading', share: 0 });
	const bytes = await bytesOf(source, report);
	if (bytes === 'tooLarge' || bytes === 'unreadable') {
		return refusal({ reason: bytes }, choices.kind ?? 'orders', choices);
	}
	const kind = choices.kind ?? kindOf(bytes, choices);
	// What was made up holds no slip of the hand, whatever the clock of this device says.
	const clock = source.kind === 'company' ? null : today;
	const hooks: ReadingHooks = {
		onProgress: (share) => report({ stage: 'reading', share: readingShare * (0.1 + 0.9 * share) }),
		// A reading that is no longer wanted ends with its worker, so nobody need be let in between.
		pause: () => Promise.resolve(),
	};
	const shown = (layout: LayoutShown, { stray }: Pick<ReadFacts<string>, 'stray'>): FileShown => ({
		name: source.name,
		bytes: bytes.length,
		company: source.kind === 'company' ? source.id : null,
		layout,
		stray: known(stray),
		span: choices.span ?? null,
	});
	if (kind === 'subscriptions') {
		const read = await readSubscriptionFile(
			bytes,
			choicesFor<SubscriptionRole>(subscriptionRoles, choices),
			hooks,
			clock,
		);
		if (!read.ok) return refusal(read, kind, choices);
		const { table, facts, rejected, layout } = read;
		const file = shown({ ...shownLayout(layout), ...formats(facts, layout) }, facts);
		const truth =
			source.kind === 'company' ? { alpha: gym.leaving.alpha, beta: gym.leaving.beta } : null;
		return {
			ok: true,
			atHand: { kind, file, facts: counts(facts), rejected, truth, table },
		};
	}
	const read = await readOrders(bytes, choicesFor<OrderRole>(orderRoles, choices), hooks, clock);
	if (!read.ok) return refusal(read, kind, choices);
	const { table, facts, rejected, layout, lines } = read;
	const file = shown({ ...shownLayout(layout), ...formats(facts, layout) }, facts);
	const truth = truthOf(source);
	return {
		ok: true,
		atHand: countOrders({ file, facts: counts(facts), lines, rejected, truth, table }, report),
	};
}

function truthOf(source: LabSource): OrdersAtHand['truth'] {
	if (source.kind !== 'company' || source.id === 'gym') return null;
	const { buying, spend } = orderCompanies[source.id];
	return { orders: buying, spend };
}

const companyText = (id: CompanyId): string =>
	id === 'gym'
		? subscriptionsText(gymSubscriptions())
		: ordersText(companyOrders(orderCompanies[id]));

async function bytesOf(
	source: LabSource,
	report: LabReport,
): Promise<Uint8Array | 'tooLarge' | 'unreadable'> {
	if (source.kind === 'company') return new TextEncoder().encode(companyText(source.id));
	const { file } = source;
	if (file.size > maximumFileBytes) return 'tooLarge';
	const bytes = new Uint8Array(file.size);
	let length = 0;
	try {
		const reader = file.stream().getReader();
		for (;;) {
			const { done, value } = await reader.read();
			if (done) break;
			bytes.set(value, length);
			length += value.length;
			report({ stage: 'reading', share: (readingShare * 0.1 * length) / file.size });
		}
	} catch {
		// Moved, deleted or changed since it was chosen, or on a drive that is gone.
		return 'unreadable';
	}
	return length === file.size ? bytes : 'unreadable';
}

const headBytes = 65_536;
const lineFeed = 10;
const surely = 0.6;

/** A file whose headers name a beginning and an end holds subscriptions; any other, orders. */
function kindOf(bytes: Uint8Array, choices: LabChoices): LabKind {
	const head = bytes.subarray(0, headBytes);
	const lineEnd = head.lastIndexOf(lineFeed);
	const laid = layOut<SubscriptionRole>(
		bytes.length > headBytes && lineEnd > 0 ? head.subarray(0, lineEnd + 1) : head,
		subscriptionRoles,
		writing(choices),
	);
	if (!laid.ok) return 'orders';
	const { columns, roles } = laid.layout;
	const named = (role: 'start' | 'end'): boolean =>
		headerScore(subscriptionRoles[role], columns[roles[role] ?? -1]?.header ?? '') >= surely;
	return named('start') && named('end') ? 'subscriptions' : 'orders';
}

/** The choices that concern these roles; a reader may have switched the kind in between. */
function choicesFor<Role extends string>(
	roles: Readonly<Record<Role, unknown>>,
	choices: LabChoices,
): {
	roles: Partial<Record<Role, number | null>>;
	dateFormats: Partial<Record<Role, DateFormat>>;
	hasHeader?: boolean;
	encoding?: Encoding;
	delimiter?: Delimiter;
	span: DaySpan | null;
} {
	const own = <Value>(given: Readonly<Record<string, Value>> = {}): Partial<Record<Role, Value>> =>
		Object.fromEntries(Object.entries(given).filter(([role]) => role in roles)) as Partial<
			Record<Role, Value>
		>;
	return {
		roles: own(choices.roles),
		dateFormats: own(choices.dateFormats),
		span: choices.span ?? null,
		...(choices.hasHeader === undefined ? {} : { hasHeader: choices.hasHeader }),
		...writing(choices),
	};
}

/** How the reader says the text is written. */
const writing = ({
	encoding,
	delimiter,
}: LabChoices): { encoding?: Encoding; delimiter?: Delimiter } => ({
	...(encoding ? { encoding } : {}),
	...(delimiter ? { delimiter } : {}),
});

interface CountedRows {
	readonly dataRows: number;
	readonly acceptedRows: number;
	readonly blankRows: number;
}

const counts = ({ dataRows, acceptedRows, blankRows }: CountedRows): CountedRows => ({
	dataRows,
	acceptedRows,
	blankRows,
});

/** A format that a later row disproved has been exchanged, so what was used comes from the facts. */
const formats = (
	facts: {
		readonly dateFormats: Readonly<Record<string, DateFormat | undefined>>;
		readonly assumedFormats: readonly string[];
	},
	layout: Layout,
): Pick<LayoutShown, 'dateFormats' | 'assumedFormats' | 'dateExamples'> => ({
	dateFormats: known(facts.dateFormats),
	assumedFormats: facts.assumedFormats,
	dateExamples: dateExamples(layout, known(facts.dateFormats)),
});

/** The first day of each day column that could be read. */
function dateExamples(
	{ roles, firstRows }: Layout,
	dateFormats: Readonly<Record<string, DateFormat>>,
): Record<string, DateExample> {
	return Object.fromEntries(
		Object.entries(dateFormats).flatMap(([role, format]) => {
			const read = dayReader(format);
			for (const row of firstRows) {
				const written = row[roles[role] ?? -1]?.trim() ?? '';
				const day = written === '' ? impossibleDate : read(written);
				if (day <= impossibleDate) continue;
				const { year } = civilDate(day);
				const digits = written.normalize('NFKC').replace(/\D+/g, '');
				const begins = (number: number) => digits.replace(/^0+/, '').startsWith(String(number));
				const counted = begins(year) ? '西元' : begins(year - 1911) ? '民國' : '';
				return [[role, { written: written.slice(0, 40), year: counted, day: dayText(day) }]];
			}
			return [];
		}),
	);
}

const known = <Value>(given: Readonly<Record<string, Value | undefined>>): Record<string, Value> =>
	Object.fromEntries(
		Object.entries(given).flatMap(([role, value]) => (value === undefined ? [] : [[role, value]])),
	);

const headers = (columns: readonly FileColumn[]): { header: string }[] =>
	columns.map(({ header }) => ({ header }));

const shownLayout = (layout: Layout): LayoutShown => ({
	encoding: layout.encoding,
	delimiter: layout.delimiter,
	hasHeader: layout.hasHeader,
	columns: headers(layout.columns),
	roles: layout.roles,
	dateFormats: known(layout.dateFormats),
	assumedFormats: layout.assumedFormats,
	dateExamples: dateExamples(layout, known(layout.dateFormats)),
	customersByName: isPoorFor(
		orderRoles.customer,
		layout.columns[layout.roles.customer ?? -1]?.header ?? '',
	),
	firstRows: layout.firstRows,
	undecodable: layout.undecodable,
});

type Problem =
	| Exclude<FileRead<string>, { ok: true }>
	| LayoutProblem
	| { readonly reason: 'tooLarge' | 'unreadable' };

/** What the wrong encoding or delimiter may have caused, so that another can be chosen. */
const writtenOtherwise = new Set<Problem['reason']>([
	'oneColumn',
	'noRows',
	'tooManyColumns',
	'unknownEncoding',
]);

function refusal(problem: Problem, kind: LabKind, choices: LabChoices): LabRefusal {
	const base = { ok: false, kind, missing: [], layout: null, rejected: null } as const;
	if (problem.reason === 'cancelled') return { ...base, reason: 'unreadable' };
	if (problem.reason === 'noUsableRows') {
		const { reason, layout, rejected } = problem;
		return { ...base, reason, layout: shownLayout(layout), rejected };
	}
	const blank: LayoutShown = {
		encoding: choices.encoding ?? null,
		delimiter: choices.delimiter ?? null,
		hasHeader: false,
		columns: [],
		roles: {},
		dateFormats: {},
		assumedFormats: [],
		dateExamples: {},
		customersByName: false,
		firstRows: [],
		undecodable: 0,
	};
	if (problem.reason === 'rolesMissing') {
		const { reason, missing, columns, roles, firstRows } = problem;
		const hasHeader = columns.some(({ header }) => header !== '');
		const layout = { ...blank, hasHeader, columns: headers(columns), roles, firstRows };
		return { ...base, reason, missing, layout };
	}
	const { reason } = problem;
	return { ...base, reason, layout: writtenOtherwise.has(reason) ? blank : null };
}
