/** What a column of a file may be for. Readers of other files bring tables of their own. */
export interface RoleRow {
	/**
	 * A name that tells customers apart, a calendar day, an amount of money, a key that rows of one
	 * order share, or a state that tells which orders came to nothing.
	 */
	readonly kind: 'name' | 'day' | 'amount' | 'key' | 'state';
	/** Whether a file without such a column is no use. */
	readonly required: boolean;
	/** A row whose cell is blank is turned down, or kept with nothing in this place. */
	readonly blank: 'reject' | 'keep';
	/** For amounts: whether zero will do. Negative amounts never do. */
	readonly zero?: boolean;
	/** Header words and how sure they make one, 0–1. Compared without case, spaces and marks. */
	readonly words: Readonly<Record<string, number>>;
	/** Words in a header that speak against this role. */
	readonly against: readonly string[];
	/** Words in a header that make its column a poor one for this role, good only without better. */
	readonly poor?: readonly string[];
}

export type RoleTable = Readonly<Record<string, RoleRow>>;

const customerWords = {
	客戶編號: 1,
	客戶代號: 1,
	客戶代碼: 1,
	客戶id: 1,
	會員編號: 1,
	會員卡號: 1,
	會員代號: 1,
	會員id: 1,
	顧客編號: 1,
	顧客id: 1,
	學員編號: 1,
	卡號: 0.9,
	會員: 0.9,
	客戶: 0.9,
	顧客: 0.9,
	買家帳號: 0.95,
	買家: 0.85,
	訂購人: 0.45,
	購買人: 0.45,
	消費者: 0.8,
	帳號: 0.75,
	統一編號: 0.7,
	手機: 0.75,
	行動電話: 0.75,
	電話: 0.7,
	姓名: 0.45,
	customerid: 1,
	custid: 1,
	clientid: 1,
	memberid: 1,
	membershipid: 1,
	userid: 0.95,
	buyerid: 0.95,
	subscriberid: 1,
	accountid: 0.9,
	customer: 0.9,
	client: 0.85,
	member: 0.9,
	subscriber: 0.9,
	user: 0.8,
	buyer: 0.85,
	account: 0.7,
	cardnumber: 0.85,
	cardno: 0.85,
	email: 0.8,
	電子郵件: 0.8,
	信箱: 0.7,
	phone: 0.7,
	mobile: 0.7,
	name: 0.4,
	username: 0.85,
	使用者名稱: 0.85,
} as const;

/** Two people may bear one name, so a number, a card or an address tells customers apart better. */
const poorCustomer = ['姓名', 'name', '名稱', '稱呼', '訂購人', '購買人', '收件人'] as const;

const notACustomer = [
	'訂單',
	'order',
	'發票',
	'invoice',
	'交易編號',
	'transaction',
	'商品',
	'product',
	'門市',
	'store',
	'日期',
	'date',
	'等級',
	'level',
	'tier',
	'類別',
	'type',
	'人數',
	'金額',
] as const;

const notAnOrderDay = [
	'生日',
	'birth',
	'入會',
	'註冊',
	'加入',
	'signup',
	'registered',
	'到期',
	'expire',
	'出貨',
	'ship',
	'取貨',
	'送達',
	'deliver',
	'更新',
	'updated',
	'退貨',
	'return',
	'refund',
] as const;

/** Header words of numbers that are not what was paid. */
export const notAnAmount = [
	'單價',
	'unitprice',
	'折扣',
	'discount',
	'折抵',
	'運費',
	'shipping',
	'點數',
	'points',
	'稅',
	'tax',
	'數量',
	'qty',
	'quantity',
	'成本',
	'cost',
	'編號',
	'id',
	'電話',
	'phone',
] as const;

/** Headers with a word for an order in them that do not tell orders apart. */
const notAnOrderKey = [
	'日期',
	'date',
	'時間',
	'time',
	'金額',
	'amount',
	'總',
	'total',
	'狀態',
	'status',
	'備註',
	'note',
	'類',
	'type',
	'來源',
	'source',
	'客戶',
	'會員',
	'customer',
	'商品',
	'product',
	'item',
	'數',
	'count',
	'value',
] as const;

/** Free text may speak of returns without being one. */
const notAState = [
	'備註',
	'note',
	'remark',
	'comment',
	'說明',
	'原因',
	'reason',
	'商品',
	'product',
	'會員',
	'member',
	'客戶',
	'customer',
] as const;

/** An order file: who bought, on which day, for how much. Without amounts, purchases alone count. */
export const orderRoles = {
	customer: {
		kind: 'name',
		required: true,
		blank: 'reject',
		words: customerWords,
		against: notACustomer,
		poor: poorCustomer,
	},
	date: {
		kind: 'day',
		required: true,
		blank: 'reject',
		words: {
			訂單日期: 1,
			消費日期: 1,
			交易日期: 1,
			購買日期: 1,
			訂購日期: 1,
			銷售日期: 1,
			下單日期: 1,
			發票日期: 0.9,
			結帳日期: 0.9,
			付款日期: 0.8,
			成立日期: 0.85,
			日期: 0.95,
			訂單時間: 0.95,
			交易時間: 0.95,
			消費時間: 0.95,
			下單時間: 0.95,
			結帳時間: 0.9,
			成立時間: 0.85,
			付款時間: 0.8,
			時間: 0.8,
			orderdate: 1,
			purchasedate: 1,
			transactiondate: 1,
			invoicedate: 0.9,
			saledate: 0.95,
			paymentdate: 0.8,
			date: 0.95,
			ordertime: 0.95,
			orderedat: 1,
			purchasedat: 1,
			createdat: 0.85,
			datetime: 0.9,
			timestamp: 0.85,
			time: 0.7,
			day: 0.7,
		},
		against: notAnOrderDay,
	},
	amount: {
		kind: 'amount',
		required: false,
		blank: 'reject',
		words: {
			實付金額: 1,
			實收金額: 1,
			消費金額: 1,
			訂單金額: 1,
			交易金額: 1,
			結帳金額: 1,
			付款金額: 0.95,
			購買金額: 1,
			銷售金額: 0.95,
			發票金額: 0.9,
			應付金額: 0.85,
			總金額: 0.95,
			金額: 0.95,
			實付: 0.95,
			總額: 0.95,
			總計: 0.9,
			合計: 0.85,
			小計: 0.75,
			營收: 0.8,
			價格: 0.6,
			售價: 0.6,
			amount: 0.95,
			orderamount: 1,
			totalamount: 1,
			totalprice: 0.95,
			ordertotal: 1,
			grandtotal: 1,
			total: 0.95,
			revenue: 0.9,
			sales: 0.85,
			spend: 0.9,
			paid: 0.9,
			payment: 0.7,
			value: 0.75,
			price: 0.6,
			subtotal: 0.75,
			monetary: 0.8,
		},
		against: notAnAmount,
	},
	order: {
		kind: 'key',
		required: false,
		blank: 'keep',
		words: {
			訂單編號: 1,
			訂單號碼: 1,
			訂單代號: 1,
			訂單id: 1,
			單號: 0.95,
			銷貨單號: 1,
			交易序號: 0.95,
			交易編號: 0.95,
			交易號碼: 0.95,
			發票號碼: 0.9,
			發票編號: 0.9,
			收據號碼: 0.9,
			orderid: 1,
			ordernumber: 1,
			orderno: 1,
			ordernum: 1,
			invoice: 0.8,
			invoiceid: 0.9,
			invoiceno: 0.9,
			invoicenumber: 0.9,
			receipt: 0.8,
			receiptid: 0.9,
			receiptno: 0.9,
			receiptnumber: 0.9,
			transactionid: 0.95,
			orderreference: 0.9,
			transactionno: 0.95,
			transactionnumber: 0.95,
		},
		against: notAnOrderKey,
	},
	status: {
		kind: 'state',
		required: false,
		blank: 'keep',
		words: {
			訂單狀態: 1,
			交易狀態: 1,
			狀態: 0.95,
			付款狀態: 0.8,
			orderstatus: 1,
			status: 0.95,
			financialstatus: 0.8,
			paymentstatus: 0.8,
			state: 0.6,
		},
		against: notAState,
	},
} as const satisfies RoleTable;

export type OrderRole = keyof typeof orderRoles;

/** A header as words are compared: one width, no case, no spaces, no marks. */
export const headerWord = (header: string): string =>
	header
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[\s_\-./:()[\]#"'=*]+/g, '');

/** Whether a header says that its column serves the role only where there is no better one. */
export function isPoorFor(row: RoleRow, header: string): boolean {
	const word = headerWord(header);
	if (Object.hasOwn(row.words, word) && (row.words[word] ?? 0) > 0.5) return false;
	return row.poor?.some((each) => word.includes(each)) ?? false;
}

/** How sure a header makes one that its column has this role: −1 (against) to 1. */
export function headerScore(row: RoleRow, header: string): number {
	const word = headerWord(header);
	if (word === '') return 0;
	const exact = Object.hasOwn(row.words, word) ? row.words[word] : undefined;
	if (exact !== undefined) return exact;
	const poor = isPoorFor(row, header);
	let score = 0;
	for (const [known, sure] of Object.entries(row.words)) {
		// Short Latin words hide inside longer ones ("to" in "customer").
		if ((known.length > 4 || known.charCodeAt(0) > 127) && word.includes(known)) {
			score = Math.max(score, 0.8 * sure);
		}
	}
	const opposed = row.against.some((each) =>
		each.length <= 2 && each.charCodeAt(0) < 128 ? word.endsWith(each) : word.includes(each),
	);
	if (opposed) return -1;
	return poor ? Math.min(score, 0.45) : score;
}
