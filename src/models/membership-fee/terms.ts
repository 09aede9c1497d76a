/**
 * A membership that is paid for: members give a yearly fee and get free shipping and a discount.
 * Money goes from one pocket to the other unless people order more than they did; this file keeps
 * the two accounts of one person, in NT$ a year.
 */
export interface FeeTerms {
	/** NT$ a year. */
	readonly fee: number;
	/** What a non-member pays for shipping, a member does not (NT$ an order). */
	readonly shippingFee: number;
	/** Members' discount on goods, 0–1. */
	readonly discount: number;
}

export interface ShopCosts {
	/** NT$ of goods in an order. */
	readonly orderValue: number;
	/** Share of it left after the goods' own cost, 0–1. */
	readonly marginRate: number;
	/** What shipping an order really costs the shop (NT$). */
	readonly shippingCost: number;
	/** Other benefits, per member and year, such as films (NT$). */
	readonly costPerMember: number;
}

/** What a member saves on an order, the same to the shop as a lower price (NT$). */
export function benefitPerOrder({ shippingFee, discount }: FeeTerms, { orderValue }: ShopCosts) {
	return shippingFee + discount * orderValue;
}

/** Orders a year from which a fee is covered by what is saved; null where no order saves anything. */
export function breakEvenOrders(terms: FeeTerms, costs: ShopCosts): number | null {
	const benefit = benefitPerOrder(terms, costs);
	if (terms.fee <= 0) return 0;
	const orders = Math.ceil(terms.fee / benefit - 1e-9);
	return Number.isFinite(orders) ? orders : null;
}

/** What the shop earns on an order (NT$), shipping and discount counted. */
export function marginPerOrder(member: boolean, terms: FeeTerms, costs: ShopCosts): number {
	const goods = costs.orderValue * costs.marginRate - costs.shippingCost;
	return member ? goods - terms.discount * costs.orderValue : goods + terms.shippingFee;
}

export interface PersonAccount {
	/** Savings on orders made anyway, less the fee (NT$). */
	readonly savedOnOldOrders: number;
	/** Savings on all orders less the fee: what the purse sees, extra goods not counted (NT$). */
	readonly savedOnAllOrders: number;
	/** What the shop earns in a year without and with the membership, and the change (NT$). */
	readonly shopBefore: number;
	readonly shopAfter: number;
	readonly shopChange: number;
}

/**
 * One person who joins: `ordersBefore` a year become `ordersAfter`.
 * @throws RangeError for orders below 0.
 */
export function personAccount(
	ordersBefore: number,
	ordersAfter: number,
	terms: FeeTerms,
	costs: ShopCosts,
): PersonAccount {
	if (!(ordersBefore >= 0 && ordersAfter >= 0 && Number.isFinite(ordersBefore + ordersAfter))) {
		throw new RangeError(`orders must be 0 or more, got ${ordersBefore} and ${ordersAfter}`);
	}
	const benefit = benefitPerOrder(terms, costs);
	const shopBefore = ordersBefore * marginPerOrder(false, terms, costs);
	const shopAfter =
		ordersAfter * marginPerOrder(true, terms, costs) + terms.fee - costs.costPerMember;
	return {
		savedOnOldOrders: ordersBefore * benefit - terms.fee,
		savedOnAllOrders: ordersAfter * benefit - terms.fee,
		shopBefore,
		shopAfter,
		shopChange: shopAfter - shopBefore,
	};
}
