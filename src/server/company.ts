import { clampInputs } from '#models/model.ts';
import { pointsCustomers, pointsResponse, pointsView } from '#models/points/inputs.ts';
import type { CaseInputs } from '#workflow/design.ts';
import type { CaseCompany } from '#workflow/words.ts';

const companyRows = { ...pointsCustomers, ...pointsResponse, ...pointsView };

/** A case company's customers and response as the simulator takes them; usual ones without a case. */
export const companyInputs = (company: CaseCompany | undefined): CaseInputs =>
	clampInputs(companyRows, company?.inputs ?? {}).inputs;
