import { longestName } from './identity.ts';

/**
 * Every expected "no": what happened, whose turn it is and what to do, in one zh-TW sentence.
 * The code travels; the sentence is what people read. Bugs are ordinary errors and not listed.
 */
interface RefusalRow {
	/** As Astro's ActionError names its statuses. */
	readonly status:
		'BAD_REQUEST' | 'UNAUTHORIZED' | 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT' | 'TOO_MANY_REQUESTS';
	readonly message: string;
}

export const refusals = {
	NOT_SIGNED_IN: { status: 'UNAUTHORIZED', message: '這一步要先登入老師帳號。' },
	WRONG_PASSWORD: { status: 'UNAUTHORIZED', message: '密碼不對，請再試一次。' },
	TOO_MANY_TRIES: { status: 'TOO_MANY_REQUESTS', message: '試得太快了，請等一分鐘再試。' },
	SETUP_LINK_USED: {
		status: 'FORBIDDEN',
		message: '這個設定連結已經用過或不對；請用終端機最近一次印出的連結，或直接登入。',
	},
	PASSWORD_TOO_SHORT: { status: 'BAD_REQUEST', message: '密碼至少要 8 個字。' },
	PASSWORD_TOO_COMMON: {
		status: 'BAD_REQUEST',
		message: '這個密碼太常見，很容易被猜到，請換一個。',
	},
	LECTURER_EXISTS: { status: 'CONFLICT', message: '已經有老師用這個名字，請換一個。' },
	SIGN_IN_ELSEWHERE: {
		status: 'FORBIDDEN',
		message: '密碼不能經過沒有加密的網路：請在執行忠誠實驗室的那台電腦登入，或改用 https。',
	},
	NOT_FOUND: { status: 'NOT_FOUND', message: '找不到這一頁；請從課程地圖或老師給的連結重新進來。' },
	NOT_YOURS: { status: 'NOT_FOUND', message: '找不到這一頁；請從課程地圖或老師給的連結重新進來。' },
	NOT_A_MEMBER: { status: 'UNAUTHORIZED', message: '這台裝置還沒有座位，請用課堂碼加入課堂。' },
	NO_SUCH_CLASS: { status: 'NOT_FOUND', message: '沒有這個課堂碼，請看老師的螢幕再輸入一次。' },
	JOINING_LOCKED: { status: 'FORBIDDEN', message: '老師已經停止加入；請舉手請老師再打開。' },
	CLASS_CLOSED: { status: 'CONFLICT', message: '這堂課已經結束，內容只能看、不能改。' },
	CLASS_ENDED: {
		status: 'CONFLICT',
		message: '這堂課已經結束，不能再加入；有事要補，請找老師。',
	},
	CLASS_STILL_OPEN: { status: 'CONFLICT', message: '這堂課還開著；先在講台結束課堂，再刪除。' },
	TITLE_DIFFERS: { status: 'CONFLICT', message: '打的和課堂名稱不一樣，所以沒有刪除。' },
	NAME_TAKEN: {
		status: 'CONFLICT',
		message:
			'班上已經有人用這個名字；是你自己的座位，就從「我已經有座位」坐回去，不是的話請加上姓氏或座號。',
	},
	NAME_OF_LECTURER: { status: 'CONFLICT', message: '這是老師的名字，請用自己的名字加入。' },
	DEVICE_SEATED: {
		status: 'CONFLICT',
		message: '這台裝置已經用別的名字加入這堂課；重新整理這一頁就有回到座位的連結。',
	},
	NAME_EMPTY: {
		status: 'BAD_REQUEST',
		message: `請填一個同學認得出來的名字，1 到 ${longestName} 個字。`,
	},
	STUDENT_NUMBER_NEEDED: { status: 'BAD_REQUEST', message: '這堂課要填學號，填好再加入。' },
	STUDENT_NUMBER_UNREADABLE: {
		status: 'BAD_REQUEST',
		message: '學號是 1 到 20 個英文字母、數字或「-」，請再看一次。',
	},
	STUDENT_NUMBER_UNASKED: { status: 'CONFLICT', message: '這堂課現在不用填學號。' },
	STUDENT_NUMBER_TAKEN: {
		status: 'CONFLICT',
		message: '班上已經有人用這個學號；打錯了請改，沒打錯請告訴老師。',
	},
	RECOVERY_CODE_WRONG: {
		status: 'NOT_FOUND',
		message: '換裝置碼不對，或已經換了新的；請看原來那台裝置，或改請老師確認。',
	},
	NO_SUCH_SEAT: {
		status: 'NOT_FOUND',
		message: '班上沒有這個名字；請照第一次加入時的寫法，還沒加入過或被移出了，就當新來的加入。',
	},
	SEAT_REQUEST_GONE: {
		status: 'CONFLICT',
		message: '這個請求已經處理過或過了十分鐘；要的話請學生再按一次。',
	},
	CLASS_FULL: { status: 'CONFLICT', message: '這堂課已經滿 300 人，請老師另開一堂。' },
	NO_SUCH_TEAM: { status: 'NOT_FOUND', message: '沒有這一組，請重新選一組。' },
	LIST_UNREADABLE: { status: 'BAD_REQUEST', message: '這份名單讀不出誰在哪一組，所以沒有更動。' },
	TEAM_CHOSEN: { status: 'CONFLICT', message: '你已經有組別了；要換組請老師幫忙。' },
	PHASE_MOVED: {
		status: 'CONFLICT',
		message: '課堂剛才已經換到另一個階段，畫面已更新，請看一眼再按。',
	},
	PHASE_NOT_OPEN: { status: 'CONFLICT', message: '一次只能往下走一個階段；往回可以走到任何一個。' },
	NOTHING_TO_UNDO: {
		status: 'CONFLICT',
		message: '已經過了可以復原的十秒；要回去請直接開放前一個階段。',
	},
	NOT_DESIGN_PHASE: {
		status: 'CONFLICT',
		message: '現在不是設計階段，老師開放「設計」後才能繳交。',
	},
	DESIGN_INCOMPLETE: { status: 'CONFLICT', message: '還有必填的欄位空著，補齊後就能繳交。' },
	TEXT_TOO_LONG: { status: 'CONFLICT', message: '有一欄超過字數上限，縮短後就能繳交。' },
	ALREADY_SUBMITTED: { status: 'CONFLICT', message: '隊友剛才已經繳交；這一份和他看到的相同。' },
	REVISE_FIRST: { status: 'CONFLICT', message: '這份設計已經發還，先按「開始修訂」，改好再繳交。' },
	NOTHING_TO_REVISE: { status: 'CONFLICT', message: '這份設計還沒發還；老師發還後就能修訂。' },
	ANSWERS_CLOSED: {
		status: 'CONFLICT',
		message: '現在不能回應評語：要等老師發還，到下一版繳交為止。',
	},
	NO_SUCH_COMMENT: {
		status: 'NOT_FOUND',
		message: '找不到這一則評語，可能是較早那一版的；請重新整理再看一次。',
	},
	REASON_NEEDED: { status: 'BAD_REQUEST', message: '反駁要寫理由，1 到 300 個字。' },
	ANSWER_MOVED: {
		status: 'CONFLICT',
		message: '隊友剛才改了這一則的回應，畫面已更新，請看一眼再按。',
	},
	NOT_IN_REVIEW: { status: 'CONFLICT', message: '這份設計不在審閱中，請重新整理後再看一次。' },
	REVIEW_OF_OLDER_VERSION: {
		status: 'CONFLICT',
		message: '這份評語寫的是較早的版本，這一組已經繳交新的一版，所以沒有存；請重新整理再看一次。',
	},
	REVIEW_MOVED: {
		status: 'CONFLICT',
		message:
			'另一個視窗剛才改了這份評閱，所以還沒有發還或定稿；改的會合到這裡來，請看一眼再按一次。',
	},
	REVIEW_INCOMPLETE: { status: 'CONFLICT', message: '每一項評分規準都給了等級，才能發還或定稿。' },
	NOT_APPROVED: { status: 'CONFLICT', message: '這份設計還沒定稿，沒有可以復原的。' },
	SHARE_NOT_OPEN: { status: 'CONFLICT', message: '各組的簡報要等老師開放「分享」之後才看得到。' },
	PRACTICE_ENOUGH: {
		status: 'CONFLICT',
		message: '已經開著三堂練習課；先結束一堂，再開另一堂。',
	},
	NO_SUCH_SNAPSHOT: {
		status: 'CONFLICT',
		message: '這一個留存已經不在了，請重新打開清單再看一次。',
	},
	NO_SUCH_MESSAGE: { status: 'CONFLICT', message: '找不到這句話，可能已經收回了。' },
	DRAFT_LOCKED: {
		status: 'CONFLICT',
		message: '這一組的設計已經繳交或定稿，先發還，才能復原草稿。',
	},
	DRAFT_DAMAGED: {
		status: 'CONFLICT',
		message: '這一組的設計讀不出來，沒有繳交；請老師在講台打開這一組，從「設計的留存與復原」復原。',
	},
	SNAPSHOT_DAMAGED: {
		status: 'CONFLICT',
		message: '這一份留存讀不出來，沒有復原；請選另一份。',
	},
	MESSAGE_UNREADABLE: { status: 'BAD_REQUEST', message: '請寫一句要說的話，1 到 200 個字。' },
	BAD_INPUT: { status: 'BAD_REQUEST', message: '送來的資料不完整，請重新整理頁面再試一次。' },
} as const satisfies Record<string, RefusalRow>;

export type RefusalCode = keyof typeof refusals;

/** Thrown by services for an expected "no"; doors turn it into a status and its sentence. */
export class Refusal extends Error {
	readonly code: RefusalCode;
	/** `sentence` stands in for the table's where it can be more exact. */
	constructor(code: RefusalCode, sentence: string = refusals[code].message) {
		super(sentence);
		this.name = 'Refusal';
		this.code = code;
	}
}
