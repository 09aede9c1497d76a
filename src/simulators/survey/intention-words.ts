import type { Calibration, CalibrationRow } from '#models/survey/intention.ts';
import type { IntentionInputs } from '#models/survey/intention-model.ts';
import { number, percent, signedNumber } from '#ui/format.ts';
import type { Answer, Finding } from '../frame.ts';

/** The sentences of stated intention against what people did. */

export const question = '說會再來的人，|真的會來嗎？';

/** People who answered `from` to `to`, what they said on average and what they did. */
export function pooled(rows: readonly CalibrationRow[], from: number, to: number) {
	const some = rows.filter(({ answer, people }) => answer >= from && answer <= to && people > 0);
	const people = some.reduce((sum, row) => sum + row.people, 0);
	if (people === 0) return null;
	return {
		people,
		stated: some.reduce((sum, row) => sum + row.people * row.stated, 0) / people,
		bought: some.reduce((sum, row) => sum + row.people * (row.bought ?? 0), 0) / people,
	};
}

export function answerOf({ stated, bought }: Calibration): Answer {
	const gap = stated - bought;
	return {
		before: '嘴上說的減實際做的',
		figure: signedNumber(gap * 100, 1),
		suffix: '個百分點',
		after: `平均說有${percent(stated, 1)}的機會再買，真正再買的是${percent(bought, 1)}`,
		amount: { value: gap, format: 'percent' },
	};
}

export function meansOf(inputs: IntentionInputs, { correlation }: Calibration): string {
	const people = `${number(Math.round(inputs.people))}位虛構的客人`;
	if (correlation === null) {
		return `${people}：答案或行為裡有一個人人相同，看不出兩者的關係。`;
	}
	const told =
		correlation > 0.05
			? '答得高的人確實比較常買，分數可以拿來排先後'
			: correlation < -0.05
				? '答得高的人反而比較少買'
				: '答得高或低，和買不買幾乎沒有關係';
	return `${people}裡，答案和行為的相關係數是${number(correlation, 2)}：${told}，${correlation > 0.05 ? '卻' : '更'}不能直接當成機率。`;
}

/** Why those who answer high do less than they say: politeness is to blame only where there is some. */
function whySaidMore({ politeness, noise }: IntentionInputs): string {
	if (noise === 0) {
		return politeness > 0 ? '客氣會把大家的答案往上推。' : '這裡沒有人客氣，差的只是運氣。';
	}
	if (politeness > 0) {
		return '客氣會把大家的答案往上推；當下的好心情，也會讓一部分人答得比平常高。';
	}
	const manner = politeness === 0 ? '這裡沒有人客氣' : '這裡大家答得比心裡低';
	return `${manner}；答得高的人裡，有一部分是當下心情好，之後就回到平常。`;
}

/** What the eager ones do, and the reluctant ones. */
export function findingOf(inputs: IntentionInputs, { rows }: Calibration): Finding {
	const high = pooled(rows, 8, 10);
	const low = pooled(rows, 0, 2);
	const tail =
		'要知道說的話值多少，把問卷和之後的購買紀錄對起來，每個分數各算一次實際再買的比例，再用它打折。';
	if (!high) {
		return {
			headline: '沒有人答8分以上，|就沒有熱心的人可以檢查。',
			text: tail,
		};
	}
	const lower =
		low && low.bought > low.stated + 0.02
			? `答0到2分的人說${percent(low.stated)}，卻有${percent(low.bought)}再買：太低的話也不能照收。`
			: '';
	const gap = high.stated - high.bought;
	const say = percent(high.stated);
	const act = percent(high.bought);
	if (Math.abs(gap) <= 0.03) {
		return {
			headline: `答8到10分的人，|說${say}，做${act}：|差不多。`,
			text: `這個設定下，熱心的答案大致可信。${lower}${tail}`,
		};
	}
	return {
		headline: `答8到10分的人，|說${say}，|真正再買的是${act}。`,
		text: `${gap > 0 ? whySaidMore(inputs) : '這些人比自己說的更常買。'}${lower}${tail}`,
	};
}

export const conventions = [
	'每個人有自己真正的機會再買；被問到時，先換成對數勝算（log odds：會買的機會÷不會買的機會，再取對數，怎麼加減都不會低於0%或超過100%），加上客氣與當下的心情，再換成0到10分。之後依真正的機會決定買不買。',
	'答幾分就當成說了幾成：7分是70%。每個分數的區間是Wilson的95%信賴區間。客人是虛構的（示意）。',
];

export const leftOut = [
	'問了之後會改變行為：有人因為說出口而真的來買。',
	'沒有作答的人，以及想買卻買不到的人。',
];
