/** As much of the bundler as is asked here. */
interface Building {
	readonly environment: { readonly name: string };
	resolve: (
		source: string,
		importer: string | undefined,
		options: { skipSelf: boolean },
	) => Promise<{ readonly id: string } | null>;
}

/** What the bundler has put into a file, by the module's path. */
type Files = Readonly<
	Record<string, { readonly modules?: Readonly<Record<string, { renderedLength: number }>> }>
>;

const none = '\0no-sheet';
const isSheet = (id: string): boolean => id.endsWith('.css');
/** The component that a sheet is a part of; a sheet of its own is its own. */
const holderOf = (sheet: string): string => sheet.split('?')[0] ?? sheet;

/**
 * A build step: the style sheets of components are made once, for the pages, and the browser's
 * scripts bring none. Made twice they are sent twice as soon as the scripts are cut otherwise than
 * the pages, and a part that is loaded on demand waits for a sheet that was thrown away as a copy.
 * A sheet that is on no page would be lost, and stops the build: nothing imports it there, or its
 * component can only come to be in a browser and was left out of the pages with its sheet.
 */
export function sheetsWithPages() {
	const onPages = new Set<string>();
	const rendered = new Set<string>();
	return {
		name: 'sheets-with-pages',
		enforce: 'pre' as const,
		apply: 'build' as const,
		// One step for all the builds of the site: pages are built before the browser's scripts.
		sharedDuringBuild: true,
		async resolveId(this: Building, source: string, importer: string | undefined) {
			if (this.environment.name !== 'client' || !isSheet(source)) return null;
			const sheet = await this.resolve(source, importer, { skipSelf: true });
			const holder = holderOf(sheet?.id ?? source);
			if (!sheet || !onPages.has(sheet.id) || (holder !== sheet.id && !rendered.has(holder))) {
				throw new Error(`${source} is on no page and would be lost`);
			}
			return { id: none, moduleSideEffects: false };
		},
		load: (id: string): string | null => (id === none ? 'export {};' : null),
		transform(this: Building, _source: string, id: string): null {
			if (this.environment.name !== 'client' && isSheet(id)) onPages.add(id);
			return null;
		},
		generateBundle(this: Building, _options: unknown, files: Files): void {
			if (this.environment.name === 'client') return;
			for (const { modules = {} } of Object.values(files)) {
				for (const [id, { renderedLength }] of Object.entries(modules)) {
					if (renderedLength > 0) rendered.add(id);
				}
			}
		},
	};
}
