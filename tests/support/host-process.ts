import { openStore } from '#server/store/store.ts';
import { createClock, startHost } from './class.ts';
import { listen } from './socket.ts';

// The server without pages as a process of its own, to be killed: prints its port once it listens.
const store = await openStore(process.env['DATA_DIR'] ?? '', new Date());
const { port } = await listen(startHost({ store, clock: createClock(Date.now()) }));
process.stdout.write(`${port}\n`);
