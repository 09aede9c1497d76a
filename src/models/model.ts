/**
 * What a model is, and how its state travels.
 *
 * A simulator's whole state is one small piece of JSON ({@link ModelState}). Lessons show it, the
 * address bar carries it, a projector mirrors it, a team's design compiles into it, a review is a
 * patch on it. So labels, units and ranges have one home, the inputs table of the model: sliders,
 * validation, address, ledger and export all read it.
 */

/** A number the reader may move. Shares are stored as fractions (0–1) and shown as percent. */
export interface NumberInput {
	readonly kind: 'number';
	/** zh-TW name, as printed beside the slider. */
	readonly label: string;
	/** Short name in the address; never reused for another meaning within one version. */
	readonly key: string;
	/** zh-TW unit shown after the number; '%' means the stored value is a fraction. */
	readonly unit: string;
	readonly min: number;
	readonly max: number;
	readonly step: number;
	/**
	 * How far the slider goes where hardly anybody has more, so that a finger can set what is usual;
	 * more can be typed, and then the slider goes to the maximum.
	 */
	readonly slideTo?: number;
	/** Where the slider stands when nobody has touched it. */
	readonly usual: number;
	/**
	 * Where the usual value comes from. It says '示意' where the value belongs to an example made up
	 * for the text, and '假設' where nobody has measured it.
	 */
	readonly source: string;
	/** One sentence of help under the slider. */
	readonly hint?: string;
}

/** A number's row, without saying so each time. */
export const numberRow = (row: Omit<NumberInput, 'kind'>): NumberInput => ({
	kind: 'number',
	...row,
});

/** One of a few named possibilities. */
export interface ChoiceInput {
	readonly kind: 'choice';
	readonly label: string;
	readonly key: string;
	readonly usual: string;
	readonly source: string;
	readonly hint?: string;
	readonly options: readonly {
		readonly value: string;
		readonly label: string;
		readonly note?: string;
	}[];
}

export type InputRow = NumberInput | ChoiceInput;
export type InputTable = Readonly<Record<string, InputRow>>;

/** The values that belong to a table: a number for each number row, a string for each choice. */
export type InputsOf<Table extends InputTable> = {
	-readonly [Name in keyof Table]: Table[Name] extends { kind: 'number' }
		? number
		: Table[Name] extends { options: readonly { value: infer Value }[] }
			? Value
			: never;
};

export interface Preset<Inputs> {
	readonly id: string;
	readonly label: string;
	/** What this setting stands for, and where its numbers come from. */
	readonly note: string;
	readonly inputs: Partial<Inputs>;
}

export interface Model<Table extends InputTable, Outcome> {
	readonly id: string;
	readonly version: number;
	/** zh-TW name of the simulator. */
	readonly title: string;
	readonly inputs: Table;
	readonly presets: readonly Preset<InputsOf<Table>>[];
	/** Pure and deterministic. Throws RangeError for inputs outside the table's ranges. */
	readonly run: (inputs: InputsOf<Table>, seed: number) => Outcome;
}

/** A model without its run: what controls, address and downloads need. */
export type ModelCard<Table extends InputTable> = Omit<Model<Table, unknown>, 'run'>;

/** The one value everything in the product passes around. */
export interface ModelState<Inputs = Record<string, number | string>> {
	readonly model: string;
	readonly v: number;
	readonly inputs: Inputs;
	readonly seed: number;
}

export const usualSeed = 12_345;

/** Everything as the table has it when untouched. */
export function usualInputs<Table extends InputTable>(table: Table): InputsOf<Table> {
	return Object.fromEntries(
		Object.entries(table).map(([name, row]) => [name, row.usual]),
	) as InputsOf<Table>;
}

/** Units of what is counted one by one; half a month or half a customer is no setting. */
const countingUnits: ReadonlySet<string> = new Set([
	'人',
	'家',
	'點',
	'次',
	'期',
	'週',
	'個月',
	'年',
]);

/** Whether only whole numbers fit the row: it counts something, and its slider goes in whole steps. */
export const comesWhole = ({ unit, min, max, step }: NumberInput): boolean =>
	countingUnits.has(unit) && [min, max, step].every(Number.isInteger);

/** A number as the table's row shows it: percent rows are stored as fractions. */
export function shownNumber(row: NumberInput, value: number): number {
	const shown = row.unit.startsWith('%') ? value * 100 : value;
	return Number(shown.toPrecision(12));
}

/** The inverse of {@link shownNumber}. */
export function storedNumber(row: NumberInput, shown: number): number {
	return Number((row.unit.startsWith('%') ? shown / 100 : shown).toPrecision(12));
}

export type Parsed =
	| { readonly value: number; readonly problem?: undefined }
	| { readonly value?: undefined; readonly problem: string };

/**
 * Reads what a person typed into a number box. Full-width digits, thousands commas and a trailing
 * percent sign are welcome; anything else yields one zh-TW sentence that says what would fit.
 */
export function parseNumber(row: NumberInput, typed: string): Parsed {
	const text = typed.normalize('NFKC').replaceAll(',', '').replace(/%$/, '').trim();
	const shown = (end: number) => shownNumber(row, end).toLocaleString('en-US').replace('-', '−');
	const range = `${shown(row.min)}到${shown(row.max)}${row.unit}之間`;
	if (text === '') return { problem: `「${row.label}」還空著，請填${range}的數字。` };
	if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) {
		return { problem: `「${row.label}」要填數字，例如${shownNumber(row, row.usual)}。` };
	}
	const value = storedNumber(row, Number(text));
	if (!(value >= row.min && value <= row.max)) {
		return { problem: `「${row.label}」要在${range}。` };
	}
	if (comesWhole(row) && !Number.isInteger(value)) {
		return { problem: `「${row.label}」要填整數，例如${Math.round(value)}。` };
	}
	return { value };
}

/**
 * Throws RangeError when a value is outside its row, or not whole where the row counts
 * ({@link comesWhole}); models call it first thing in `run`.
 */
export function requireInRange(table: InputTable, inputs: Readonly<Record<string, unknown>>): void {
	for (const [name, row] of Object.entries(table)) {
		const value = inputs[name];
		if (row.kind === 'choice') {
			if (!row.options.some((option) => option.value === value)) {
				throw new RangeError(`${name} must be one of its options, got ${String(value)}`);
			}
		} else if (typeof value !== 'number' || !(value >= row.min && value <= row.max)) {
			throw new RangeError(
				`${name} must be between ${row.min} and ${row.max}, got ${String(value)}`,
			);
		} else if (comesWhole(row) && !Number.isInteger(value)) {
			throw new RangeError(`${name} must be a whole number, got ${value}`);
		}
	}
}

/**
 * Puts any value into its row: numbers clamped, and rounded where the row counts
 * ({@link comesWhole}); unknown choices back to the usual one.
 */
export function clampInputs<Table extends InputTable>(
	table: Table,
	given: Readonly<Record<string, unknown>>,
): { inputs: InputsOf<Table>; notices: string[] } {
	const notices: string[] = [];
	const inputs: Record<string, number | string> = {};
	for (const [name, row] of Object.entries(table)) {
		const value = given[name];
		if (row.kind === 'choice') {
			const known = row.options.some((option) => option.value === value);
			inputs[name] = known ? (value as string) : row.usual;
			if (!known && value !== undefined) notices.push(`「${row.label}」沒有這個選項，改用預設值。`);
			continue;
		}
		if (value === undefined) {
			inputs[name] = row.usual;
			continue;
		}
		const number = typeof value === 'number' ? value : Number.NaN;
		if (!Number.isFinite(number)) {
			inputs[name] = row.usual;
			notices.push(`「${row.label}」不是數字，改用預設值 ${shownNumber(row, row.usual)}。`);
			continue;
		}
		const clamped = Math.min(row.max, Math.max(row.min, number));
		if (clamped !== number) {
			notices.push(`「${row.label}」超出範圍，改為 ${shownNumber(row, clamped)}${row.unit}。`);
		}
		const fitting = comesWhole(row) ? Math.round(clamped) : clamped;
		if (fitting !== clamped) {
			notices.push(`「${row.label}」要是整數，改為 ${fitting}${row.unit}。`);
		}
		inputs[name] = fitting;
	}
	return { inputs: inputs as InputsOf<Table>, notices };
}

/** The address form of a state: short keys, usual values left out. Starts with '?'. */
export function stateToQuery(table: InputTable, state: ModelState): string {
	const query = new URLSearchParams({ v: String(state.v) });
	for (const [name, row] of Object.entries(table)) {
		const value = state.inputs[name];
		if (value !== undefined && value !== row.usual) query.set(row.key, String(value));
	}
	if (state.seed !== usualSeed) query.set('seed', String(state.seed));
	return `?${query}`;
}

/** Reads an address; whatever does not fit is put right and said in `notices` (zh-TW). */
export function stateFromQuery<Table extends InputTable>(
	model: Pick<ModelCard<Table>, 'id' | 'version' | 'inputs'>,
	query: URLSearchParams,
): { state: ModelState<InputsOf<Table>>; notices: string[] } {
	const given: Record<string, unknown> = {};
	for (const [name, row] of Object.entries(model.inputs)) {
		const text = query.get(row.key);
		if (text === null) continue;
		given[name] = row.kind === 'choice' ? text : text.trim() === '' ? Number.NaN : Number(text);
	}
	const { inputs, notices } = clampInputs(model.inputs, given);
	const version = query.get('v');
	if (version !== null && Number(version) !== model.version) {
		notices.push('這個網址來自另一版的模擬器，數字可能和當時不同。');
	}
	const seedText = query.get('seed');
	const seed = seedText !== null && /^\d{1,9}$/.test(seedText) ? Number(seedText) : usualSeed;
	return { state: { model: model.id, v: model.version, inputs, seed }, notices };
}
