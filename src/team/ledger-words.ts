import type { Ledger, NumberChange, WordChange } from '#workflow/ledger.ts';

/**
 * Why something changed, by the comments that concern it: 回應評語1, or 評語1反駁了，仍然改了.
 * Comments are called by their places in their review, from 1.
 */
export function changeReason(
	{ answers, despite }: Pick<WordChange | NumberChange, 'answers' | 'despite'>,
	placeOf: (commentId: string) => number,
	isRebutted: (commentId: string) => boolean,
): string {
	const named = (ids: readonly string[]) => `評語${ids.map(placeOf).join('、')}`;
	const rebutted = despite.filter(isRebutted);
	const silent = despite.filter((id) => !isRebutted(id));
	const parts = [
		answers.length > 0 ? `回應${named(answers)}` : '',
		rebutted.length > 0 ? `${named(rebutted)}反駁了，仍然改了` : '',
		silent.length > 0 ? `${named(silent)}沒有回應，這裡改了` : '',
	].filter(Boolean);
	return parts.join('；') || '沒有一則評語點到這裡';
}

/** How much changed, and how much of it no comment asked for; empty when nothing did. */
export function ledgerCount({
	words,
	numbers,
	backing,
	despite,
	unasked,
	moved,
}: Pick<Ledger, 'words' | 'numbers' | 'backing' | 'despite' | 'unasked' | 'moved'>): string {
	const written = words.length + numbers.length > 0;
	if (!written && backing.length === 0) return '';
	const changed = [
		written ? `改了${words.length}欄文字、${numbers.length}個數字` : '',
		moved > 0 ? `移動了${moved}個假設` : '',
	].filter(Boolean);
	const held = despite.length > 0 ? `${despite.length}處小組沒有採用評語、卻還是改了，` : '';
	const counted =
		changed.length === 0
			? ''
			: `${changed.join('、')}，其中${held}${unasked.length + moved}處沒有評語點到。`;
	const rest = backing.length - moved;
	return counted + (rest > 0 ? `佐證與預期改了${rest}處。` : '');
}
