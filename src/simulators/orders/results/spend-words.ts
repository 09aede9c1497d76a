import type { GammaGamma } from '#models/customer-base/gamma-gamma.ts';
import { number } from '#ui/format.ts';
import type { OrdersAnalysis } from '../analysis.ts';
import { more } from './refusal-words.ts';
import { runsAway } from './symbols.ts';
import { roughly, type Told } from './told.ts';

/** What the chance of it has run away to in gamma-gamma. */
function spendBorder(parameter: keyof GammaGamma, side: 'low' | 'high'): string {
	const runs = runsAway(parameter, side);
	if (side === 'low') return `${runs}。`;
	return parameter === 'p' ? `${runs}：每個人每次都花得一樣多。` : `${runs}：看不出誰花得比較多。`;
}

const correlationLimit = 0.3;

/** What an order brings, or why that is not told. */
export function spendTold(spend: OrdersAnalysis['spend']): Told {
	const noMoney = '所以只算次數，不算價值。';
	if (!spend.ok) {
		if (spend.reason === 'no amounts') {
			return { finding: `檔案沒有金額，${noMoney}把金額那一欄指出來就算得出。`, notes: [] };
		}
		const why = {
			nobody: `有金額的回購客戶不到兩位，看不出人和人花得有多不同，${noMoney}${more}`,
			alike: `每個人平均都花一樣多，沒有差別可以學，${noMoney}請確認金額欄指對了。`,
			'one order each': `還沒有人回購兩次以上，分不出是同一個人忽多忽少，還是人和人不同，${noMoney}${more}`,
			flat: `許多組參數和金額一樣合，挑不出一組，${noMoney}${more}`,
			unfinished: `替金額找參數時停不下來，${noMoney}請確認金額欄指對了。`,
		};
		return {
			finding:
				spend.reason === 'border'
					? `${spendBorder(spend.parameter, spend.side)}${noMoney}${more}`
					: why[spend.reason],
			notes: [],
		};
	}
	const { p, q, gamma } = spend.params;
	const { customers, correlation, withoutSpend } = spend.counts;
	const notes: string[] = [];
	if (correlation !== null && Math.abs(correlation) > correlationLimit) {
		notes.push(
			`注意：買得多的人每筆${correlation > 0 ? '也比較大' : '反而比較小'}（相關${number(correlation, 2)}）。gamma-gamma假設次數和金額無關，所以常客的價值可能${correlation > 0 ? '低' : '高'}估了。`,
		);
	} else if (correlation !== null) {
		notes.push(
			`次數和每筆金額的相關是${number(correlation, 2)}，在±${correlationLimit}以內（本頁的界線，假設）；模型假設兩者無關。`,
		);
	}
	if (withoutSpend > 0) {
		notes.push(`${number(withoutSpend)}位回購客戶的金額合計是零或負的，沒有用來學。`);
	}
	return {
		finding:
			q > 1
				? `一筆訂單平均${roughly((p * gamma) / (q - 1))}元（所有客戶的平均，由${number(customers)}位回購客戶估出）；每位客戶的預期金額，落在這個數和他自己的平均之間。`
				: `q是${roughly(q)}，不大於1：少數人花得太多，「所有客戶的平均」不存在，${noMoney}看看是不是有批發訂單混在裡面；分開再算。`,
		notes,
	};
}
