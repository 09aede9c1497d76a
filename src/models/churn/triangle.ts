import { renewalsOf, type Renewal, type Survivors } from './survivors.ts';

/**
 * A cohort table: customers who started in the same period are a row, their age a column. The
 * newest cohort has been seen for the shortest time, so the table is a triangle.
 */
export interface Cohort {
	/** Number of the period in which its customers started: 0, 1, 2, … */
	startedIn: number;
	/** How many were left at age 0, 1, 2, …, as far as it has been seen. */
	survivors: Survivors;
}

/** What a slice of the table says: of those who came up to a renewal, who stayed. */
export interface Retention {
	atRisk: number;
	stayed: number;
	/** stayed ÷ atRisk, 0–1; null when nobody came up to it. */
	retention: number | null;
}

export interface AgeRetention extends Retention {
	/** 1 is the first renewal. */
	age: number;
	/** Share lost at this age, 1 − retention. */
	hazard: number | null;
	/** Share of new customers still here after it when every age keeps its pooled retention. */
	survival: number | null;
	/** How many cohorts have been seen through this age. */
	cohorts: number;
}

export interface PeriodRetention extends Retention {
	/** The calendar period in which these renewals fell. */
	period: number;
}

export interface CohortRetention extends Retention {
	startedIn: number;
	/** Share of the cohort left at age 0, 1, …; null where it started with nobody. */
	survival: (number | null)[];
	/** Retention from each age to the next. */
	byAge: (number | null)[];
}

export interface TriangleReading {
	/** A row of the table, over all its ages. */
	byCohort: CohortRetention[];
	/** A column, over all cohorts seen at that age. */
	byAge: AgeRetention[];
	/** A diagonal: what a report of one calendar period counts, whatever the age. */
	byPeriod: PeriodRetention[];
	overall: Retention;
}

const retentionOf = (atRisk: number, stayed: number): Retention => ({
	atRisk,
	stayed,
	retention: atRisk > 0 ? stayed / atRisk : null,
});

const together = (renewals: readonly Pick<Renewal, 'atRisk' | 'stayed'>[]): Retention =>
	retentionOf(
		renewals.reduce((sum, { atRisk }) => sum + atRisk, 0),
		renewals.reduce((sum, { stayed }) => sum + stayed, 0),
	);

/**
 * Reads the same table by row, by column and by diagonal. The rates differ although the numbers
 * are the same: a diagonal mixes ages, so a firm that grows fast shows a lower one. RangeError when
 * a row is not the survivors of a cohort or its start is not a whole number.
 */
export function readTriangle(cohorts: readonly Cohort[]): TriangleReading {
	for (const { startedIn } of cohorts) {
		if (!Number.isInteger(startedIn)) {
			throw new RangeError(`startedIn must be a whole number, got ${startedIn}`);
		}
	}
	const rows = cohorts.map(({ startedIn, survivors }) => ({
		startedIn,
		survivors,
		renewals: renewalsOf([survivors]),
	}));
	const periods = new Map<number, Renewal[]>();
	for (const { startedIn, renewals } of rows) {
		for (const renewal of renewals) {
			const period = startedIn + renewal.renewal;
			periods.set(period, [...(periods.get(period) ?? []), renewal]);
		}
	}
	return {
		byCohort: rows.map(({ startedIn, survivors, renewals }) => {
			const first = survivors[0] ?? 0;
			return {
				startedIn,
				...together(renewals),
				survival: survivors.map((here) => (first > 0 ? here / first : null)),
				byAge: renewals.map(({ atRisk, stayed }) => retentionOf(atRisk, stayed).retention),
			};
		}),
		byAge: agesOf(cohorts),
		byPeriod: [...periods]
			.sort(([a], [b]) => a - b)
			.map(([period, renewals]) => ({ period, ...together(renewals) })),
		overall: together(rows.flatMap(({ renewals }) => renewals)),
	};
}

function agesOf(cohorts: readonly Cohort[]): AgeRetention[] {
	let survival: number | null = 1;
	return renewalsOf(cohorts.map(({ survivors }) => survivors)).map(
		({ renewal: age, atRisk, stayed }) => {
			const rate = retentionOf(atRisk, stayed);
			survival = survival === null || rate.retention === null ? null : survival * rate.retention;
			return {
				age,
				...rate,
				hazard: rate.retention === null ? null : 1 - rate.retention,
				survival,
				cohorts: cohorts.filter(({ survivors }) => survivors.length > age).length,
			};
		},
	);
}

export interface ThreeRates {
	/** Of all new customers: who stayed at their first renewal, over all cohorts. */
	firstRenewal: Retention;
	/** Of everybody in the newest period on the calendar, whatever their age. */
	newestPeriod: Retention;
	/** Of the oldest cohort, over all the renewals it has come up to. */
	oldestCohort: Retention;
}

/** Three retention rates from one table, all of them right; null when nobody ever renewed. */
export function threeRates(reading: TriangleReading): ThreeRates | null {
	const firstRenewal = reading.byAge[0];
	const newestPeriod = reading.byPeriod.at(-1);
	const oldestCohort = reading.byCohort
		.filter(({ byAge }) => byAge.length > 0)
		.sort((a, b) => a.startedIn - b.startedIn)[0];
	if (!firstRenewal || !newestPeriod || !oldestCohort) return null;
	const bare = ({ atRisk, stayed }: Retention) => retentionOf(atRisk, stayed);
	return {
		firstRenewal: bare(firstRenewal),
		newestPeriod: bare(newestPeriod),
		oldestCohort: bare(oldestCohort),
	};
}
