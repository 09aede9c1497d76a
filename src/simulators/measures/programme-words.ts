import { monthsShown, type MeasuresInputs } from '#models/measures/inputs.ts';
import type { MeasuresOutcome } from '#models/measures/model.ts';
import type { Programme } from '#models/measures/programme.ts';
import { absent, number, shortNumber, signedPercent, yuan } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import type { Finding } from '../frame.ts';

/** The member day's account: the same day, held against three different groups of people. */

/** Up to two digits that mean something: a guess from a sample of people knows no more. */
function roughly(count: number): number {
	const unit = 10 ** Math.max(0, Math.floor(Math.log10(count)) - 1);
	return Math.ceil(count / unit) * unit;
}

/** What the control group says, with what it cannot say. */
export function controlWords({ control, heldOut, lettersNeeded, letters }: Programme): string {
	if (!control) return '抽籤留下的人太少，沒有對照組可以比。';
	const says = `抽籤留下的${number(heldOut)}人說${control.added < 0 ? '少' : '多'}${yuan(Math.abs(control.added), 1)}，誤差±${yuan(control.margin, 1)}`;
	if (Math.abs(control.added) > control.margin) {
		return `${says}：差距大過誤差，分得出有作用。`;
	}
	const needed =
		lettersNeeded === null || lettersNeeded <= letters
			? ''
			: lettersNeeded > 1_000_000
				? '真正的差距太小，寄到一百萬封也分不出來。'
				: `照這樣的起伏，信要寄到${number(roughly(lettersNeeded))}封上下，真正的差距才和誤差一樣大。`;
	return `${says}：比的對象沒有錯，人太少，還分不出有沒有用。${needed}`;
}

/** Revenue stands out on the day, and what is left of it at the end. */
function dayWords({ series }: MeasuresOutcome): string {
	const { seenAfter, seenAtEnd } = series.revenue;
	if (seenAfter !== 0) return '會員日當月的營收沒有超出平常的起伏。';
	return seenAtEnd ? '' : `當月營收衝高，到第${monthsShown}個月已經看不出來。`;
}

export function programmeFinding(inputs: MeasuresInputs, outcome: MeasuresOutcome): Finding {
	const { programme } = outcome;
	if (!programme) {
		return {
			headline: '沒有寄出幾封信，|會員日沒有帳可以算。',
			text: '會員或非會員太少，分不出兩群人來比。',
		};
	}
	const { naive, truth } = programme;
	const away =
		inputs.size === 0
			? '這裡沒有任何人因為信多來，和非會員比出來的差距，全是愛買的人本來就會入會。'
			: '會員本來就比較愛買，和非會員比，把這一截也算成功勞。';
	return {
		headline: `和非會員比，|每封信${naive.added < 0 ? '少' : '多'}${yuan(Math.abs(naive.added))}；|真正帶來的是${yuan(truth.added, 1)}。`,
		text: `${away}${controlWords(programme)}${dayWords(outcome)}`,
	};
}

export function programmeTable({ naive, control, truth }: Programme): NamedTable {
	const roi = (value: number): string => signedPercent(value);
	return {
		caption: '會員日的帳：每寄一人，三個月的毛利（元）',
		// What each comparison comes to before the two it is taken from: a phone has room for four.
		columns: ['和誰比', '多出來的', '誤差', 'ROI', '收到信的人', '比的人'],
		rows: [
			[
				'非會員',
				number(naive.added, 1),
				`±${number(naive.margin, 1)}`,
				roi(naive.roi),
				number(naive.reached, 1),
				number(naive.others, 1),
			],
			control
				? [
						// As much as they would have brought had both groups been alike before the day.
						'抽籤留下的會員（調成活動前一樣）',
						number(control.added, 1),
						`±${number(control.margin, 1)}`,
						roi(control.roi),
						number(control.reached, 1),
						number(control.reached - control.added, 1),
					]
				: ['抽籤留下的會員', absent, absent, absent, absent, absent],
			[
				'同一群人，沒有會員日（只有模型知道）',
				number(truth.added, 1),
				absent,
				roi(truth.roi),
				number(truth.reached, 1),
				number(truth.others, 1),
			],
		],
	};
}

export const programmeText = (
	{ letterCost }: MeasuresInputs,
	{ letters, heldOut, naive, truth }: Programme,
): string =>
	`寄出${number(letters)}封，抽籤留下${number(heldOut)}人不寄，每封${shortNumber(letterCost)}元。和非會員比，ROI是${signedPercent(naive.roi)}；真正的ROI是${signedPercent(truth.roi)}。和非會員比誤差小，卻比錯了人；和抽籤留下的人比不會偏，名單小的時候看不清楚。寧可要後者。`;
