import { afterAll, beforeAll, test } from 'vitest';
import { Hour, names } from './class-hour/hour.ts';
import { steps } from './class-hour/steps.ts';

/**
 * An hour of a class of thirty in a few minutes, on a bad network and a server that dies twice: six
 * phones in browsers and twenty-four as sockets, a lecturer and a projector, from opening to
 * approval. `npm run class-hour` walks the same with thirty browsers.
 */
const hour = new Hour({ browsers: names.length, patience: 30_000 });

beforeAll(() => hour.open());
afterAll(() => hour.end());

for (const { name, walk } of steps) test(name, () => walk(hour), 300_000);
