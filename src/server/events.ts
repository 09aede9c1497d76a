import type { Phase } from '#workflow/class.machine.ts';
import type { AnswerKind } from '#workflow/comment.ts';
import type { PhaseWords } from '#workflow/words.ts';

/** What the class's log keeps of each happening: enough to tell it without looking anything up. */
interface EventBodies {
	'class.opened': { title: string };
	'practice.opened': Record<string, never>;
	'phase.opened': {
		phase: Phase;
		minutes: number | null;
		/** The next one will open by itself. */
		opensNext?: true;
		/** It was opened by the clock, as the lecturer had asked for. */
		byClock?: true;
	};
	'phase.missed': { phase: Phase };
	'phase.undone': { phase: Phase };
	'deadline.moved': { endsAt: number | null };
	'class.closed': Record<string, never>;
	'class.reopened': Record<string, never>;
	'joining.locked': Record<string, never>;
	'joining.unlocked': Record<string, never>;
	'studentNumber.asked': Record<string, never>;
	'studentNumber.unasked': Record<string, never>;
	'seat.recovered': { name: string };
	'seat.confirmed': { name: string };
	'seat.denied': { name: string };
	'seats.denied': { devices: number };
	'seat.released': { name: string };
	/** `team`: its number; null for everybody. */
	'message.sent': { team: number | null; text: string };
	/** `id`: the message's number in the log. */
	'message.withdrawn': { id: number; text: string };
	'member.joined': { name: string };
	'member.chose': { name: string; team: number };
	'member.placed': { name: string; team: number | null };
	'member.removed': { name: string };
	'members.removed': { members: number };
	'teams.drawn': { members: number };
	'teams.listed': { placed: number; planned: number };
	'teams.unlisted': Record<string, never>;
	'design.submitted': { team: number; number: number; name: string };
	'revision.begun': { team: number; name: string };
	/** `about`: what the form calls the field; null for a comment on the whole. */
	'comment.answered': {
		team: number;
		number: number;
		name: string;
		kind: AnswerKind | 'withdrawn';
		about: string | null;
	};
	'draft.restored': { team: number; at: number; words: string };
	'review.opened': { team: number; number: number };
	'submission.sentBack': { team: number; number: number };
	'review.returned': { team: number; number: number };
	'review.approved': { team: number; number: number };
	'approval.undone': { team: number; number: number };
}
export type EventType = keyof EventBodies;
export type EventBody<Type extends EventType> = EventBodies[Type];

/** As it stands within 「」. */
const quotedInside = (text: string): string => text.replaceAll('「', '『').replaceAll('」', '』');

const answered = { adopted: '採用', rebutted: '反駁', withdrawn: '收回了回應：' } as const;

type Telling = {
	[Type in EventType]: (body: EventBodies[Type], phases: PhaseWords, at: number) => string;
};

const tellings: Telling = {
	'class.opened': ({ title }) => `開了「${title}」這堂課`,
	'practice.opened': () => '這是練習課堂，學生是模擬的；他們照評語的種類回應，讀不懂評語的字',
	'phase.opened': ({ phase, minutes, opensNext, byClock }, phases) =>
		[
			...(byClock ? ['時間到'] : []),
			`開放「${phases[phase].name}」`,
			minutes === null ? '不限時間' : `預定${minutes}分鐘`,
			...(opensNext ? ['時間到自動開放下一個'] : []),
		].join('，'),
	'phase.missed': ({ phase }, phases) =>
		`時間到的時候伺服器沒有開著，過了太久，所以沒有自動開放「${phases[phase].name}」`,
	'phase.undone': ({ phase }, phases) => `復原，回到「${phases[phase].name}」`,
	// The moment itself would be in the server's time zone; whoever reads may sit in another.
	'deadline.moved': ({ endsAt }, _phases, at) =>
		endsAt === null
			? '取消這個階段的結束時間'
			: `結束時間改到${Math.max(0, Math.round((endsAt - at) / 60_000))}分鐘後`,
	'class.closed': () => '結束課堂，內容轉為唯讀',
	'class.reopened': () => '重新打開課堂',
	'joining.locked': () => '停止加入',
	'joining.unlocked': () => '開放加入',
	'studentNumber.asked': () => '加入時要填學號',
	'studentNumber.unasked': () => '加入時不再問學號',
	'seat.recovered': ({ name }) => `${name}用換裝置碼在另一台裝置坐回座位`,
	'seat.confirmed': ({ name }) => `讓${name}在另一台裝置坐回座位`,
	'seat.denied': ({ name }) => `沒有讓另一台裝置坐${name}的座位`,
	'seats.denied': ({ devices }) => `沒有讓等著的${devices}台裝置坐任何座位`,
	'seat.released': ({ name }) => `讓${name}的座位的裝置都登出`,
	'message.sent': ({ team, text }) =>
		`對${team === null ? '全班' : `第${team}組`}說：「${quotedInside(text)}」`,
	'message.withdrawn': ({ text }) => `收回：「${quotedInside(text)}」`,
	'member.joined': ({ name }) => `${name}加入課堂`,
	'member.chose': ({ name, team }) => `${name}選了第${team}組`,
	'member.placed': ({ name, team }) =>
		team === null ? `把${name}移出組別` : `把${name}放到第${team}組`,
	'member.removed': ({ name }) => `把${name}移出課堂`,
	'members.removed': ({ members }) => `一次把${members}人移出課堂`,
	'teams.drawn': ({ members }) => `抽籤分組，${members}人有了組別`,
	'teams.listed': ({ placed, planned }) =>
		[
			'照名單分組',
			...(placed > 0 ? [`${placed}人排好`] : []),
			...(planned > 0 ? [`${planned}人加入時進組`] : []),
		].join('，'),
	'teams.unlisted': () => '清掉名單上還沒加入的人',
	'design.submitted': ({ team, number, name }) => `第${team}組由${name}繳交第${number}版`,
	'revision.begun': ({ team, name }) => `第${team}組由${name}開始修訂`,
	'comment.answered': ({ team, number, name, kind, about }) =>
		`第${team}組的${name}${answered[kind]}第${number}版${about === null ? '' : `「${about}」`}的評語`,
	'draft.restored': ({ team, words }) => `把第${team}組的設計復原到${words}的樣子`,
	'review.opened': ({ team, number }) => `開始審閱第${team}組的第${number}版`,
	'submission.sentBack': ({ team, number }) =>
		`退回第${team}組的第${number}版，沒有評分；他們改好再繳一次`,
	'review.returned': ({ team, number }) => `發還第${team}組的第${number}版`,
	'review.approved': ({ team, number }) => `第${team}組的第${number}版定稿`,
	'approval.undone': ({ team, number }) => `取消第${team}組第${number}版的定稿`,
};

/** One row of the log as a sentence for the lecturer's desk; `at` is when it happened. */
export function eventSentence(type: string, body: string, phases: PhaseWords, at: number): string {
	if (!(type in tellings)) return '（這一版不認得的紀錄）';
	const tell = tellings[type as EventType] as (
		body: object,
		phases: PhaseWords,
		at: number,
	) => string;
	return tell(JSON.parse(body) as object, phases, at);
}
