/** The attribute that asks for a guess: `guess` for the figure's own question, or one in its words. */
export type GuessAsked = boolean | string | undefined;

/** Where a lesson asks for a guess, for the figure's view; nothing where it does not. */
export function guessIn(
	lesson: string | undefined,
	asked: GuessAsked,
): { lesson: string; ask?: string } | undefined {
	if (!lesson || asked === undefined || asked === false) return undefined;
	return typeof asked === 'string' ? { lesson, ask: asked } : { lesson };
}
