/** What every measured line has; the figures stand beside these, each with its unit in its name. */
export interface Measured {
	name: string;
	/** Size of the job: customers, rows, devices. */
	n: number;
	/** The figure that is promised, e.g. 'p99_ms'; the most it may be stands in `target_ms`. */
	target_of?: string;
	missed?: boolean;
}

/** The line with the promise that one of its figures is at most so much, in the figure's own unit. */
export function promised<Line extends Measured>(
	line: Line,
	figure: keyof Line & `${string}_${string}`,
	most: number,
): Line {
	const unit = figure.slice(figure.lastIndexOf('_') + 1);
	const missed = !(Number(line[figure]) <= most);
	return { ...line, [`target_${unit}`]: most, target_of: figure, missed };
}

/** The value that so large a share of the sorted values does not exceed; NaN when there is none. */
export const percentile = (sorted: readonly number[], share: number): number =>
	sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/**
 * Prints measured lines as they come: with `--json` one JSON object a line, else in words. The
 * process ends with 1 when a promise was missed.
 */
export function createReport<Line extends Measured>(inWords: (line: Line) => string) {
	const json = process.argv.includes('--json');
	let missed = 0;
	return {
		print(line: Line): void {
			if (line.missed) missed++;
			console.log(json ? JSON.stringify(line) : `${line.missed ? '✗' : ' '} ${inWords(line)}`);
		},
		/** To be called once everything has been printed. */
		end(): void {
			if (missed === 0) return;
			console.error(`${missed} target${missed === 1 ? '' : 's'} missed`);
			process.exitCode = 1;
		},
	};
}
