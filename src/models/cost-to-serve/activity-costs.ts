/**
 * Activity-based costing: what an activity costs a time, and who used it how often. Costs that no
 * customer's use explains stay unallocated and are shown, never spread as if they were caused.
 */

export interface Activity {
	readonly id: string;
	/** What the activity costs in the period (NT$, 0 or more). */
	readonly pool: number;
	/** How often each customer used it (0 or more), in one order of customers for all activities. */
	readonly uses: ArrayLike<number>;
}

export interface ActivityCost {
	readonly id: string;
	readonly pool: number;
	readonly uses: number;
	/** NT$ a use; null where nobody used it. */
	readonly rate: number | null;
	/** The pool where nobody used the activity, otherwise 0. */
	readonly unallocated: number;
}

export interface ServiceCosts {
	readonly activities: readonly ActivityCost[];
	/** NT$ to serve each customer. */
	readonly byCustomer: Float64Array;
	readonly allocated: number;
	readonly unallocated: number;
}

/**
 * Rate = pool / Σ uses; a customer bears rate × own uses of every activity. Allocated and
 * unallocated add up to the pools.
 * @throws RangeError for negative pools or uses, or lists of different length.
 */
export function serviceCosts(activities: readonly Activity[], customers: number): ServiceCosts {
	if (!(Number.isInteger(customers) && customers >= 0)) {
		throw new RangeError(`customers must be a whole number of 0 or more, got ${customers}`);
	}
	const byCustomer = new Float64Array(customers);
	let allocated = 0;
	let unallocated = 0;
	const told = activities.map(({ id, pool, uses }): ActivityCost => {
		if (!(pool >= 0 && Number.isFinite(pool))) {
			throw new RangeError(`the pool of ${id} must be 0 or more, got ${pool}`);
		}
		if (uses.length !== customers) {
			throw new RangeError(`${id} has uses of ${uses.length} customers, not of ${customers}`);
		}
		let total = 0;
		for (let i = 0; i < customers; i++) {
			const use = uses[i] as number;
			if (!(use >= 0 && Number.isFinite(use))) {
				throw new RangeError(`uses of ${id} must be 0 or more, got ${use}`);
			}
			total += use;
		}
		if (!(total > 0)) {
			unallocated += pool;
			return { id, pool, uses: 0, rate: null, unallocated: pool };
		}
		const rate = pool / total;
		for (let i = 0; i < customers; i++) {
			byCustomer[i] = (byCustomer[i] as number) + pool * ((uses[i] as number) / total);
		}
		allocated += pool;
		return { id, pool, uses: total, rate, unallocated: 0 };
	});
	return { activities: told, byCustomer, allocated, unallocated };
}

/** profit = revenue − cost of goods − cost to serve, customer by customer (NT$). */
export function customerProfits(
	revenue: ArrayLike<number>,
	costOfGoods: ArrayLike<number>,
	costToServe: ArrayLike<number>,
): Float64Array {
	const customers = revenue.length;
	if (costOfGoods.length !== customers || costToServe.length !== customers) {
		throw new RangeError('revenue, cost of goods and cost to serve must be of the same customers');
	}
	return Float64Array.from(
		{ length: customers },
		(_, i) => (revenue[i] as number) - (costOfGoods[i] as number) - (costToServe[i] as number),
	);
}
