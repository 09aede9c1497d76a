import { readFolder } from './disk.ts';

// Prints what the data folder in its argument holds.
process.stdout.write(JSON.stringify(await readFolder(process.argv[2] ?? '')));
