/**
 * Axes that chart-js.ts never registers. A bundler keeps them all the same, with the date and
 * logarithm code behind them, because their settings are read from other objects.
 */
const unusedAxes = ['LogarithmicScale', 'RadialLinearScale', 'TimeScale', 'TimeSeriesScale'];

/** Chart.js without the axes nobody registers; throws when a new version is written otherwise. */
export function withoutUnusedAxes(source: string): string {
	return unusedAxes.reduce((text, name) => {
		const whole = new RegExp(`^class ${name} extends \\w+ \\{\\n[\\s\\S]*?^\\}$`, 'm');
		if (!whole.test(text)) throw new Error(`Chart.js has no class ${name} to leave out`);
		return text.replace(whole, `class ${name} {}`);
	}, source);
}

/** What the build step asks of the bundler. */
interface Bundler {
	resolve: (id: string) => Promise<{ readonly id: string } | null>;
}

/**
 * A build step: Chart.js as this site uses it, a fifth lighter. What is left is the library's own
 * code, untouched; what is left out can neither be registered nor reached from here.
 */
export function leanChartJs() {
	return {
		name: 'lean-chart-js',
		enforce: 'pre' as const,
		resolveId(this: Bundler, id: string) {
			return id === '@kurkle/color' ? this.resolve('/src/ui/chart-colour.ts') : null;
		},
		transform: (source: string, id: string): { code: string; map: null } | null =>
			id.endsWith('/chart.js/dist/chart.js')
				? { code: withoutUnusedAxes(source), map: null }
				: null,
	};
}
