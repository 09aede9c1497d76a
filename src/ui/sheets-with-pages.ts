/** As much of the bundler as is asked here. */
interface Building {
	readonly environment: { readonly name: string };
	resolve: (
		source: string,
		importer: string | undefined,
		options: { skipSelf: boolean },
	) => Promise<{ readonly id: string } | null>;
}

const none = '\0no-sheet';
const isSheet = (id: string): boolean => id.endsWith('.css');

/**
 * A build step: the style sheets of components are made once, for the pages, and the browser's
 * scripts bring none. Made twice they are sent twice as soon as the scripts are cut otherwise than
 * the pages, and a part that is loaded on demand waits for a sheet that was thrown away as a copy.
 * A sheet that is on no page would be lost, and stops the build.
 */
export function sheetsWithPages() {
	const onPages = new Set<string>();
	return {
		name: 'sheets-with-pages',
		enforce: 'pre' as const,
		apply: 'build' as const,
		// One step for all the builds of the site: pages are built before the browser's scripts.
		sharedDuringBuild: true,
		async resolveId(this: Building, source: string, importer: string | undefined) {
			if (this.environment.name !== 'client' || !isSheet(source)) return null;
			const sheet = await this.resolve(source, importer, { skipSelf: true });
			if (!sheet || !onPages.has(sheet.id)) {
				throw new Error(`${source} is on no page and would be lost`);
			}
			return { id: none, moduleSideEffects: false };
		},
		load: (id: string): string | null => (id === none ? 'export {};' : null),
		transform(this: Building, _source: string, id: string): null {
			if (this.environment.name !== 'client' && isSheet(id)) onPages.add(id);
			return null;
		},
	};
}
