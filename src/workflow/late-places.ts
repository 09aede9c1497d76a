import { backingChanges } from './backing-changes.ts';
import type { Design, DesignField } from './design.ts';
import { isClaimField } from './evidence.ts';
import type { LatePlace } from './messages.ts';
import { changesBetween } from './submission.ts';

/**
 * Where the present document says something else than the version handed in, each place once: a
 * field with what stands behind it, and all assumptions and expectations together.
 */
export function latePlaces(frozen: Design, present: Design): LatePlace[] {
	const places = new Set<LatePlace>(changesBetween(frozen, present).map(({ field }) => field));
	for (const change of backingChanges(frozen, present)) {
		const isOfField = change.kind === 'evidence' && isClaimField(change.claim);
		places.add(isOfField ? (change.claim as DesignField) : 'assumptions');
	}
	return [...places];
}
