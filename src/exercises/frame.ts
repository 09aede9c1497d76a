/**
 * The frame that every exercise without numbers stands in, and what a view owes it.
 *
 * An exercise is words that a teacher edits (`content/exercises/<name>.yaml`, checked by the schema of
 * its kind), pure rules over a position (`<kind>/rules.ts`) and a view of both (`<kind>/<Kind>.svelte`).
 * A position is small JSON: what has been put where. A view holds one `ExerciseState` and says what
 * the position shows:
 *
 *     const exercise = untrack(() => new ExerciseState({ place, start, read, shown }));
 *     const finding = $derived(findingOf(words, exercise.now));
 *
 *     <ExerciseFrame title={words.title} question={words.question} {exercise} {finding}>
 *         … what can be moved …
 *         {#snippet solution()} … the whole answer, with its reasons … {/snippet}
 *     </ExerciseFrame>
 *
 * The frame does the rest: undo, starting again, telling aloud, keeping the position in the reader's
 * own browser, paper. Whatever stands in the frame is drawn when the page is built, so it has to be
 * worth reading before any script, and on paper, where the solution follows it.
 */

/** What there is to learn from the present position; '|' in the headline marks where it may break. */
export interface Finding {
	readonly headline: string;
	readonly text: string;
}

/** Where an exercise stands: its lesson's word and the name of its file. */
export interface ExercisePlace {
	readonly lesson: string;
	readonly name: string;
}

/** A heading without the marks of where it may break. */
export const unbroken = (heading: string): string => heading.replaceAll('|', '');
