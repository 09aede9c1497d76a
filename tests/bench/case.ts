/** One thing whose speed the product promises. Cases of an area stand together in cases/. */
export interface BenchCase<Prepared = unknown> {
	/** e.g. 'BG/NBD fit'. */
	readonly name: string;
	/** Size of the job: customers, rows. */
	readonly n: number;
	/** Most that the median may take, warm; left out where none is promised. */
	readonly targetMilliseconds?: number;
	/** Timed runs; a first one before them warms up. 5 when left out. */
	readonly runs?: number;
	/** Makes what is timed, outside the clock. */
	readonly prepare: () => Prepared;
	/** The job. What it returns is summarised, so that nothing is optimised away. */
	readonly run: (prepared: Prepared) => BenchResult | Promise<BenchResult>;
}

export interface BenchResult {
	/** A number that changes when the result does. */
	readonly checksum: number;
	/** Fitted parameters, where something is fitted. */
	readonly parameters?: Readonly<Record<string, number>>;
}

/** Keeps each case's own type of preparation and lets them stand in one list. */
export const benchCase = <Prepared>(each: BenchCase<Prepared>): BenchCase => each as BenchCase;
