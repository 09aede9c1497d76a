import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPatience } from '#offline/patience.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const request = new Request('https://lab.test/lessons/clv');
const fresh = new Response('fresh');
const kept = new Response('kept');

const never = new Promise<Response>(() => {});
const refused = (): Promise<Response> => Promise.reject(new TypeError('Failed to fetch'));

/** A network that behaves as `network.now` says at the time. */
function setUp(answers: () => Promise<Response>) {
	const network = { now: answers };
	const patience = createPatience({ fetch: () => network.now(), now: Date.now });
	return { network, ...patience };
}

test('the network comes first', async () => {
	const { freshOrKept } = setUp(async () => fresh);
	expect(await freshOrKept(request, kept)).toBe(fresh);
});

test('no network: the kept copy at once, or nothing', async () => {
	const { freshOrKept } = setUp(refused);
	expect(await freshOrKept(request, kept)).toBe(kept);
	expect(await freshOrKept(request, undefined)).toBeUndefined();
});

test('a proxy that speaks for a server that is down is shown only where there is no copy', async () => {
	const down = new Response('bad gateway', { status: 502 });
	const { freshOrKept } = setUp(async () => down);
	expect(await freshOrKept(request, kept)).toBe(kept);
	expect(await freshOrKept(request, undefined)).toBe(down);
});

test('a filter on the way does not hide what is kept; that a page is gone, the site itself says', async () => {
	const refusal = new Response('blocked', { status: 403 });
	const ours = '<meta property="og:site_name" content="忠誠實驗室">';
	const gone = new Response(ours, { status: 404 });
	const { freshOrKept, network } = setUp(async () => refusal);
	expect(await freshOrKept(request, kept)).toBe(kept);
	network.now = async () => gone;
	expect(await freshOrKept(request, kept)).toBe(gone);
});

test('a network that does not answer is waited for three seconds, and not again for a while', async () => {
	const { freshOrKept, network } = setUp(() => never);
	const shown = vi.fn();
	void freshOrKept(request, kept).then(shown);
	await vi.advanceTimersByTimeAsync(2_900);
	expect(shown).not.toHaveBeenCalled();
	await vi.advanceTimersByTimeAsync(200);
	expect(shown).toHaveBeenCalledWith(kept);

	// The next page does not wait.
	const next = freshOrKept(request, kept);
	await vi.advanceTimersByTimeAsync(1);
	expect(await next).toBe(kept);

	// Once the network has answered, it has its three seconds again.
	network.now = async () => fresh;
	expect(await freshOrKept(request, kept)).toBe(fresh);
	network.now = () => new Promise((resolve) => setTimeout(() => resolve(fresh), 2_000));
	const slow = freshOrKept(request, kept);
	await vi.advanceTimersByTimeAsync(2_000);
	expect(await slow).toBe(fresh);
});

test('without a copy the network has all the time it needs', async () => {
	const { freshOrKept } = setUp(
		() => new Promise((resolve) => setTimeout(() => resolve(fresh), 60_000)),
	);
	const asked = freshOrKept(request, undefined);
	await vi.advanceTimersByTimeAsync(60_000);
	expect(await asked).toBe(fresh);
});
