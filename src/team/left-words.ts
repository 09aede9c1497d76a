import type { LeftWork } from '#live/left-work.ts';
import { assumptionOfKey, type SizedStrategy } from '#workflow/assumptions.ts';
import type { DesignPlace } from '#workflow/design-keys.ts';
import type { DesignField } from '#workflow/design.ts';
import { evidenceFor, type Claim, type Evidence } from '#workflow/evidence.ts';
import type { DesignWords } from '#workflow/words.ts';
import {
	assumptionLabel,
	assumptionValue,
	evidenceText,
	expectationWords,
} from './backing-words.ts';
import { formField, labelOf, teamName, valueOf } from './design-words.ts';

/** What a copy that was left on this device says, in words: on the page and in the file. */

/** What a copy that was left on this device is, in one sentence. */
export function leftTitle({ why, design, isWrittenHere }: LeftWork, team: number | null): string {
	const whose = team === null ? '另一組' : teamName(team);
	const plan = design.text.planName.trim();
	const named = plan === '' ? '' : `（${plan}）`;
	switch (why) {
		case 'restored':
			return `${isWrittenHere ? '復原前寫的' : '復原前這一組寫的'}還在這台裝置${named}`;
		case 'otherTeam':
			return `你在${whose}離線寫的還在這台裝置${named}`;
		case 'formerSeat':
			return `你先前的座位離線寫的還在這台裝置${named}`;
		case 'refused':
			return `沒有存到伺服器的還在這台裝置${named}`;
	}
}

/** One place where a copy says something of its own. */
export interface LeftRow {
	place: DesignPlace;
	label: string;
	lines: string[];
}

const expectedPrefix = 'expected:';

/** A place's name, what stands there, and what is said where it was taken away. */
function spell(
	{ design }: LeftWork,
	place: DesignPlace,
	words: DesignWords,
): { label: string; value: string; gone: string } {
	const assumption = assumptionOfKey(place);
	if (assumption) {
		const value = design.backing?.assumptions[assumption];
		return {
			label: `假設：${assumptionLabel(assumption)}`,
			value: value === undefined ? '' : `移到${assumptionValue(assumption, value)}`,
			gone: '放回個案的值',
		};
	}
	if (place.startsWith(expectedPrefix)) {
		const strategy = place.slice(expectedPrefix.length) as SizedStrategy;
		const expectation = design.backing?.expected[strategy];
		return {
			label: `期待：${words.strategies[strategy]}`,
			value: expectation ? expectationWords(expectation, words) : '',
			gone: '不說期待多大',
		};
	}
	const field = formField(place);
	return {
		label: labelOf(words, place as DesignField),
		value: field ? valueOf(design, field, words) : '',
		gone: '這裡清空了',
	};
}

/** Every place where a copy says something of its own, in the order of the form. */
export const leftRows = (left: LeftWork, words: DesignWords, origin = ''): LeftRow[] =>
	left.places.map((place) => {
		const { label, value, gone } = spell(left, place, words);
		const evidence = (list: readonly Evidence[] | undefined, as: string) =>
			(list ?? []).map((one) => `　${as}：${evidenceText(one, words, origin)}`);
		const lines = [
			...(value === '' ? [] : [value]),
			...(value === '' && left.takenAway.places.includes(place) ? [`（${gone}）`] : []),
			...evidence(evidenceFor(left.design, place as Claim), '佐證'),
			...evidence(left.takenAway.evidence[place as Claim], '拿掉了佐證'),
		];
		// A sureness without a size, or what no form of today shows.
		return { place, label, lines: lines.length > 0 ? lines : [`（${gone}）`] };
	});
