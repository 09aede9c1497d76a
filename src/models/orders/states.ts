/** What says that an order was not kept, after what denies it has been taken away. */
const nothing =
	/取消|退貨|退款|退訂|退單|作廢|註銷|未付|未繳|待付|待繳|付款失敗|付款逾期|逾期未|refunded|\brefund\b|cancel|\breturned\b|\bvoid(?:ed)?\b|unpaid|not paid|payment failed|\bfailed\b|declined|chargeback|\babandoned\b/;
const denied =
	/(?:無|沒有|未|不可|不能|免)(?:取消|退貨|退款|退訂|作廢)|non-?refund\w*|not (?:cancel|return|refund|void)\w*/g;
const inPart = /部[分份]|partial/;

const longestState = 24;

/**
 * Whether the state of an order says that nothing came of it: cancelled, returned, refunded or not
 * paid. An order returned in part is still an order.
 */
export function cameToNothing(cell: string): boolean {
	if (cell.length > longestState) return false;
	const text = cell.normalize('NFKC').toLowerCase().replaceAll('_', ' ');
	if (inPart.test(text)) return false;
	return nothing.test(text.replace(denied, ''));
}
