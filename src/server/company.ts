import { clampInputs } from '#models/model.ts';
import { companyRows, type CaseInputs } from '#workflow/design.ts';
import type { CaseCompany } from '#workflow/words.ts';

/** A case company's customers, response and usual costs as the simulator takes them; usual ones without a case. */
export const companyInputs = (company: CaseCompany | undefined): CaseInputs =>
	clampInputs(companyRows, company?.inputs ?? {}).inputs;
