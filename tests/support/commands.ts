import { z } from 'zod';
import { server } from '../../src/actions/index.ts';

/** Every command there is, by name, with the schema of its input as it was defined. */
export const commands = server as unknown as Record<string, { input?: z.ZodType }>;
export const commandNames = Object.keys(commands);

/** The first-level names of a command's input; none for a command that takes no input. */
export function inputNames(command: string): string[] {
	const schema = commands[command]?.input;
	return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}
