/** As much of the bundler as is asked here. */
interface Building {
	readonly environment: { readonly name: string };
	emitFile(file: { type: 'chunk'; id: string; fileName: string }): string;
}

type Files = Readonly<
	Record<
		string,
		{ readonly imports?: readonly string[]; readonly dynamicImports?: readonly string[] }
	>
>;

const fileName = 'offline.js';

/**
 * A build step: the service worker becomes one script at the root of the site. It has to stand for
 * itself, because pages register it as a plain script; that stops the build if it ever does not.
 */
export function workerFile() {
	return {
		name: 'offline-worker',
		apply: 'build' as const,
		sharedDuringBuild: true,
		buildStart(this: Building): void {
			if (this.environment.name !== 'client') return;
			this.emitFile({ type: 'chunk', id: 'src/offline/worker.ts', fileName });
		},
		generateBundle(this: Building, _options: unknown, files: Files): void {
			if (this.environment.name !== 'client') return;
			const { imports = [], dynamicImports = [] } = files[fileName] ?? {};
			const others = [...imports, ...dynamicImports];
			if (others.length > 0) throw new Error(`${fileName} needs ${others.join(', ')}`);
		},
	};
}
