import type { Finding } from '../frame.ts';
import type { Position } from './position.ts';
import {
	alike,
	cellOf,
	inCase,
	judgeOrder,
	standings,
	ticked,
	ticksAstray,
	type Comparison,
	type Fit,
	type Standpoint,
	type Subject,
	type Verdict,
} from './rules.ts';

/** What a comparison says of itself, in zh-TW. */

const fits: Record<Fit, string> = {
	has: '行得通',
	test: '要先試',
	lacks: '行不通',
};

const onlyWords = (customers: readonly string[]): string =>
	customers.length > 0 ? `，但只對${[...new Set(customers)].join('、')}` : '';

/** 行得通; 行得通，但只對常來的人. */
export const fitWords = ({ fit, only }: Verdict): string => fits[fit] + onlyWords(only);

/** 有; 有，但只對常來的人. */
export const standingWords = ({ is, only }: Standpoint): string =>
	standings[is] + onlyWords(only ? [only] : []);

const named = (list: readonly { readonly name: string }[]): string =>
	list.map(({ name }) => `「${name}」`).join('、');

/** 「預付」; 「記得人」「內容和推薦」這2招: names of levers that are also words of every day. */
const levers = (names: readonly string[]): string =>
	names.map((name) => `「${name}」`).join('') + (names.length > 1 ? `這${names.length}招` : '');

/** Why a lever can or cannot be pulled. */
export function reasonOf({ lacking, untried, only }: Verdict): string {
	const first = lacking[0];
	if (first) return `還沒有${named(lacking)}。${first.without}`;
	if (untried.length > 0) return `${named(untried)}說不準，先小小試一次。`;
	return `要的條件都有${onlyWords(only)}。`;
}

const subjectOf = (given: Comparison, id: string): Subject | undefined =>
	given.subjects.find((subject) => subject.id === id);
const nameOf = (given: Comparison, id: string): string => subjectOf(given, id)?.name ?? id;

function guessFinding(given: Comparison, { order }: Position): Finding {
	const left = given.guess.of.length - order.length;
	if (order.length === 0)
		return { headline: '先猜，|再往下比。', text: '猜錯沒有關係，錯在哪裡才是要看的。' };
	if (left > 0) return { headline: `還有${left}家沒排。`, text: '按一下排過的，就把它拿回來。' };
	const { right, pairs, astray } = judgeOrder(given, order);
	if (!astray) return { headline: `能判定的${pairs}對|全排對了。`, text: given.guess.after };
	const [first, second] = astray.map((id) => subjectOf(given, id));
	return {
		headline: `能判定的${pairs}對裡，|排對${right}對。`,
		text: `${first?.name}不該在${second?.name}前面。離開${first?.name}：${first?.leaving.says}離開${second?.name}：${second?.leaving.says}${given.guess.after}`,
	};
}

/** How the order did, for where it was made: on a phone the finding is far below. */
export function orderTold(given: Comparison, order: readonly string[]): string {
	const { right, pairs } = judgeOrder(given, order);
	const level = alike(given).map(({ name }) => name);
	const apart = level.length > 0 ? `（${level.join('和')}分不出先後，不比）` : '';
	return `能判定的${pairs}對裡，你${right === pairs ? '全排對了' : `排對${right}對`}${apart}。`;
}

function pairFinding(given: Comparison, { pair }: Position): Finding {
	const [left, right] = pair.map((id) => subjectOf(given, id));
	if (!left || !right) return { headline: '', text: '' };
	const said = (subject: Subject, aspect: 'leaving' | 'evidence') =>
		cellOf(subject, aspect).marks.join('、');
	const isAlike = said(left, 'leaving') === said(right, 'leaving');
	return {
		headline: isAlike
			? `離開${left.name}和${right.name}，|捨不得的是同一種東西。`
			: `離開${left.name}和${right.name}，|捨不得的不一樣。`,
		text: `${left.name}：${said(left, 'leaving')}；${right.name}：${said(right, 'leaving')}。誰說它有效：${left.name}是${said(left, 'evidence')}，${right.name}是${said(right, 'evidence')}。`,
	};
}

function companyFinding(
	given: Comparison,
	{ company, ticks, asked }: Position,
	companyName: string,
): Finding {
	const own = given.companies.find((one) => one.case === company);
	if (!own) return { headline: '', text: '' };
	if (!asked) {
		const holding = ticked(given, ticks).filter(({ fit }) => fit === 'has');
		return holding.length > 0
			? {
					headline: `照你勾的，|${levers(holding.map(({ mechanism }) => mechanism.name))}行得通。`,
					text: '勾完了，再看故事怎麼說。',
				}
			: {
					headline: '照你勾的，|還沒有一招行得通。',
					text: `讀一遍${companyName}的故事，有把握的才勾。`,
				};
	}
	const verdicts = inCase(given, own);
	const of = (fit: Fit) =>
		verdicts.filter((one) => one.fit === fit).map(({ mechanism }) => mechanism.name);
	const has = of('has');
	// Of several levers each says for itself whom it holds for.
	const only = has.length === 1 ? onlyWords(verdicts.flatMap((one) => one.only)) : '';
	const test = of('test');
	const { tooMany, tooFew } = ticksAstray(given, own, ticks);
	const astray = [
		...(tooMany.length > 0 ? [`你多勾了${named(tooMany)}。`] : []),
		...(tooFew.length > 0 ? [`故事裡有，你沒勾：${named(tooFew)}。`] : []),
	].join('');
	const headline =
		has.length > 0
			? `${companyName}：|${levers(has)}行得通${only.replace('，', '，|')}。`
			: test.length > 0
				? `${companyName}：|${levers(test)}要先試。`
				: `${companyName}：|沒有一招行得通。`;
	return { headline, text: `${own.after}${astray || '你的勾法和故事對得起來。'}` };
}

export function findingOf(given: Comparison, position: Position, companyName: string): Finding {
	if (position.at === 'pair') return pairFinding(given, position);
	if (position.at === 'company') return companyFinding(given, position, companyName);
	return guessFinding(given, position);
}

/** Says a move in the order to those who do not see it. */
export const rankTold = (given: Comparison, { order }: Position, id: string): string => {
	const place = order.indexOf(id);
	return place < 0 ? `${nameOf(given, id)}拿回來了。` : `${nameOf(given, id)}排第${place + 1}。`;
};
