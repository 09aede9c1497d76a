import {
	stateFromQuery,
	stateToQuery,
	type InputsOf,
	type InputTable,
	type ModelCard,
	type ModelState,
} from '#models/model.ts';

/**
 * A simulator's state in an address. The pinned setting stands beside the present one, its keys
 * behind `a.`: ?v=1&keep=0.9&a.v=1&a.keep=0.8 compares 90% with 80%.
 */

const pinPrefix = 'a.';

export interface Compared<Table extends InputTable> {
	readonly now: ModelState<InputsOf<Table>>;
	readonly pinned: ModelState<InputsOf<Table>> | null;
}

/** A state as the functions of the address take it. */
const plain = <Table extends InputTable>(state: ModelState<InputsOf<Table>>): ModelState => ({
	...state,
	inputs: state.inputs as Record<string, number | string>,
});

/** Starts with '?'; usual values are left out, of the pinned setting too. */
export function comparedToQuery<Table extends InputTable>(
	table: Table,
	{ now, pinned }: Compared<Table>,
): string {
	const query = stateToQuery(table, plain<Table>(now));
	if (!pinned) return query;
	const kept = new URLSearchParams();
	for (const [key, value] of new URLSearchParams(stateToQuery(table, plain<Table>(pinned)))) {
		kept.append(pinPrefix + key, value);
	}
	return `${query}&${kept}`;
}

/** The parameters that are the model's own; whatever else an address carries is left alone. */
export function ownKeys(table: InputTable): string[] {
	const keys = [...Object.values(table).map(({ key }) => key), 'v', 'seed'];
	return [...keys, ...keys.map((key) => pinPrefix + key)];
}

/**
 * Reads an address; whatever does not fit is put right and said in `notices` (zh-TW). `now` is null
 * when the address names none of the model's inputs.
 */
export function comparedFromQuery<Table extends InputTable>(
	model: ModelCard<Table>,
	search: string,
): {
	now: ModelState<InputsOf<Table>> | null;
	pinned: ModelState<InputsOf<Table>> | null;
	notices: string[];
} {
	const given = new URLSearchParams(search);
	const keys = [...Object.values(model.inputs).map(({ key }) => key), 'seed'];
	const own = stateFromQuery(model, given);
	const ofPin = new URLSearchParams();
	for (const [key, value] of given) {
		if (key.startsWith(pinPrefix)) ofPin.append(key.slice(pinPrefix.length), value);
	}
	const isPinned = ofPin.has('v') || keys.some((key) => ofPin.has(key));
	const pinned = isPinned ? stateFromQuery(model, ofPin) : null;
	// A link of another version says so once, not once for each of its two settings.
	const said = pinned?.notices.filter((notice) => !own.notices.includes(notice)) ?? [];
	return {
		now: keys.some((key) => given.has(key)) || isPinned ? own.state : null,
		pinned: pinned?.state ?? null,
		notices: [...own.notices, ...said.map((notice) => `釘住的設定：${notice}`)],
	};
}

/** Puts parameters into the page's address in place of those under `keys`; all others stay. */
export function putInAddress(own: URLSearchParams, keys: readonly string[]): void {
	const whole = new URLSearchParams(own);
	for (const [key, value] of new URLSearchParams(location.search)) {
		if (!keys.includes(key)) whole.append(key, value);
	}
	const search = whole.size > 0 ? `?${whole}` : '';
	history.replaceState(history.state, '', `${location.pathname}${search}${location.hash}`);
}
