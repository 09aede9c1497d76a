import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * `npm run fuzz`: 100,000 malformed frames and 1,000 inputs for every command, of which `npm test`
 * sends a sample; needs dist/.
 */
const root = join(import.meta.dirname, '..');
const files = ['tests/faults/frames.test.ts', 'tests/security/inputs.test.ts'];
const { status } = spawnSync(
	process.execPath,
	[
		join(root, 'node_modules', 'vitest', 'vitest.mjs'),
		...['run', '--config', 'tests/vitest.config.ts', ...files],
	],
	{ cwd: root, stdio: 'inherit', env: { ...process.env, FUZZ: 'full' } },
);
process.exitCode = status ?? 1;
