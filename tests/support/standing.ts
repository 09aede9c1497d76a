import { keyedUniform } from '#models/random.ts';
import { churnSpread, drawCustomers } from '#models/points/customers.ts';
import type { PointsInputs } from '#models/points/inputs.ts';
import { simulateCustomers } from '#models/points/simulation.ts';

/**
 * The same points programme for the list of a company that has been open for some years, as many
 * newcomers a month: those who have stayed t months are the share β/(β+t) of theirs, and leave as
 * Beta(1, β+t) says. The simulator takes everybody for a newcomer.
 */
export function amongStanding(inputs: PointsInputs, seed: number, years: number) {
	const beta = churnSpread(inputs.firstYearChurn);
	const stayed = Array.from({ length: 12 * years }, (_, months) => beta / (beta + months));
	const all = stayed.reduce((sum, share) => sum + share, 0);
	const customers = drawCustomers(inputs, seed).map((customer) => {
		let place = keyedUniform(seed + 1, customer.id) * all;
		const months = stayed.findIndex((share) => (place -= share) < 0);
		const churnPerMonth = 1 - (1 - customer.churnPerMonth) ** (beta / (beta + months));
		return { ...customer, churnPerMonth };
	});
	return simulateCustomers(customers, inputs, seed);
}
