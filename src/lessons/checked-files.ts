import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { glob, type Loader } from 'astro/loaders';
import type { z } from 'astro/zod';
import { bodyFaults } from './body-faults.ts';
import { headerFaults } from './header-faults.ts';

type Files = Parameters<typeof glob>[0] & { pattern: string; base: string };

/**
 * A collection of files that a teacher writes. Before one is read, all are looked at, and the build
 * stops with everything that is wrong in them, by file and line: the framework would stop at the
 * first, in English, and name no line.
 */
export function checkedFiles<Schema extends z.ZodType>(files: Files, schema: Schema) {
	const loader = glob(files);
	return {
		schema,
		loader: {
			name: loader.name,
			load: async (context) => {
				const root = fileURLToPath(context.config.root);
				const folder = join(root, files.base);
				const faults = globSync(files.pattern, { cwd: folder })
					.sort()
					.flatMap((file) => {
						const path = join(folder, file);
						const shown = relative(root, path).replaceAll('\\', '/');
						const source = readFileSync(path, 'utf8');
						return [
							...headerFaults(source, schema),
							...(path.endsWith('.mdx') ? bodyFaults(source) : []),
						].map(({ line, message }) => `${shown}:${line}　${message}`);
					});
				if (faults.length > 0) throw new Error(faults.join('\n'));
				await loader.load(context);
			},
		} satisfies Loader,
	};
}
