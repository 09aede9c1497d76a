/**
 * Churn by heads and churn by money. Losing two small accounts of ten is 20 % by heads and may be
 * 9 % by money; what the accounts that stay add can make the money grow while heads go.
 */

/** Recurring revenue of one account in the period before and in this one (NT$, ≥ 0). */
export interface Account {
	before: number;
	now: number;
}

/** What became of last period's recurring revenue; all ≥ 0, in NT$. */
export interface RevenueFlow {
	start: number;
	/** Added by accounts that stayed. */
	expansion: number;
	/** Given up by accounts that stayed. */
	contraction: number;
	/** Gone with accounts that left; contraction and this are at most `start`. */
	churned: number;
}

export interface RevenueRates {
	/** Lost with accounts that left ÷ start, 0–1. */
	revenueChurn: number;
	/** Lost with accounts that left or gave up part ÷ start, 0–1. */
	grossChurn: number;
	/** 1 − grossChurn: never above 1. */
	grossRetention: number;
	/** (start + expansion − contraction − churned) ÷ start: above 1 when the rest grew by more. */
	netRetention: number;
	/** 1 − netRetention: below 0 when those who stayed added more than was lost. */
	netChurn: number;
	/** What last period's accounts pay now (NT$). */
	end: number;
}

/** Share of the accounts at the start that left, 0–1; null without accounts. */
export function logoChurn(atStart: number, left: number): number | null {
	if (!(atStart >= 0 && left >= 0 && left <= atStart && Number.isFinite(atStart))) {
		throw new RangeError(`left must be between 0 and atStart, got ${left} of ${atStart}`);
	}
	return atStart > 0 ? left / atStart : null;
}

/** The rates of a flow of recurring revenue; null when there was none at the start. */
export function revenueRates(flow: RevenueFlow): RevenueRates | null {
	const { start, expansion, contraction, churned } = flow;
	for (const [name, amount] of Object.entries(flow)) {
		if (!(amount >= 0 && Number.isFinite(amount))) {
			throw new RangeError(`${name} must be 0 or more, got ${amount}`);
		}
	}
	const lost = contraction + churned;
	// Amounts in decimals leave crumbs when they are added.
	if (lost > start * (1 + 1e-12)) {
		throw new RangeError(`contraction and churned must be at most start ${start}, got ${lost}`);
	}
	if (start === 0) return null;
	const grossChurn = Math.min(1, lost / start);
	const end = Math.max(0, start + expansion - lost);
	return {
		revenueChurn: churned / start,
		grossChurn,
		grossRetention: 1 - grossChurn,
		netRetention: end / start,
		netChurn: 1 - end / start,
		end,
	};
}

export interface AccountReading {
	/** Accounts that paid in the period before, and how many of them pay nothing now. */
	atStart: number;
	left: number;
	logoChurn: number | null;
	/** New accounts and what they pay; no part of any retention. */
	won: number;
	wonRevenue: number;
	flow: RevenueFlow;
	rates: RevenueRates | null;
}

/** Reads all rates from the accounts themselves. RangeError for an amount below 0. */
export function readAccounts(accounts: readonly Account[]): AccountReading {
	const flow: RevenueFlow = { start: 0, expansion: 0, contraction: 0, churned: 0 };
	let [atStart, left, won, wonRevenue] = [0, 0, 0, 0];
	accounts.forEach(({ before, now }, index) => {
		if (!(before >= 0 && now >= 0 && Number.isFinite(before) && Number.isFinite(now))) {
			throw new RangeError(`amounts must be 0 or more, got ${before} and ${now} at ${index}`);
		}
		if (before === 0) {
			if (now > 0) won++;
			wonRevenue += now;
			return;
		}
		atStart++;
		flow.start += before;
		if (now === 0) {
			left++;
			flow.churned += before;
		} else if (now > before) flow.expansion += now - before;
		else flow.contraction += before - now;
	});
	return {
		atStart,
		left,
		logoChurn: logoChurn(atStart, left),
		won,
		wonRevenue,
		flow,
		rates: revenueRates(flow),
	};
}

export interface YearOfRetention {
	/** Twelve months one after another: m¹². Right when every month is alike. */
	compounded: number;
	/** 1 − 12·(1 − m): twelve monthly changes added up; wrong, and may fall below 0. */
	addedUp: number;
}

/** A year's net retention from a month's (≥ 0; above 1 when revenue grows), compounded and added. */
export function yearOfRetention(monthly: number): YearOfRetention {
	if (!(monthly >= 0 && Number.isFinite(monthly))) {
		throw new RangeError(`monthly retention must be 0 or more, got ${monthly}`);
	}
	return { compounded: monthly ** 12, addedUp: 1 - 12 * (1 - monthly) };
}
