import type { ClvInputs } from '#models/clv/inputs.ts';
import type { ClvOutcome } from '#models/clv/clv.ts';
import { timings, type TimingCode } from '#models/clv/timing.ts';
import type { Worth } from '#models/clv/worth.ts';
import { amount, number, percent, shortNumber, yuan } from '#ui/format.ts';
import { exactNumber, exactPercent } from '../digits.ts';
import type { Answer } from '../frame.ts';

/** The sentences of the CLV simulator, made from its numbers. */

/** The value that the question asks for, while a customer is worth less, but not far less. */
const goal = 4_000;

/** What to try next: a goal within reach, or a tenth more than there is. */
export function questionOf({ worth, net }: ClvOutcome): string {
	if (!worth.bounded || !net.bounded) return '要讓一位客人的價值|有個上限，|你會先動哪一個數字？';
	const value = Math.round(worth.value);
	const aim =
		Math.round(net.value) < 0
			? '不再賠錢'
			: value <= 0
				? '往後還有得賺'
				: value < goal && value >= goal / 2
					? `值到${yuan(goal)}`
					: '再多值一成';
	return `要讓一位客人|${aim}，|你會先動哪一個數字？`;
}

export const hasContract = ({ business }: Pick<ClvInputs, 'business'>): boolean =>
	business === 'contractual';

export const worthFigure = (worth: Worth): string =>
	worth.bounded ? amount(worth.value) : '無限大';

/** Without a contract nobody pays by the year: a convention says how long after buying. */
const paidAfterBuying: Readonly<Record<TimingCode, string>> = {
	A: '消費當下收款（A）',
	B: '第一次之後的消費（B）',
	C: '消費一年後收款（C）',
	D: '消費半年後收款（D）',
};

const notesWithoutContract: Readonly<Record<TimingCode, string>> = {
	A: '每次消費當下就收',
	B: '同A，但帶他進來的第一次不算',
	C: '每次消費都晚一年才收',
	D: '每次消費都晚半年才收',
};

/** What each moment of payment means in this business; under a contract the table's notes hold. */
export const timingNotes = (inputs: ClvInputs): Readonly<Record<TimingCode, string>> | undefined =>
	hasContract(inputs) ? undefined : notesWithoutContract;

/** What the number counts by, with its letter. */
export function conventionOf(inputs: ClvInputs): string {
	const { timing } = inputs;
	if (!hasContract(inputs)) return paidAfterBuying[timing];
	return timing === 'B' ? '從第一次續購算起（B）' : `${timings[timing].label}收款（${timing}）`;
}

/**
 * The CLV, before what it cost to win the customer: chart, ladder and finding count by it too. What
 * is left after that cost is named beside it.
 */
export function answerOf(inputs: ClvInputs, { worth, net, firstMargin }: ClvOutcome): Answer {
	const first = firstMargin > 0 ? `加上第一${hasContract(inputs) ? '筆' : '次'}、` : '';
	const kind = `${conventionOf(inputs)}的毛利現值`;
	return {
		before: hasContract(inputs) ? '每位客戶值' : '每位新客值',
		...(worth.bounded
			? { prefix: 'NT$', amount: { value: worth.value, format: 'money', kind } }
			: {}),
		figure: worthFigure(worth),
		after:
			inputs.acquisitionCost > 0 && net.bounded
				? `${kind}；${first}扣掉取得成本，淨值${yuan(net.value)}`
				: kind,
	};
}

/** Why there is no bound, and what would give one. */
export function endlessWords(
	inputs: ClvInputs,
	worth: Extract<Worth, { bounded: false }>,
): { why: string; remedy: string } {
	if (worth.reason === 'some hardly ever leave and waiting costs nothing') {
		return {
			why: '有些客人幾乎不走，等待又不打折，平均起來就沒有上限。',
			remedy: '給等待一個價錢，或讓客戶之間差少一點，才有答案。',
		};
	}
	return hasContract(inputs)
		? {
				why: '沒有人離開、等待又不打折，每一年的毛利都照樣算進來，加總就沒有上限。',
				remedy: '把留存率調低，或給等待一個價錢，才有答案。',
			}
		: {
				why: '沒有人離開、等待又不打折，每一次消費都照樣算進來，加總就沒有上限。',
				remedy: '把買完就離開的機率調高，或給等待一個價錢，才有答案。',
			};
}

export function meansOf(inputs: ClvInputs, outcome: ClvOutcome): string {
	const { worth, net, revenue, firstMargin, breakEvenCost } = outcome;
	const { acquisitionCost } = inputs;
	const contract = hasContract(inputs);
	const first = contract ? '第一筆毛利' : '第一次消費的毛利';
	if (!worth.bounded) {
		const { why, remedy } = endlessWords(inputs, worth);
		return `${why}${remedy}`;
	}
	if (!breakEvenCost.bounded) return '';
	if (acquisitionCost === 0) {
		const share =
			revenue > 0 && worth.value > 0
				? worth.value > revenue
					? `比${exactNumber(inputs.yearsKept)}年營收${yuan(revenue)}還多${contract ? '，因為留得更久' : ''}。`
					: `相當於${exactNumber(inputs.yearsKept)}年營收${yuan(revenue)}的${percent(worth.value / revenue)}。`
				: '';
		if (firstMargin > 0) {
			const most = `取得一位新客最多能花${yuan(breakEvenCost.value)}，超過就是賠著做。`;
			return worth.value > 0
				? `${share}這是${contract ? '續購' : '之後消費'}的價值，沒算取得時就到手的${first}${yuan(firstMargin)}；連它一起算，${most}`
				: `沒有人${contract ? '續購' : '再來'}，所以B是零；取得時就到手的${first}${yuan(firstMargin)}不算在B裡，${most}`;
		}
		return worth.value > 0
			? `${share}取得一位新客花超過這個數，就是賠著做。`
			: '這位客人沒有留下毛利，再省的取得成本也賺不回來。';
	}
	const parts =
		firstMargin > 0
			? `（${contract ? '第一筆' : '第一次'}${yuan(firstMargin)}，${contract ? '續購' : '之後'}${yuan(worth.value)}）`
			: '';
	if (net.bounded && net.value < 0) {
		return `花${yuan(acquisitionCost)}換來${yuan(breakEvenCost.value)}的毛利現值${parts}，每多一位新客就賠${yuan(-net.value)}。`;
	}
	return `淨值是毛利現值${yuan(breakEvenCost.value)}${parts}，扣掉取得新客的${yuan(acquisitionCost)}。${waitWords(inputs, outcome)}。`;
}

/** How long until the cost of winning a customer is back, without a full stop. */
export function waitWords(inputs: ClvInputs, { paybackYears }: ClvOutcome): string {
	if (paybackYears === 'never') return '一千年內都收不回來';
	if (paybackYears === 0) {
		return hasContract(inputs) ? '第一筆毛利就收回來了' : '第一次消費的毛利就收回來了';
	}
	// Orders come on any day, payments under a contract only on theirs.
	if (!hasContract(inputs) && paybackYears < 1) {
		return `平均要等${Math.ceil(paybackYears * 12)}個月才收回來`;
	}
	const years = number(paybackYears, Number.isInteger(paybackYears) ? 0 : 1);
	return `要等${years}年才收回來`;
}

/** What stands under a slider, following the numbers. */
export function hintsOf(inputs: ClvInputs, outcome: ClvOutcome): Record<string, string> {
	return {
		retentionPerYear: retentionHint(inputs),
		yearsKept: '只有「營收」和「毛利」兩級用到，後面改用機率',
		leaveAfterOrder: leavingHint(inputs),
		...(hasContract(inputs)
			? outcome.byTenure && { differences: renewalHint(outcome) }
			: { purchasesPerYear: '客人離開之前，平均一年買幾次；走了以後的空白不算' }),
	};
}

export function retentionHint(inputs: ClvInputs): string {
	const { retentionPerYear, differences } = inputs;
	if (!hasContract(inputs)) return '只有「留存」和「折現」兩級用到，之後改看每次買完走不走';
	if (retentionPerYear >= 1) return '也就是從來沒有人離開';
	const churn = 1 - retentionPerYear;
	return differences > 0
		? `也就是第一年流失${exactPercent(churn)}；這是平均，每位客戶不同`
		: `也就是每年流失${exactPercent(churn)}，平均維持${shortNumber(1 / churn, 1)}年`;
}

function leavingHint({ leaveAfterOrder, differences }: ClvInputs): string {
	if (leaveAfterOrder === 0) return '也就是從來沒有人離開';
	return differences > 0
		? '這是平均，每位客人不同'
		: `第一次之後，平均再買${shortNumber(1 / leaveAfterOrder, 1)}次就離開`;
}

function renewalHint({ byTenure = [] }: ClvOutcome): string {
	const [first, fifth] = [byTenure[0], byTenure[4]];
	if (!first || !fifth) return '';
	const [early, late] = [percent(first.retention), percent(fifth.retention)];
	return early === late
		? `0是人人一樣容易走；現在每一次續約都留下${early}`
		: `還在的人，第1次續約留下${early}，第5次留下${late}`;
}

/** How an answer is counted, for 假設與來源. */
export const conventions: readonly string[] = [
	'有合約、人人一樣時，m是每年毛利、r是留存率、i是折現率：A＝m(1+i)÷(1+i−r)，B＝m·r÷(1+i−r)，C＝m÷(1+i−r)，D＝m·√(1+i)÷(1+i−r)。',
	'合約型、人人不同：每位客戶自己的流失率不變，分布是Beta；愛走的先走，所以整群的留存率逐年上升（shifted-beta-geometric，Fader與Hardie 2007、2010）。',
	'非合約型：每位客人有自己的購買頻率（Gamma分布），第一次之後都會再來，第二次起每次買完有自己的機率從此不來（Beta分布）；這是BG/NBD（Fader、Hardie與Lee 2005）。每次消費各從那一天折現。',
	'非合約型的A在消費當下收款，C和D分別晚一年、半年；B不算帶他進來的第一次。',
	'「客戶之間差多少」是機率的變異數占最大可能的比例，等於1÷(α+β+1)。',
	'現有客人的預期花費，是他自己的平均和全體平均的加權（gamma-gamma模型）。',
];

/** What the model leaves out, for 假設與來源. */
export const leftOut: readonly string[] = [
	'毛利愈買愈多或愈少，折現率隨風險改變。',
	'留住客戶本身要花的錢；要扣，就從毛利率扣。',
	'客戶介紹來的客戶。',
	'買多買少、花多花少、走不走之間的關係：非合約型當作互不相關。',
];

/** 一年買5次、每次400元. */
export const orderWords = ({ orderValue, purchasesPerYear }: ClvInputs): string =>
	`${exactNumber(orderValue)}元 × 每年${exactNumber(purchasesPerYear)}次`;
