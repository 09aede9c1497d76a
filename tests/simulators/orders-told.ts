import { expect } from 'vitest';
import { simulateCustomer } from '#models/customer-base/simulate.ts';
import { usualInputs } from '#models/model.ts';
import { dayNumber } from '#models/orders/days.ts';
import type { OrdersTable } from '#models/orders/orders.ts';
import { collectRejected } from '#models/orders/rejected.ts';
import type { OrdersAnalysis } from '#simulators/orders/analysis.ts';
import { analyseOrders, countOrders } from '#simulators/orders/orders-analysis.ts';
import {
	aliveChart,
	aliveTable,
	aliveTold,
	readAlive,
} from '#simulators/orders/results/alive-words.ts';
import { fitTold } from '#simulators/orders/results/buying-words.ts';
import { cohortRows, cohortsTold } from '#simulators/orders/results/cohort-words.ts';
import {
	concentrationTable,
	concentrationTold,
	lorenzChart,
} from '#simulators/orders/results/concentration-words.ts';
import { customerColumns } from '#simulators/orders/results/customer-columns.ts';
import { customersTold } from '#simulators/orders/results/customer-words.ts';
import {
	historyNotes,
	orderFacts,
	orderFactsTold,
} from '#simulators/orders/results/facts-words.ts';
import {
	groupsChart,
	groupsTable,
	holdOutTold,
	trackingChart,
} from '#simulators/orders/results/hold-out-words.ts';
import {
	parameterTable,
	searchWords,
	truthTold,
} from '#simulators/orders/results/parameter-words.ts';
import { noFitWords } from '#simulators/orders/results/refusal-words.ts';
import { readRfm } from '#simulators/orders/results/rfm-reading.ts';
import {
	paradoxTable,
	paradoxWords,
	rfmChart,
	rfmTable,
	rfmTold,
} from '#simulators/orders/results/rfm-words.ts';
import { spendTold } from '#simulators/orders/results/spend-words.ts';
import { tiersChart, tiersTable, tiersTold } from '#simulators/orders/results/tiers-words.ts';
import { labInputs } from '#simulators/orders/settings.ts';
import { figuresOf } from '#simulators/orders/wall/figures.ts';
import { wallSections } from '#simulators/orders/wall/sections.ts';

export const settings = usualInputs(labInputs);
export const file = {
	name: '試',
	bytes: 1,
	company: null,
	layout: null,
	stray: {},
	span: null,
} as const;
export const rejected = collectRejected().result;
export const start = dayNumber(2024, 1, 1) as number;

export interface Order {
	who: number;
	day: number;
	amount: number;
}

export function analysisOf(orders: readonly Order[], withAmounts = true): OrdersAnalysis {
	const most = orders.reduce((top, { who }) => Math.max(top, who), 0);
	const table: OrdersTable = {
		customer: Int32Array.from(orders, ({ who }) => who),
		day: Int32Array.from(orders, ({ day }) => start + day),
		amount: withAmounts ? Float64Array.from(orders, ({ amount }) => amount) : null,
		names: Array.from({ length: most + 1 }, (_, i) => `客${i}`),
	};
	const facts = { dataRows: orders.length, acceptedRows: orders.length, blankRows: 0 };
	const silent = () => {};
	return analyseOrders(
		countOrders({ table, file, facts, lines: null, rejected, truth: null }, silent),
		settings,
		silent,
	);
}

/** Everything that the page says of an order file, as plain data. */
export function everything(analysis: OrdersAnalysis): unknown[] {
	const { fit, spend, holdOut, customers, concentration, tiers, cohorts, pooledCohorts } = analysis;
	const alive = readAlive(customers);
	const rfm = readRfm(customers);
	const columns = customerColumns(analysis);
	const someRows = [0, customers.count - 1].filter((row) => row >= 0);
	return [
		orderFactsTold(analysis.facts),
		orderFacts(analysis.facts, 3),
		historyNotes(analysis.facts, 0),
		truthTold(analysis),
		fit.ok ? fitTold(fit) : noFitWords(fit),
		spendTold(spend),
		parameterTable(analysis),
		searchWords(analysis),
		holdOutTold(holdOut),
		holdOut.ok ? [groupsChart(holdOut), groupsTable(holdOut), trackingChart(holdOut)] : [],
		alive ? [aliveTold(alive), aliveChart(alive), aliveTable(alive)] : [],
		customersTold(analysis),
		columns.map(({ head, text }) => [head, ...someRows.map(text)]),
		rfm
			? [
					rfmTold(rfm, customers),
					rfmChart(rfm, settings.horizonWeeks, customers.total !== null),
					rfmTable(rfm, settings.horizonWeeks),
					paradoxWords(rfm, customers, settings.horizonWeeks),
					paradoxTable(rfm, customers),
				]
			: [],
		concentrationTold(concentration),
		concentration.ok ? [lorenzChart(concentration), concentrationTable(concentration)] : [],
		tiersTold(tiers),
		tiers.ok ? [tiersChart(tiers), tiersTable(tiers)] : [],
		cohortsTold(cohorts, pooledCohorts, fit.ok),
		cohortRows(cohorts, pooledCohorts),
		wallSections(analysis),
		figuresOf(analysis),
	];
}

/** Every text and number within; a number that is not finite would be drawn somewhere. */
export function leaves(value: unknown): (string | number)[] {
	if (typeof value === 'string' || typeof value === 'number') return [value];
	if (ArrayBuffer.isView(value)) return [];
	if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(leaves);
	return [];
}

export const broken = /NaN|undefined|null|Infinity|—%|[−-]0%|\[object|無限大次|—次|—筆|—元/;

export function expectSound(told: unknown): void {
	for (const leaf of leaves(told)) {
		if (typeof leaf === 'number') expect(Number.isFinite(leaf)).toBe(true);
		else expect(leaf).not.toMatch(broken);
	}
}

/** Many alike small customers, drawn so that a fit exists. */
export const fitted = (() => {
	const given: Order[] = [];
	for (let who = 0; who < 240; who++) {
		const gap = 4 + ((who * 37) % 60);
		const stops = (who * 53) % 420;
		for (let day = who % 90, n = 0; day <= 420 && (day <= stops || n === 0); n++) {
			given.push({ who, day, amount: (60 + ((who * 91) % 400)) * (0.7 + ((n * 17) % 60) / 100) });
			day += gap + ((n * 13 + who) % 9);
		}
	}
	return analysisOf(given);
})();

/** Its BG/NBD. */
export const leavingFit = (() => {
	const { fit } = fitted;
	if (!fit.ok || fit.model !== 'bg-nbd') throw new Error('this base was drawn so that it fits');
	return fit;
})();

/** Customers at rates of their own whom nothing makes leave. */
export const stayingBase = (() => {
	const given: Order[] = [];
	for (let who = 0; who < 300; who++) {
		const { repeatOrdersAt } = simulateCustomer({ r: 2, alpha: 8, a: 1e-9, b: 1 }, 70, who, 4);
		for (const [n, at] of [0, ...repeatOrdersAt].entries()) {
			const day = (who % 120) + Math.round(at * 7);
			if (day <= 480) given.push({ who, day, amount: 80 + ((who * 91 + n * 37) % 300) });
		}
	}
	return analysisOf(given);
})();
