import type { DateFormat } from '#models/orders/dates.ts';
import type { OrderLines } from '#models/orders/order-lines.ts';
import type { Delimiter } from '#models/orders/layout.ts';
import type { Encoding } from '#models/orders/recognise.ts';
import type { RejectionReason } from '#models/orders/rejected.ts';
import { number } from '#ui/format.ts';
import type { FileShown, LayoutShown } from './file-shown.ts';
import type { LabKind, LabRefusal, Stage } from './job.ts';

export const privacy = '檔案只在這台裝置的瀏覽器裡讀；|沒有一筆訂單離開這裡。';

/** How a file of one's own gets onto the wall, and why not by an address. */
export const ownFile =
	'自己的檔案不離開這台電腦，所以沒有網址：在資料實驗室打開檔案，再按那一頁最下面的「投到教室螢幕」。';

export const passing = '離開或重新整理這一頁，檔案和結果就都不見了；要留的，先下載。';

export const kindLabels = { orders: '訂單', subscriptions: '訂閱' } as const satisfies Record<
	LabKind,
	string
>;

interface RoleWords {
	readonly label: string;
	readonly required: boolean;
	readonly day: boolean;
}

/** What a column may be, as the reader chooses it. */
export const roleWords: Readonly<Record<LabKind, Readonly<Record<string, RoleWords>>>> = {
	orders: {
		customer: { label: '客戶', required: true, day: false },
		date: { label: '日期', required: true, day: true },
		amount: { label: '金額', required: false, day: false },
		order: { label: '訂單編號', required: false, day: false },
		status: { label: '狀態', required: false, day: false },
	},
	subscriptions: {
		customer: { label: '客戶', required: true, day: false },
		start: { label: '開始日', required: true, day: true },
		end: { label: '結束日', required: true, day: true },
		fee: { label: '月費', required: false, day: false },
	},
};

export const stageWords: Readonly<Record<Stage, string>> = {
	reading: '讀檔案',
	counting: '數每位客戶的訂單',
	fitting: '找最合的參數',
	testing: '遮住後段，考它一次',
	predicting: '算每位客戶',
};

export const rejectionWords: Readonly<Record<RejectionReason, string>> = {
	tooFewCells: '欄位太少',
	tooManyCells: '欄位太多（金額裡的逗號沒有加引號？）',
	cancelled: '訂單狀態是取消、退貨或未付款',
	noCustomer: '沒有客戶',
	noDate: '沒有日期',
	notADate: '日期讀不懂',
	impossibleDate: '沒有這一天',
	afterToday: '日期在今天之後，你選了不算',
	longBefore: '日期早得不像真的，你選了不算',
	noAmount: '沒有金額',
	notAnAmount: '金額不是數字',
	zeroAmount: '金額是零',
	negativeAmount: '金額是負的（退貨或折讓）',
	endBeforeStart: '結束日比開始日早',
};

export const encodingWords: Readonly<Record<Encoding, string>> = {
	'utf-8': 'UTF-8',
	'utf-16le': 'UTF-16',
	'utf-16be': 'UTF-16',
	big5: 'Big5',
};

/** As the reader chooses it, where the two orders of bytes must be told apart. */
export const encodingChoices: Readonly<Record<Encoding, string>> = {
	'utf-8': 'UTF-8',
	big5: 'Big5',
	'utf-16le': 'UTF-16（LE）',
	'utf-16be': 'UTF-16（BE）',
};

export const dateFormatWords: Readonly<Record<DateFormat, string>> = {
	plain: '年／月／日',
	monthFirst: '月／日／年',
	dayFirst: '日／月／年',
	shortYearFirst: '年（兩位）／月／日',
	shortRepublicYearFirst: '民國年（兩位）／月／日',
	spreadsheetSerial: '試算表的日期序號',
	epochSeconds: '1970年起的秒數',
	epochMilliseconds: '1970年起的毫秒數',
};

const asCsv = '請另存成CSV再試。';

const reasons: Readonly<
	Record<Exclude<LabRefusal['reason'], 'rolesMissing' | 'oneColumn'>, string>
> = {
	empty: '檔案是空的，裡面沒有一個字。',
	tooLarge: '檔案超過200 MB。請先照日期拆開，或只留客戶、日期、金額三欄。',
	picture: '這是一張圖片，不是資料。請從收銀或會員系統匯出CSV。',
	pdf: '這是PDF，讀不出欄位。請從原來的系統匯出CSV。',
	spreadsheet: `這是試算表檔案。請用試算表打開，${asCsv}`,
	archive: '這是壓縮檔。請先解開，再把裡面的CSV拖進來。',
	webPage: `這是網頁，不是資料檔。有些系統的「匯出Excel」其實是網頁；請用試算表打開，${asCsv}`,
	binary: '這不是文字檔，讀不出欄位。請匯出CSV或TSV。',
	unknownEncoding: '看不懂這個檔案的文字編碼。請另存成UTF-8的CSV再試。',
	tooManyColumns: '一列超過200欄，不像訂單。請只留客戶、日期、金額這幾欄，確定一筆一列，再試一次。',
	noRows: '檔案裡只有欄名，沒有資料。',
	noUsableRows: '沒有一列讀得成。請看下面的原因，或改欄位的用途再試。',
	unreadable: '檔案讀到一半讀不下去：可能剛被移走、改名或改過內容。請重新選一次。',
};

/** Why a file could not be used, and what to do, in one sentence or two. */
export function problemOf({
	reason,
	kind,
	missing,
}: Pick<LabRefusal, 'reason' | 'kind' | 'missing'>): string {
	if (reason === 'oneColumn') {
		return `只看到一欄。${kind === 'orders' ? '至少要有客戶和日期兩欄' : '至少要有客戶、開始日和結束日三欄'}，用逗號或Tab隔開。`;
	}
	if (reason !== 'rolesMissing') return reasons[reason];
	const labels = missing.map((role) => `「${roleWords[kind][role]?.label ?? role}」`).join('、');
	return `找不到${labels}是哪一欄。請在下面的表格裡指給它看。`;
}

export const brokenDown =
	'這台裝置的瀏覽器算到一半停了，可能是記憶體不夠。請關掉別的分頁，或換小一點的檔案再試。';
export const noWorker =
	'這個瀏覽器不讓網頁在背景計算，或背景計算中途停了；少了它，超過5 MB的檔案讀不動。請換一個瀏覽器，或換小一點的檔案再試。';
export const emptyPaste = '還沒有貼上任何資料。';
export const tooManyFiles = '一次只讀一個檔案；這裡讀的是第一個。';
export const cancelled = '已取消；頁面上的東西沒有變。';

/** A size as people say it. */
export function sizeOf(bytes: number): string {
	if (bytes < 1_000) return `${number(bytes)}位元組`;
	return bytes < 1_000_000 ? `${number(bytes / 1_000)} KB` : `${number(bytes / 1_000_000, 1)} MB`;
}

export const delimiterWords: Readonly<Record<Delimiter, string>> = {
	',': '逗號',
	'\t': 'Tab',
	';': '分號',
	'|': '直線',
	'，': '全形逗號',
	'；': '全形分號',
};

/** How the file was read, in one line. */
export function readingOf({ bytes, layout }: Pick<FileShown, 'bytes' | 'layout'>): string {
	const parts = [sizeOf(bytes)];
	if (layout?.encoding) parts.push(`${encodingWords[layout.encoding]}編碼`);
	if (layout?.delimiter) parts.push(`用${delimiterWords[layout.delimiter]}隔開`);
	if (layout && layout.undecodable > 0) parts.push(`有${number(layout.undecodable)}個字讀不出來`);
	return `${parts.join('，')}。`;
}

/** Which column is read as what, in one line: a wrong one is seen here before any figure. */
export function rolesTold(kind: LabKind, layout: LayoutShown): string {
	const parts = Object.entries(roleWords[kind]).flatMap(([role, { label }]) => {
		const column = layout.roles[role];
		if (column === null || column === undefined) return [];
		const header = layout.columns[column]?.header || `第${column + 1}欄`;
		const example = layout.dateExamples[role];
		const written = example
			? `（${example.year === '' ? '' : `${example.year}年，`}${example.written}是${example.day}）`
			: '';
		return [`${label}＝${header}${written}`];
	});
	return `${parts.join('；')}。`;
}

/** What two people of one name do to the count, where customers are told apart by name. */
export const namesAsCustomers =
	'客戶是用姓名認的：同名的人會被當成同一位。檔案裡有編號、手機或電子郵件的話，請改用那一欄。';

/** What was made of rows that are lines of one order, and of orders that were not kept. */
export function orderLinesTold(
	lines: OrderLines | null,
	cancelledRows: number,
	hasStatus: boolean,
): readonly string[] {
	const notes: string[] = [];
	if (lines && lines.ordersOfSeveralRows > 0) {
		const joined = `照訂單編號，${number(lines.rows)}列是${number(lines.orders)}筆訂單（${number(lines.ordersOfSeveralRows)}筆不只一列）`;
		if (lines.amounts === 'total') {
			const but =
				lines.differing > 0 ? `；另有${number(lines.differing)}筆各列金額不同，當成品項相加` : '';
			notes.push(
				`${joined}。同一筆訂單的每一列寫的都是同樣的金額，所以當成整筆的總額，只算一次（假設）${but}。不對的話，把「訂單編號」那一欄改成「不用」，每列就各算一次。`,
			);
		} else if (lines.amounts === 'items') {
			notes.push(
				`${joined}。同一筆訂單各列的金額是品項的金額，所以加起來（假設）；如果每列重複的是整筆的總額，請把「金額」改指到別的欄。`,
			);
		} else notes.push(`${joined}。`);
	}
	if (hasStatus && cancelledRows > 0) {
		notes.push(
			`${number(cancelledRows)}列的狀態是取消、退貨或未付款，沒有算進來。要算的話，把「狀態」那一欄改成「不用」。`,
		);
	}
	return notes;
}

/** What the address of the page brings back, and what it cannot. */
export const addressWords = ({ company }: Pick<FileShown, 'company'>): string =>
	company === null
		? '檔案不在網址裡：重新整理，或把網址給別人，都要再選一次檔案。'
		: '這家公司和設定都在網址裡：重新整理或把網址給別人，看到的是同一頁。';
