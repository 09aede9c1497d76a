/**
 * Keyed chance: a draw belongs to a key, not to a place in a stream.
 *
 * Two worlds that share a seed share every draw, however many draws either of them skips. That is
 * what lets the same customer be compared with and without a programme (common random numbers).
 */

const mix = (hash: number, word: number): number => {
	let h = Math.imul(hash ^ word, 0x85ebca6b);
	h ^= h >>> 13;
	h = Math.imul(h, 0xc2b2ae35);
	return h ^ (h >>> 16);
};

/**
 * A uniform draw in (0, 1), never 0 or 1, determined by the seed and up to four whole-number keys
 * (for example customer, month, channel, order).
 */
export function keyedUniform(seed: number, a: number, b = 0, c = 0, d = 0): number {
	// The seed is stirred before the first key meets it: merely put over the key, neighbouring seeds
	// would give the same draws to other customers, and look alike where they should differ.
	let high = mix(0x9e3779b9, seed | 0);
	high = mix(high, a | 0);
	high = mix(high, b | 0);
	high = mix(high, c | 0);
	high = mix(high, d | 0);
	const low = mix(high ^ 0x27d4eb2f, (a + Math.imul(b, 31) + Math.imul(c, 961)) | 0);
	// 52 bits and a half: with 53 the largest draw would round up to 1.
	return ((high >>> 0) * 1_048_576 + (low >>> 12) + 0.5) / 4_503_599_627_370_496;
}

/** A stream of uniforms for where order is all that matters (lists, lots). Same seed, same stream. */
export function seededRandom(seed: number): () => number {
	let count = 0;
	return () => keyedUniform(seed, count++, 0x5eed);
}
