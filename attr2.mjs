import { TraceMap, eachMapping } from '@jridgewell/trace-mapping';
import fs from 'node:fs';
import zlib from 'node:zlib';
import path from 'node:path';
const dir = 'dist/client/_astro/';
const want = process.argv.slice(2);
for (const f of fs
	.readdirSync(dir)
	.filter((f) => f.endsWith('.js') && want.some((w) => f.startsWith(w)))) {
	const code = fs.readFileSync(dir + f, 'utf8');
	if (!fs.existsSync(dir + f + '.map')) {
		console.log(f, 'nomap');
		continue;
	}
	const gz = zlib.gzipSync(code).length;
	const lines = code.split('\n');
	const t = new TraceMap(JSON.parse(fs.readFileSync(dir + f + '.map', 'utf8')));
	const by = {};
	const ms = [];
	eachMapping(t, (m) => ms.push(m));
	for (let i = 0; i < ms.length; i++) {
		const m = ms[i],
			n = ms[i + 1];
		const end =
			n && n.generatedLine === m.generatedLine
				? n.generatedColumn
				: lines[m.generatedLine - 1].length;
		if (m.source)
			by[m.source.replace(/.*node_modules\//, 'nm/').replace(/.*\/src\//, 'src/')] =
				(by[m.source.replace(/.*node_modules\//, 'nm/').replace(/.*\/src\//, 'src/')] ?? 0) +
				end -
				m.generatedColumn;
	}
	const total = Object.values(by).reduce((a, b) => a + b, 0);
	console.log('==', f, 'gz', gz, 'raw', code.length);
	for (const [s, b] of Object.entries(by)
		.sort((a, b) => b[1] - a[1])
		.slice(0, 22))
		console.log('  ', (((b / total) * gz) / 1024).toFixed(2) + 'K', s);
}
