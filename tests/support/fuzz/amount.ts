/** True under `npm run fuzz`: everything that is generated, instead of a sample on every change. */
const isFull = process.env['FUZZ'] === 'full';

export const amount = (given: { usual: number; full: number }): number =>
	isFull ? given.full : given.usual;

/** How long a test of that many may take, in milliseconds. */
export const patience = isFull ? 3_600_000 : 120_000;

/** The same sequence in every run, so that what is found once is found again. */
export const fuzzSeed = 20_261_129;
