import { keyedUniform } from '#models/random.ts';
import { shopAssumptions } from './assumptions.ts';
import { monthsShown, type MeasuresInputs } from './inputs.ts';
import { added, emptyMonth, type MonthSums } from './month-sums.ts';

/**
 * The bookshop's purchase log, month by month: made-up customers (示意) who buy at random at their own
 * rate until, unseen, they stop. The same people with the same luck live through the months twice,
 * with and without what happens, so that every difference is the event's doing.
 */

/** Months before the first one shown, for rates that look back a year. */
const warmUp = 11;
const months = warmUp + monthsShown;

/** Everybody who had come before the event, as far as a member day is concerned. */
export interface KnownPeople {
	readonly member: boolean[];
	readonly heldOut: boolean[];
	/** Margin (NT$) a month over the year before, and over the three months from the event. */
	readonly before: number[];
	readonly after: number[];
}

export interface ShopLog {
	/** The months shown, 1 to {@link monthsShown}. */
	readonly months: readonly MonthSums[];
	readonly people: KnownPeople;
}

/** What a draw is for is the first key, far apart, so that neighbouring seeds do not meet. */
const apart = 0x0100_0193;
const uses = {
	rateRadius: 1,
	rateAngle: 2,
	taste: 3,
	member: 4,
	heldOut: 5,
	affected: 6,
	leaves: 7,
	visits: 8,
	amount: 9,
	kinds: 10,
	complains: 11,
	refers: 12,
	answers: 13,
	answer: 14,
	leavesEarly: 15,
} as const;
const afterMonths = 3;
const yearMonths = 12;

/** A Poisson count whose lower tail reaches `draw`: a higher rate never makes it smaller. */
function poissonAt(rate: number, draw: number): number {
	let chance = Math.exp(-rate);
	let below = chance;
	let count = 0;
	while (draw > below && count < 200) {
		count++;
		chance *= rate / count;
		below += chance;
	}
	return count;
}

/** A person as drawn, before anything happens. */
interface Person {
	readonly index: number;
	readonly arrives: number;
	/** The month in which they leave for no reason of the shop's. */
	readonly leaves: number;
	/** Orders a month while they come. */
	readonly rate: number;
	/** NT$ an order. */
	readonly spend: number;
	/** What happens reaches them. */
	readonly touched: boolean;
	readonly responds: boolean;
}

interface Margins {
	before: number;
	after: number;
}

/** Both lives of everybody: what happens (`withEvent`), and what would have been. */
export interface ShopLogs {
	readonly withEvent: ShopLog;
	readonly without: ShopLog;
}

/**
 * Everybody's months. Rates are gamma of shape ½ across people (the square of a normal draw), so that
 * a few come often and many hardly ever; members are the likelier the more they buy.
 */
export function shopLogs(inputs: MeasuresInputs, seed: number): ShopLogs {
	const { customers, visitsPerMonth, leavePerMonth, orderValue, event } = inputs;
	const arrivals = Math.round(customers * leavePerMonth);
	const everybody = customers + arrivals * (months - 1);
	const blank = () => Array.from({ length: months }, emptyMonth);
	// Whom nothing reaches lives one life, counted in both.
	const [shared, without, withEvent] = [blank(), blank(), blank()];
	const member: boolean[] = [];
	const heldOut: boolean[] = [];
	const margins = { without: noMargins(), withEvent: noMargins() };
	const eventAt = warmUp + inputs.when - 1;
	for (let i = 0; i < everybody; i++) {
		const draw = (use: number): number => keyedUniform(seed, use * apart, i);
		const arrives = i < customers ? 0 : 1 + Math.floor((i - customers) / arrivals);
		const normal =
			Math.sqrt(-2 * Math.log(draw(uses.rateRadius))) *
			Math.cos(2 * Math.PI * draw(uses.rateAngle));
		const rate = visitsPerMonth * normal * normal;
		const isMember = draw(uses.member) < rate / (rate + visitsPerMonth);
		const isHeldOut = isMember && draw(uses.heldOut) < inputs.heldOut;
		const chosen = event !== 'none' && draw(uses.affected) < inputs.size;
		const responds = event === 'memberDay' && chosen && isMember && !isHeldOut;
		const person: Person = {
			index: i,
			arrives,
			leaves: arrives + monthsUntil(leavePerMonth, draw(uses.leaves)),
			rate,
			spend: orderValue * (0.6 + 0.8 * draw(uses.taste)),
			touched: event === 'memberDay' ? responds : chosen,
			responds,
		};
		const plain = { ...person, touched: false, responds: false };
		const usual = live(plain, inputs, seed, person.touched ? without : shared);
		const lived = person.touched ? live(person, inputs, seed, withEvent) : usual;
		if (arrives > eventAt) continue;
		member.push(isMember);
		heldOut.push(isHeldOut);
		keep(margins.without, usual);
		keep(margins.withEvent, lived);
	}
	const logOf = (own: MonthSums[], { before, after }: KeptMargins): ShopLog => ({
		months: own.map((sums, month) => added(sums, shared[month] as MonthSums)).slice(warmUp),
		people: { member, heldOut, before, after },
	});
	return {
		withEvent: logOf(withEvent, margins.withEvent),
		without: logOf(without, margins.without),
	};
}

interface KeptMargins {
	readonly before: number[];
	readonly after: number[];
}

const noMargins = (): KeptMargins => ({ before: [], after: [] });

function keep({ before, after }: KeptMargins, margins: Margins): void {
	before.push(margins.before / yearMonths);
	after.push(margins.after / afterMonths);
}

/** Whole months until something that happens each month with this chance; without bound at 0. */
const monthsUntil = (chance: number, draw: number): number =>
	chance > 0 ? Math.floor(Math.log(draw) / Math.log1p(-chance)) : Number.POSITIVE_INFINITY;

const counts = new Int32Array(months);

/** One person's months, added to `sums`; returns their margin (NT$) around the event. */
function live(person: Person, inputs: MeasuresInputs, seed: number, sums: MonthSums[]): Margins {
	const { index, arrives, rate, spend, touched, responds } = person;
	const { marginRate, event } = inputs;
	const { discount, secondKind, complaints, referrals, intention } = shopAssumptions;
	const eventAt = warmUp + inputs.when - 1;
	const draw = (use: number, month: number): number =>
		keyedUniform(seed, use * apart, index, month);
	const leaves =
		touched && event === 'quality' ? leavesUnhappy(person, seed, eventAt) : person.leaves;
	const fewer = Math.min(rate, shopAssumptions.broughtForward / 2);
	const margins = { before: 0, after: 0 };
	counts.fill(0);
	for (let month = arrives; month < months && month <= leaves; month++) {
		const sum = sums[month] as MonthSums;
		const since = month - eventAt;
		const unhappy = touched && event === 'quality' && since >= 0;
		const drawn = touched && event === 'competitor' && since >= 0;
		const extra = responds && since === 0 ? 1 : 0;
		const rested = responds && (since === 1 || since === 2) ? fewer : 0;
		const usually = drawn ? rate * shopAssumptions.visitsKept : rate - rested;
		const ordinary = poissonAt(usually, draw(uses.visits, month));
		const orders = ordinary + extra;
		sum.here++;
		if (month < leaves) sum.stayed++;
		if (orders === 0) continue;
		// One draw for a month's orders: the more there are, the nearer their mean to the usual.
		const each = spend * (1 + (draw(uses.amount, month) - 0.5) / Math.sqrt(orders));
		const margin = each * (ordinary * marginRate + extra * (marginRate - discount));
		if (since < 0 && since >= -yearMonths) margins.before += margin;
		else if (since >= 0 && since < afterMonths) margins.after += margin;
		counts[month] = orders;
		sum.buyers++;
		sum.orders += orders;
		sum.revenue += each * (ordinary + extra * (1 - discount));
		if (orders > 1) sum.buyersTwice++;
		if (month < warmUp) continue;
		const oneKind = (1 - secondKind.atOnce) * secondKind.notLater ** (orders - 1);
		if (draw(uses.kinds, month) > oneKind) sum.twoKinds++;
		const likely = unhappy ? complaints.dissatisfied : complaints.usual;
		sum.complaints += poissonAt(likely * orders, draw(uses.complains, month));
		const brings = unhappy ? referrals.dissatisfied : referrals.usual;
		if (draw(uses.refers, month) < brings) sum.referrers++;
		if (draw(uses.answers, month) < shopAssumptions.answering) {
			// Answers spread two points either way round what is felt.
			const felt = intention.usual - (unhappy ? intention.lost : 0);
			sum.answers++;
			sum.intentions += felt + 4 * (draw(uses.answer, month) - 0.5);
		}
	}
	lookBack(arrives, leaves, sums);
	return margins;
}

/** The dissatisfied leave when they would have, or earlier. */
function leavesUnhappy({ index, arrives, leaves }: Person, seed: number, eventAt: number): number {
	const early = monthsUntil(
		shopAssumptions.dissatisfiedLeave,
		keyedUniform(seed, uses.leavesEarly * apart, index),
	);
	return Math.min(leaves, Math.max(arrives, eventAt) + early);
}

/** One person's part of the rates that look back three and twelve months, also after they left. */
function lookBack(arrives: number, leaves: number, sums: readonly MonthSums[]): void {
	let quarter = 0;
	let year = 0;
	const last = Math.min(months - 1, leaves + yearMonths - 1);
	for (let month = arrives; month <= last; month++) {
		const orders = counts[month] as number;
		quarter += orders - (month >= 3 ? (counts[month - 3] as number) : 0);
		year += orders - (month >= yearMonths ? (counts[month - yearMonths] as number) : 0);
		const sum = sums[month] as MonthSums;
		if (quarter > 0) sum.quarterBuyers++;
		if (quarter > 1) sum.quarterTwice++;
		if (year > 0) sum.yearBuyers++;
		if (year > 1) sum.yearTwice++;
	}
}
