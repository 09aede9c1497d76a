import type { DesignField } from '#workflow/design.ts';
import type { Ledger, NumberChange, Outcome, WordChange } from '#workflow/ledger.ts';

/**
 * Why something changed, by the comments that concern it: 回應評語1, or 評語1反駁了，仍然改了.
 * Comments are called by their places in their review, from 1. Where there are none, as when a version
 * was sent back, nobody has passed over any, and nothing is said.
 */
export function changeReason(
	{ answers, despite }: Pick<WordChange | NumberChange, 'answers' | 'despite'>,
	comments: Ledger['comments'],
): string {
	if (comments.length === 0) return '';
	const placeOf = (id: string) => comments.findIndex(({ comment }) => comment.id === id) + 1;
	const isRebutted = (id: string) =>
		comments.some(({ comment, outcome }) => comment.id === id && outcome.kind === 'rebutted');
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

/** How many places of each kind, those without any left out. */
const counted = (
	parts: readonly (readonly [count: number, says: string])[],
	between: '、' | '，' = '、',
): string =>
	parts
		.filter(([count]) => count > 0)
		.map(([count, says]) => says.replace('#', String(count)))
		.join(between);

/**
 * How much changed, and how much of it no adopted comment asked for: rebutted and changed all the
 * same, changed without an answer to the comment, or with no comment on it, where there are any.
 * Empty when nothing did.
 */
export function ledgerCount({
	words,
	numbers,
	backing,
	despite,
	unasked,
	moved,
	movedUnasked,
	comments,
}: Pick<
	Ledger,
	'words' | 'numbers' | 'backing' | 'despite' | 'unasked' | 'moved' | 'movedUnasked' | 'comments'
>): string {
	const changed = counted([
		[words.length, '#欄文字'],
		[numbers.length, '#個數字'],
		[moved, '#個假設'],
	]);
	const isRebutted = (field: DesignField): boolean =>
		comments.some(
			(entry) => entry.outcome.kind === 'rebutted' && entry.changed.some((one) => one === field),
		);
	const rebutted = despite.filter(isRebutted).length;
	const which = counted(
		[
			[rebutted, '#處反駁了評語、還是改了'],
			[despite.length - rebutted, '#處的評語沒有回應'],
			[comments.length > 0 ? unasked.length + movedUnasked : 0, '#處沒有評語點到'],
		],
		'，',
	);
	const sentence = changed && `改了${changed}${which && `，其中${which}`}。`;
	const rest = backing.length - moved;
	return sentence + (rest > 0 ? `佐證與預期改了${rest}處。` : '');
}

/** How the comments were answered; empty without any. */
export function answersCount({ comments }: Pick<Ledger, 'comments'>): string {
	if (comments.length === 0) return '';
	const of = (kind: Outcome['kind']) =>
		comments.filter(({ outcome }) => outcome.kind === kind).length;
	const kinds = counted([
		[of('adopted'), '採用#則'],
		[of('rebutted'), '反駁#則'],
		[of('unanswered'), '沒有回應#則'],
	]);
	return `共${comments.length}則評語：${kinds}。`;
}
