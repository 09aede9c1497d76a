import { numberRow, stateFromQuery, type ChoiceInput, type NumberInput } from '#models/model.ts';
import { aboutPoints } from '#models/points/about.ts';
import {
	pointsCustomers,
	pointsDecisions,
	pointsResponse,
	pointsTiers,
	type PointsInputs,
} from '#models/points/inputs.ts';
import type { NumberName } from '#models/points/number-inputs.ts';
import type { PlausibleGroup } from '#models/points/plausible.ts';

/** What is asked of a setting with boxes and a press, and its form in the address. */

/** Which inputs are moved to find the one that matters most. */
export const moved = {
	assumed: { label: '說不準的：客戶與反應', groups: ['response', 'customers'] },
	decided: { label: '自己決定的：計畫內容', groups: ['decisions'] },
} as const satisfies Record<string, { label: string; groups: readonly PlausibleGroup[] }>;
export type Moved = keyof typeof moved;

/** A target, and the one input that may be moved to reach it. */
export interface Aim {
	readonly targetRoi: number;
	readonly name: NumberName;
}

export interface Asked {
	readonly most: Moved | null;
	readonly need: Aim | null;
}

export const targetRow = numberRow({
	label: '目標ROI',
	key: 'target',
	unit: '%',
	min: -1,
	max: 10,
	step: 0.01,
	usual: 0.5,
	source: '假設',
});

export const usualAim: Aim = { targetRoi: targetRow.usual, name: 'pointsPerHundred' };

const ofTiers: readonly string[] = ['statusLift', 'statusChurnReduction', 'demotionResentment'];
/** What belongs to tiers that do not exist changes nothing. */
function isAlive(name: string, { tierCount }: PointsInputs): boolean {
	if (tierCount === 'none') return !ofTiers.includes(name);
	return tierCount === 'three' || !name.startsWith('platinum');
}

/** The inputs that may be moved alone at this setting, in their groups. */
export function aimable(inputs: PointsInputs) {
	const groups = [
		['計畫內容', pointsDecisions],
		['會員等級', inputs.tierCount === 'none' ? {} : pointsTiers],
		['客戶是誰', pointsCustomers],
		['客戶怎麼反應', pointsResponse],
	] as const;
	return groups.map(([title, rows]) => ({
		title,
		rows: Object.entries(rows).filter(
			(entry): entry is [NumberName, NumberInput] =>
				entry[1].kind === 'number' && isAlive(entry[0], inputs),
		),
	}));
}

const choice = (row: Omit<ChoiceInput, 'kind' | 'source'>): ChoiceInput => ({
	kind: 'choice',
	source: '假設',
	...row,
});

const tableFor = (inputs: PointsInputs) => ({
	most: choice({
		label: '要移動的輸入',
		key: 'most',
		usual: 'assumed',
		options: Object.entries(moved).map(([value, { label }]) => ({ value, label })),
	}),
	targetRoi: targetRow,
	name: choice({
		label: '只動的輸入',
		key: 'only',
		usual: usualAim.name,
		options: aimable(inputs).flatMap(({ rows }) =>
			rows.map(([value, { label }]) => ({ value, label })),
		),
	}),
});

/** The parameters that stand beside the model's own. */
export const askedKeys: readonly string[] = ['most', 'target', 'only'];

/** Only what is asked: a box that nobody has pressed for is in no address. */
export function askedToParameters({ most, need }: Asked): URLSearchParams {
	return new URLSearchParams({
		...(most && { most }),
		...(need && { target: String(need.targetRoi), only: need.name }),
	});
}

/** Reads an address about this setting; whatever does not fit is put right and said in `notices`. */
export function askedFromQuery(
	search: string,
	inputs: PointsInputs,
): { asked: Asked; notices: string[] } {
	const given = new URLSearchParams(search);
	const { state, notices } = stateFromQuery({ ...aboutPoints, inputs: tableFor(inputs) }, given);
	const { most, targetRoi, name } = state.inputs;
	return {
		asked: {
			most: given.has('most') ? (most as Moved) : null,
			need:
				given.has('target') || given.has('only') ? { targetRoi, name: name as NumberName } : null,
		},
		notices,
	};
}
