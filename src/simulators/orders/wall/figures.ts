import type { NamedTable } from '#ui/table.ts';
import type { Answer } from '../../frame.ts';
import type { Analysis } from '../analysis.ts';
import { aliveTable } from '../results/alive-words.ts';
import { concentrationTable } from '../results/concentration-words.ts';
import { groupsTable } from '../results/hold-out-words.ts';
import { parameterTable } from '../results/parameter-words.ts';
import { rfmTable } from '../results/rfm-words.ts';
import { mixTable, stepsTable } from '../results/subscription-words.ts';
import { tiersTable } from '../results/tiers-words.ts';
import { wallSections } from './sections.ts';

/** The section whose answer stands for the whole, where it has one. */
const main: Readonly<Record<Analysis['kind'], string>> = {
	orders: 'customers',
	subscriptions: 'survival',
};

/** What of the results goes into a file of numbers: the main answer, and the tables of the page. */
export function figuresOf(analysis: Analysis): {
	readonly answer: Answer;
	readonly tables: readonly NamedTable[];
} {
	const sections = wallSections(analysis);
	const answer = (
		sections.find(({ id, answer }) => id === main[analysis.kind] && answer) ??
		sections.find(({ answer }) => answer)
	)?.answer ?? { before: analysis.file.name, figure: '—', after: '' };
	return { answer, tables: tablesOf(analysis) };
}

function tablesOf(analysis: Analysis): NamedTable[] {
	if (analysis.kind === 'subscriptions') {
		const mix = mixTable(analysis);
		return [...(mix ? [mix] : []), stepsTable(analysis.curve)];
	}
	const { readings, holdOut, concentration, tiers, settings } = analysis;
	const { alive, rfm } = readings;
	const parameters = parameterTable(analysis);
	return [
		...(parameters ? [parameters] : []),
		...(holdOut.ok ? [groupsTable(holdOut)] : []),
		...(alive?.leaving && alive.repeaters > 0 ? [aliveTable(alive)] : []),
		...(rfm ? [rfmTable(rfm, settings.horizonWeeks)] : []),
		...(concentration.ok ? [concentrationTable(concentration)] : []),
		...(tiers.ok ? [tiersTable(tiers)] : []),
	];
}
