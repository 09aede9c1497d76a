import type { NpsInputs, NpsOutcome } from '#models/survey/nps-model.ts';
import type { Interval } from '#models/survey/confidence.ts';
import { absent, number, shortNumber, signedNumber } from '#ui/format.ts';
import type { Answer, Finding } from '../frame.ts';

/** The sentences of NPS and its sampling error. */

export const question = 'NPS上下幾分，|是客人變了，|還是剛好問到別人？';

/** +30, −2.5: a score without needless decimals. */
const signed = (points: number): string => signedNumber(points, 1).replace(/\.0$/, '');

const between = ({ low, high }: Interval, decimals = 1): string =>
	`${signedNumber(low, decimals)}到${signedNumber(high, decimals)}分`;

export function answerOf({ now }: NpsOutcome): Answer {
	if (!now.ok) return { before: '這次的NPS', figure: absent, after: '還沒有人作答' };
	return {
		before: '這次的NPS',
		figure: signed(now.nps),
		suffix: '分',
		after: now.interval
			? `${number(now.answers)}人作答，95%信賴區間${between(now.interval)}`
			: `${number(now.answers)}人作答，答得一樣，算不出誤差`,
		amount: { value: now.nps, format: 'signedNumber', decimals: 1, unit: '分' },
	};
}

export function meansOf(inputs: NpsInputs, { now, answersNeeded }: NpsOutcome): string {
	if (!now.ok) return '把三種人數填進去，就有答案。';
	if (now.margin === null) {
		return '所有人都在同一組，公式會說誤差是零；人少的時候，這不是確定，是還沒問到不一樣的人。';
	}
	const needed =
		answersNeeded === null
			? ''
			: `照這個比例，要把誤差壓到±${shortNumber(inputs.wantedMargin, 1)}分，得有${number(answersNeeded)}人作答。`;
	// A score ends at ±100: an error that goes beyond is told as what is left of it.
	const reach =
		now.interval && Math.abs(now.nps) + now.margin > 100
			? `真正的分數大約在${between(now.interval)}之間`
			: `真正的分數大約在這次的分數±${number(now.margin, 1)}分以內；再問一批一樣多的人，兩次的差可以到±${number(now.margin * Math.SQRT2, 1)}分`;
	return `推薦者的百分比減批評者的百分比；${reach}。${needed}`;
}

const alike =
	'同一個分數，後面可以是很不一樣的人：兩極的一群和不冷不熱的一群，NPS可以完全相同，平均分數和誤差卻不同。';

export function findingOf({ change, sameNps }: NpsOutcome): Finding {
	const [split, , lukewarm] = sameNps;
	// Where all are promoters, or all detractors, there is only one such crowd.
	const several = split?.answers.detractors !== lukewarm?.answers.detractors;
	const more = several ? alike : '';
	if (!change.ok) {
		return change.reason === 'nobody answered'
			? {
					headline: '兩次調查|都要有人作答，|才能比。',
					text: `NPS要拿來比，兩次都要有人作答，而且要問同一種人、用同一種問法。${more}`,
				}
			: {
					headline: '有一次人人一樣，|差多少可信，|算不出來。',
					text: `全部的人落在同一組時，誤差的公式失靈。多問一些人，再來比。${more}`,
				};
	}
	const size = shortNumber(Math.abs(change.change), 1);
	// What is told to be more, or less, has to look it.
	const decimals = number(Math.abs(change.change), 1) === number(change.margin, 1) ? 2 : 1;
	const margin = number(change.margin, decimals);
	const range = between(change.interval, decimals);
	const word = change.change > 0 ? `多${size}分` : `少${size}分`;
	if (size === '0') {
		return {
			headline: `和上次${change.change === 0 ? '' : '幾乎'}一樣，|但差距的誤差有±${margin}分。`,
			text: `分數沒動，不代表客人沒動：差距的95%信賴區間是${range}。${more}`,
		};
	}
	if (change.clear && change.few) {
		return {
			headline: `比上次${word}，|可是人太少，|先別下結論。`,
			text: `照公式，差距的95%信賴區間是${range}，不含零。有一次不到30人作答，或最多的那一組以外不到8人，這個公式會太有把握：客人一點都沒變，也常常超出去。${more}`,
		};
	}
	return change.clear
		? {
				headline: `比上次${word}，|超過差距的誤差±${margin}分。|光靠運氣很少差這麼多。`,
				text: `差距的95%信賴區間是${range}，不含零：客人要是沒變，光靠運氣差這麼多，機會大約在5%以下。分數為什麼動，這裡看不出來。${more}`,
			}
		: {
				headline: `比上次${word}，|差距的誤差卻是±${margin}分：|還不能說變了。`,
				text: `差距的95%信賴區間是${range}，零也在裡面：就算客人一點都沒變，也可能量到這樣的差。${more}`,
			};
}

export const conventions = [
	'NPS = 推薦者（9、10分）的百分比 − 批評者（0到6分）的百分比，單位是分，從−100到+100。',
	'標準誤 = 100 ×√((P + D −(P − D)²)÷ n)，P和D是推薦者與批評者的比例；誤差是1.96個標準誤。兩次的差，標準誤是兩個標準誤平方和的平方根。',
];

export const leftOut = [
	'誰願意作答：最氣和最愛的人比較常回，這個偏差再多人也不會消失。',
	'兩次問到同一批人的情形；這裡當成兩批各自抽到的人。',
];
