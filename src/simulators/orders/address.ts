import { clampInputs } from '#models/model.ts';
import type { CompanyId } from './companies.ts';
import { labInputs, type LabSettings } from './settings.ts';

const companyIds: readonly CompanyId[] = ['coffee', 'shop', 'gym'];

/** The made-up company and the settings as an address; a file of the reader's own has none. */
export function labQuery(company: CompanyId | null, settings: LabSettings): string {
	if (company === null) return '';
	const query = new URLSearchParams({ sample: company });
	for (const [name, row] of Object.entries(labInputs)) {
		const value = settings[name as keyof LabSettings];
		if (value !== row.usual) query.set(row.key, String(value));
	}
	return `?${query}`;
}

/** Reads an address; what does not fit is put right and said in `notices` (zh-TW). */
export function labFromQuery(query: URLSearchParams): {
	readonly company: CompanyId | null;
	readonly settings: LabSettings;
	readonly notices: readonly string[];
} {
	const sample = query.get('sample');
	const company = companyIds.find((id) => id === sample) ?? null;
	const given: Record<string, number> = {};
	for (const [name, { key }] of Object.entries(labInputs)) {
		const text = query.get(key);
		if (text !== null) given[name] = text.trim() === '' ? Number.NaN : Number(text);
	}
	const { inputs, notices } = clampInputs(labInputs, given);
	const unknown = sample !== null && company === null ? ['網址裡的公司，這裡沒有。'] : [];
	return { company, settings: inputs, notices: [...unknown, ...notices] };
}
