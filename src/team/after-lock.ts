import type { Design, DesignField } from '#workflow/design.ts';
import { evidenceFor, isClaimField } from '#workflow/evidence.ts';
import { latePlaces } from '#workflow/late-places.ts';
import type { StudentView } from '#workflow/messages.ts';
import type { DesignWords } from '#workflow/words.ts';
import { evidenceText } from './backing-words.ts';
import { formField, labelOf, valueOf } from './design-words.ts';
import { latestOf, sceneOf } from './standing.ts';

/**
 * Where the team's document says something else than the version handed in: what a teammate typed
 * as another handed in, or what came back from a device that was offline. It is kept and shown, and
 * nobody may take it for part of that version.
 */
export interface AfterLock {
	/** The version handed in. */
	number: number;
	/** What that version says, in words, by the field that says something else now. */
	frozen: ReadonlyMap<DesignField, string>;
	/** Whether the assumptions or expectations differ. */
	assumptions: boolean;
	/** Whether a revision can still take it up. */
	revisable: boolean;
}

const frozenWords = (design: Design, field: DesignField, words: DesignWords): string => {
	const shown = formField(field);
	const value = shown ? valueOf(design, shown, words) : '';
	const evidence = isClaimField(field) ? evidenceFor(design, field) : [];
	return [value || '（未填）', ...evidence.map((one) => `佐證：${evidenceText(one, words)}`)].join(
		'\n',
	);
};

/** What differs from the version handed in while the design is locked; null where nothing does. */
export function afterLock(
	view: StudentView,
	present: Design,
	words: DesignWords,
): AfterLock | null {
	const latest = latestOf(view);
	const locked = ['handedIn', 'returned', 'approved'].includes(sceneOf(view));
	if (!latest || !locked) return null;
	const places = latePlaces(latest.design, present);
	if (places.length === 0) return null;
	const assumptions = places.includes('assumptions');
	const frozen = new Map(
		places
			.filter((place) => place !== 'assumptions')
			.map((field) => [field, frozenWords(latest.design, field, words)]),
	);
	const revisable = view.team?.status !== 'approved' && view.class.phase !== 'closed';
	return { number: latest.number, frozen, assumptions, revisable };
}

/** Said once for the whole design. */
export function afterLockSentence(late: AfterLock, words: DesignWords): string {
	const names = [
		...[...late.frozen.keys()].map((field) => `「${labelOf(words, field)}」`),
		...(late.assumptions ? [`「${words.assumptions.title}」`] : []),
	];
	const kept = late.revisable ? '後來的留在設計表裡，修訂時接著用。' : '後來的只留在這張設計表裡。';
	return `${names.join('、')}在繳交之後還有改動，沒有算進第${late.number}版；老師看的是第${late.number}版。${kept}`;
}
