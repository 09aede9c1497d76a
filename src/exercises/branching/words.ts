import { number, signedNumber } from '#ui/format.ts';
import type {
	BranchingCase,
	CaseState,
	Choice,
	Ending,
	Journey,
	StageStanding,
	Step,
} from './rules.ts';
import { turningPoint } from './rules.ts';

/** What a branching case says of itself, in zh-TW. */

/** 欠2格、打平、餘3格: how an account stands. */
export const standsWords = (stands: number): string =>
	stands === 0 ? '打平' : stands < 0 ? `欠${number(-stands)}格` : `餘${number(stands)}格`;

export const stageWords: Record<StageStanding, string> = {
	kept: '守住了',
	mended: '失手後補回',
	lost: '失手',
	unmet: '沒走到',
};

/** What a choice costs and earns: 阿珠花的時間3分、公司花的錢1,000元　程序−1; empty where it moves nothing. */
export function deltaWords(given: BranchingCase, choice: Choice): string {
	const accounts = given.accounts.flatMap(({ id, name }) => {
		const moved = choice.accounts[id] ?? 0;
		return moved === 0 ? [] : [`${name}${signedNumber(moved)}`];
	});
	return [
		...(choice.minutes > 0 ? [`${given.person}花的時間${number(choice.minutes)}分`] : []),
		...(choice.money > 0 ? [`公司花的錢${number(choice.money)}元`] : []),
		...accounts,
	].join('、');
}

export const learnedSentences = (given: BranchingCase, { learned }: CaseState): string[] =>
	learned.flatMap((key) => given.lessons[key] ?? []);

export const stageName = (given: BranchingCase, { stage }: Step): string =>
	given.stages.find(({ id }) => id === stage)?.name ?? '電話之後';

/** What the reader learns at the present place: of the last choice, or of the whole path. */
export function findingOf(
	given: BranchingCase,
	journey: Journey,
): { headline: string; text: string } {
	const { turns, ending } = journey;
	const last = turns.at(-1);
	if (!last)
		return { headline: '選一句話，|看它記在哪一本帳上。', text: '走錯沒有關係，隨時可以退一步。' };
	if (!ending) {
		const delta = deltaWords(given, last.choice);
		return { headline: last.choice.then, text: delta === '' ? '三本帳都沒有動。' : `${delta}。` };
	}
	const turning = turningPoint(given, journey);
	if (!turning)
		return {
			headline: `結局：${ending.name}`,
			text: '走得到的結局裡，這是最好的一種。',
		};
	const turn = turns[turning.place];
	return {
		headline: `結局：${ending.name}`,
		text: `走到第${turning.place + 1}步的時候，還到得了「${turning.lost.name}」；選了「${turn?.choice.says.replace(/[「」。]/g, '') ?? ''}」以後，就到不了了。`,
	};
}

/** When an ending comes about, for the printed tree. */
export function whenWords(given: BranchingCase, { when }: Ending): string {
	if (!when) return '其他的路。';
	const accounts = Object.entries(when.accounts).map(([id, least]) => {
		const name = given.accounts.find((account) => account.id === id)?.name ?? id;
		return least < 0
			? `${name}最多欠${number(-least)}格`
			: least === 0
				? `${name}不欠`
				: `${name}至少餘${number(least)}格`;
	});
	const learned = when.learned === undefined ? [] : [`公司學到「${given.lessons[when.learned]}」`];
	return `${[...accounts, ...learned].join('，')}。`.replace('。」。', '」。');
}
