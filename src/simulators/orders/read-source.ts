import { companyOrders, orderCompanies } from '#models/orders/companies.ts';
import type { FileColumn } from '#models/orders/columns.ts';
import type { DateFormat } from '#models/orders/dates.ts';
import { layOut, type Layout, type LayoutProblem } from '#models/orders/layout.ts';
import { readOrders, type FileRead } from '#models/orders/orders.ts';
import { maximumFileBytes } from '#models/orders/recognise.ts';
import type { ReadingHooks } from '#models/orders/records.ts';
import { headerScore, orderRoles, type OrderRole } from '#models/orders/roles.ts';
import { ordersText } from '#models/orders/table-text.ts';
import { gym, gymSubscriptions, subscriptionsText } from '#models/subscriptions/gym.ts';
import { subscriptionRoles, type SubscriptionRole } from '#models/subscriptions/roles.ts';
import { readSubscriptionFile } from '#models/subscriptions/subscriptions.ts';
import type { CompanyId } from './companies.ts';
import type { FileShown, LayoutShown } from './file-shown.ts';
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
	report: LabReport,
): Promise<SourceRead> {
	report({ stage: 'reading', share: 0 });
	const bytes = await bytesOf(source, report);
	if (bytes === 'tooLarge' || bytes === 'unreadable') {
		return refusal({ reason: bytes }, choices.kind ?? 'orders');
	}
	const kind = choices.kind ?? kindOf(bytes);
	const hooks: ReadingHooks = {
		onProgress: (share) => report({ stage: 'reading', share: readingShare * (0.1 + 0.9 * share) }),
		// A reading that is no longer wanted ends with its worker, so nobody need be let in between.
		pause: () => Promise.resolve(),
	};
	const shown = (layout: LayoutShown): FileShown => ({
		name: source.name,
		bytes: bytes.length,
		company: source.kind === 'company' ? source.id : null,
		layout,
	});
	if (kind === 'subscriptions') {
		const read = await readSubscriptionFile(
			bytes,
			choicesFor<SubscriptionRole>(subscriptionRoles, choices),
			hooks,
		);
		if (!read.ok) return refusal(read, kind);
		const { table, facts, rejected, layout } = read;
		const file = shown({ ...shownLayout(layout), ...formats(facts) });
		const truth =
			source.kind === 'company' ? { alpha: gym.leaving.alpha, beta: gym.leaving.beta } : null;
		return {
			ok: true,
			atHand: { kind, file, facts: counts(facts), rejected, truth, table },
		};
	}
	const read = await readOrders(bytes, choicesFor<OrderRole>(orderRoles, choices), hooks);
	if (!read.ok) return refusal(read, kind);
	const { table, facts, rejected, layout } = read;
	const file = shown({ ...shownLayout(layout), ...formats(facts) });
	const truth = truthOf(source);
	return {
		ok: true,
		atHand: countOrders({ file, facts: counts(facts), rejected, truth, table }, report),
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
function kindOf(bytes: Uint8Array): LabKind {
	const head = bytes.subarray(0, headBytes);
	const lineEnd = head.lastIndexOf(lineFeed);
	const laid = layOut<SubscriptionRole>(
		bytes.length > headBytes && lineEnd > 0 ? head.subarray(0, lineEnd + 1) : head,
		subscriptionRoles,
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
} {
	const own = <Value>(given: Readonly<Record<string, Value>> = {}): Partial<Record<Role, Value>> =>
		Object.fromEntries(Object.entries(given).filter(([role]) => role in roles)) as Partial<
			Record<Role, Value>
		>;
	return {
		roles: own(choices.roles),
		dateFormats: own(choices.dateFormats),
		...(choices.hasHeader === undefined ? {} : { hasHeader: choices.hasHeader }),
	};
}

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
const formats = (facts: {
	readonly dateFormats: Readonly<Record<string, DateFormat | undefined>>;
	readonly assumedFormats: readonly string[];
}): Pick<LayoutShown, 'dateFormats' | 'assumedFormats'> => ({
	dateFormats: known(facts.dateFormats),
	assumedFormats: facts.assumedFormats,
});

const known = (
	given: Readonly<Record<string, DateFormat | undefined>>,
): Record<string, DateFormat> =>
	Object.fromEntries(
		Object.entries(given).flatMap(([role, format]) => (format ? [[role, format]] : [])),
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
	firstRows: layout.firstRows,
	undecodable: layout.undecodable,
});

type Problem =
	| Exclude<FileRead<string>, { ok: true }>
	| LayoutProblem
	| { readonly reason: 'tooLarge' | 'unreadable' };

function refusal(problem: Problem, kind: LabKind): LabRefusal {
	const base = { ok: false, kind, missing: [], layout: null, rejected: null } as const;
	if (problem.reason === 'cancelled') return { ...base, reason: 'unreadable' };
	if (problem.reason === 'noUsableRows') {
		const { reason, layout, rejected } = problem;
		return { ...base, reason, layout: shownLayout(layout), rejected };
	}
	if (problem.reason === 'rolesMissing') {
		const { reason, missing, columns, firstRows } = problem;
		const layout: LayoutShown = {
			encoding: null,
			delimiter: null,
			hasHeader: columns.some(({ header }) => header !== ''),
			columns: headers(columns),
			roles: {},
			dateFormats: {},
			assumedFormats: [],
			firstRows,
			undecodable: 0,
		};
		return { ...base, reason, missing, layout };
	}
	return { ...base, reason: problem.reason };
}
