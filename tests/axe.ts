import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** `npm run axe`: every page in light and dark, on a phone and on a laptop; needs dist/. */
const root = join(import.meta.dirname, '..');
const { status } = spawnSync(
	process.execPath,
	[
		join(root, 'node_modules', 'vitest', 'vitest.mjs'),
		...['run', '--config', 'tests/vitest.config.ts', 'tests/site/accessible-'],
	],
	{ cwd: root, stdio: 'inherit', env: { ...process.env, ALL_LOOKS: '1' } },
);
process.exitCode = status ?? 1;
