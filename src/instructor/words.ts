import { unreachable } from '#live/command.ts';
import type { Phase } from '#workflow/class.machine.ts';
import { sizesAfter } from '#workflow/lot.ts';
import { signedOutSentence } from '#workflow/messages.ts';
import { fieldLabel } from '#presentation/design-rows.ts';
import type { LatePlace } from '#workflow/messages.ts';
import { statusWordOf } from '#workflow/status-word.ts';
import type { TeamStatus } from '#workflow/team.machine.ts';
import type { DesignWords } from '#workflow/words.ts';

/** Small words of the desk: numbers in Han characters where a sentence is spoken, clock readings. */

const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** A whole number from 0 to 99 as it is said; larger ones stay in digits. 2 before a counter is 兩. */
export function spoken(count: number, beforeCounter = true): string {
	if (!Number.isInteger(count) || count < 0 || count > 99) return String(count);
	if (count === 2 && beforeCounter) return '兩';
	const tens = Math.floor(count / 10);
	const ones = count % 10;
	if (tens === 0) return digits[ones] ?? '';
	return `${tens === 1 ? '' : digits[tens]}十${ones === 0 ? '' : digits[ones]}`;
}

/** 「半小時」 and the like are left alone: minutes under an hour, then hours, then days. */
export function howLong(milliseconds: number): string {
	const minutes = Math.floor(milliseconds / 60_000);
	if (minutes < 60) return `${spoken(minutes)}分鐘`;
	if (minutes < 24 * 60) return `${spoken(Math.floor(minutes / 60))}小時`;
	return `${spoken(Math.floor(minutes / (24 * 60)))}天`;
}

const pad = (part: number) => String(part).padStart(2, '0');

/** What is left of a span as 17:53, an hour and more as 1:02:05; never below 0:00. */
export function countdown(milliseconds: number): string {
	const seconds = Math.max(0, Math.ceil(milliseconds / 1_000));
	const minutes = Math.floor(seconds / 60) % 60;
	const hours = Math.floor(seconds / 3_600);
	const tail = `${hours > 0 ? pad(minutes) : minutes}:${pad(seconds % 60)}`;
	return hours > 0 ? `${hours}:${tail}` : tail;
}

/** A join code as it is read aloud: ABC-D2EF. */
export const shownCode = (code: string): string =>
	code.replaceAll('-', '').replace(/^(...)(.+)$/, '$1-$2');

/** What the wall shows the hall, as the link to it is called. */
export function wallName({
	class: { phase, endsAt },
	joinCode,
}: {
	class: { phase: Phase; endsAt: number | null };
	joinCode: string | null;
}): string {
	if (phase === 'lobby' || phase === 'brief') return joinCode ? '投影課堂碼' : '投影課堂';
	if (phase === 'design') return endsAt === null ? '投影課堂' : '投影倒數';
	return '投影各組結果';
}

interface Peopled {
	members: readonly unknown[];
	/** Number of versions handed in. */
	submissions: number;
}

/** Whether a team has no people yet: one whose people have gone keeps what they handed in. */
export const isUnpeopled = ({ members, submissions }: Peopled): boolean =>
	members.length === 0 && submissions === 0;

/** Where a team stands; one that never wrote has been given its task and no more. */
export const statusWord = (
	team: Peopled & { status: TeamStatus; progress: { editedAt: number | null } },
): string => (isUnpeopled(team) ? '還沒有人' : statusWordOf(team.status, team.progress.editedAt));

/** When a team last did anything, and who: wrote, or handed in; null where it never has. */
export function lastAct(team: {
	progress: { editedAt: number | null; editedBy: string | null };
	history: readonly { submittedAt: number; submittedByName: string }[];
}): { at: number; by: string | null } | null {
	const { editedAt, editedBy } = team.progress;
	const handedIn = team.history.at(-1);
	if (handedIn && handedIn.submittedAt >= (editedAt ?? 0))
		return { at: handedIn.submittedAt, by: handedIn.submittedByName };
	return editedAt === null ? null : { at: editedAt, by: editedBy };
}

/** What a page says whose address leads elsewhere by now: to where one signs in, or to no class. */
export const turnedAway = (path: string): string =>
	/^\/sign-in\/?$/.test(path)
		? signedOutSentence
		: '這堂課已經不在了：可能已經刪除。請回到「我的課堂」看看。';

interface HandedIn {
	submissions: number;
	progress: { late: readonly LatePlace[] };
}

/** How much came after the hand-in: 2處沒算進第1版. */
export const lateCount = ({ submissions, progress: { late } }: HandedIn): string =>
	`${late.length}處沒算進第${submissions}版`;

/** The same, place by place: 2處沒算進第1版：目標客群、風險與退場. */
export const lateWords = (team: HandedIn, words: DesignWords): string =>
	`${lateCount(team)}：${team.progress.late
		.map((place) => (place === 'assumptions' ? words.assumptions.title : fieldLabel(words, place)))
		.join('、')}`;

/** How many of a class are there; the simulated students of a practice class come after it has opened. */
export function onlineWords(online: number, all: number, isPractice = false): string {
	return isPractice && online === 0 ? '模擬同學進場中' : `${online}／${all}人線上`;
}

/** What a lot comes to, before it is drawn: 5人抽進15組：5組各1人，10組沒有人. */
export function lotSentence(sizes: readonly number[], people: number): string {
	const after = sizesAfter(sizes, people);
	const many = [...new Set(after)].sort((one, other) => other - one);
	const parts = many.map((size) => {
		const teams = after.filter((one) => one === size).length;
		if (size === 0) return `${teams}組沒有人`;
		return `${teams}組${teams > 1 ? '各' : ''}${size}人`;
	});
	const joined = sizes.some((size) => size > 0) ? '，連已經在組裡的' : '';
	return `${people}人抽進${sizes.length}組${joined}：${parts.join('，')}。`;
}

/**
 * Why a draft is not saved. What got no answer is sent again by itself, so nobody has to press
 * anything; any other refusal says itself what is to be done.
 */
export const whyUnsaved = (sentence: string): string =>
	sentence === unreachable ? '連不到伺服器。連上就會自己存；先不要關這一頁。' : sentence;
