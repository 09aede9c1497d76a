import { describe, expect, test } from 'vitest';
import { dayNumber } from '#models/orders/days.ts';
import { collectRejected } from '#models/orders/rejected.ts';
import { strayTold } from '#simulators/orders/stray-words.ts';

const today = dayNumber(2026, 11, 29) as number;
const none = { rows: 0, examples: [] };
const span = { first: 0, last: today };
const { byReason } = collectRejected().result;
const late = { rows: 3, examples: [{ line: 1_012, day: dayNumber(2062, 3, 1) as number }] };
const told = (
	kind: 'orders' | 'subscriptions',
	stray: Parameters<typeof strayTold>[0]['file']['stray'],
) => strayTold({ kind, file: { stray, span: null }, rejected: { byReason } });

describe('days that cannot well be true', () => {
	test('are told with number, line and reason, and can be left out at once', () => {
		const {
			sentences,
			verb,
			span: asked,
		} = told('orders', { date: { today, late, early: { ...none, rows: 1 }, span } }) ?? never();
		expect(sentences[0]).toContain('3列的日期在今天（2026-11-29）之後，第1,012行是2062-03-01……');
		expect(sentences[1]).toContain('1列的日期早得不像真的');
		expect(verb).toBe('不算這4列');
		expect(asked).toEqual(span);
	});

	test('offer nothing where nothing would be left', () => {
		expect(told('orders', { date: { today, late, early: none, span: null } })?.verb).toBeNull();
		expect(told('orders', {})).toBeNull();
	});

	test('are plans where they are the ends of subscriptions', () => {
		const { sentences, verb } =
			told('subscriptions', { end: { today, late, early: none, span } }) ?? never();
		expect(sentences[0]).toContain('都還沒有結束');
		expect(sentences[0]).not.toContain('打錯字');
		expect(verb).toBe('只看到今天為止');
		const both = told('subscriptions', {
			start: { today, late, early: none, span: { first: 9, last: today } },
			end: { today, late, early: none, span },
		});
		expect(both?.verb).toBe('不算這6列');
		expect(both?.span).toEqual({ first: 0, last: today });
	});

	test('are told as left out, with the way back', () => {
		const left = strayTold({
			kind: 'orders',
			file: { stray: {}, span },
			rejected: { byReason: { ...byReason, afterToday: 3, longBefore: 1 } },
		});
		expect(left).toEqual({
			sentences: ['照你的選擇，4列沒有算：日期在2026-11-29之後的3列，早得不像真的1列。'],
			verb: '全部算回來',
			span: null,
		});
		const ends = strayTold({
			kind: 'subscriptions',
			file: { stray: {}, span },
			rejected: { byReason },
		});
		expect(ends?.sentences).toEqual(['只看到2026-11-29：之後才結束的，當成還在。']);
	});
});

function never(): never {
	throw new Error('nothing was told');
}
