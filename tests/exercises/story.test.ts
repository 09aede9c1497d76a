import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
	bestSwaps,
	bondsOf,
	findingOf,
	partsOf,
	readPosition,
	sentencesOf,
	startOf,
	type Picks,
	type Standing,
} from '#exercises/story/rules.ts';
import { storySchema, type StoryWords } from '#exercises/story/schema.ts';

/** The story of lesson 15, as it stands in its file, in every combination of its parts. */
const given = parse(readFileSync('content/exercises/river-books-story.yaml', 'utf8'));
const words: StoryWords = storySchema.parse(given);

const stories: Picks[] = words.slots.reduce<Picks[]>(
	(begun, { id, options }) =>
		begun.flatMap((picks) => options.map((option) => ({ ...picks, [id]: option.id }))),
	[{}],
);
const standingsOf = (picks: Picks): Record<string, Standing> =>
	Object.fromEntries(bondsOf(words, picks).map(({ bond, standing }) => [bond.id, standing]));
const told = (picks: Picks): string =>
	sentencesOf(words, picks)
		.map(({ says }) => says)
		.join('');
const best: Picks = {
	person: 'old-qiu',
	trouble: 'flood',
	choice: 'keep',
	evidence: 'ledger',
	hands: 'adopt',
};

test('there are five parts of three or four choices, and five bonds', () => {
	expect(words.slots.map(({ name }) => name)).toEqual([
		'人物',
		'難事',
		'選擇與代價',
		'證據',
		'讓人動手的事',
	]);
	for (const { options } of words.slots) expect([3, 4]).toContain(options.length);
	expect(words.bonds.map(({ name }) => name)).toEqual(['記得住', '認同', '可信', '參與', '社群']);
	expect(stories).toHaveLength(3 * 4 ** 4);
});

describe('every combination is told as one paragraph', () => {
	test('of whole sentences, with the person’s name wherever one is called', () => {
		for (const picks of stories) {
			const story = told(picks);
			expect(story).not.toMatch(/[{}]|[，。；：]{2}|^[，。；：]|undefined|\s/);
			expect(story).toMatch(/。$/);
			const [person] = partsOf(words, picks);
			const calls = partsOf(words, picks).filter(({ option }) => option.says.includes('{who}'));
			expect(story.split(person?.option.who ?? '?').length - 1).toBeGreaterThanOrEqual(
				calls.length + 1,
			);
			// Nobody of another story walks in.
			for (const other of words.slots[0]?.options ?? [])
				if (other.who !== person?.option.who && other.who !== '書店')
					expect(story).not.toContain(other.who);
		}
	});

	test('and no two are alike', () => {
		expect(new Set(stories.map(told)).size).toBe(stories.length);
	});

	test('that reads so', () => {
		expect(told(best)).toBe(
			'老邱在河邊開書店，一開十八年。去年颱風，河水淹到第三層書架，三百本書泡了水。從那時起，賣相不好的書，老邱不退也不丟，一本一本清理，半價找人收留，一年少賺八萬元。門口掛著一本帳，每天為書和讀者做了什麼、花了多少，打烊前抄上去，誰都可以翻。讀者可以認養一本書，讀完寫一張卡片夾進去，每月第一個星期日帶來和別的認養人交換。',
		);
	});
});

describe('what this lesson says of stories', () => {
	const some = (picks: Partial<Picks>): Picks[] =>
		stories.filter((story) => Object.entries(picks).every(([slot, id]) => story[slot] === id));

	test('a person, a trouble, a cost, daily evidence and something to do together make all five', () => {
		expect(standingsOf(best)).toEqual({
			memorable: 'made',
			identify: 'made',
			credible: 'made',
			'take-part': 'made',
			community: 'made',
		});
	});

	test('without a cost of one’s own it is only an advertisement, whatever else is told', () => {
		for (const choice of ['announce', 'raise'])
			for (const picks of some({ choice })) {
				const [memorable, identify] = bondsOf(words, picks);
				expect(memorable?.standing).toBe('missing');
				expect(identify?.standing).not.toBe('made');
			}
		const only = bondsOf(words, { ...best, choice: 'announce' })[0];
		expect(only?.says).toContain('就只是廣告');
	});

	test('a cost that customers bear turns 認同 round', () => {
		for (const picks of some({ choice: 'raise' }))
			expect(standingsOf(picks)['identify']).toBe('hurt');
	});

	test('a value without daily evidence is hollow', () => {
		const hollow = bondsOf(words, { ...best, evidence: 'clipping' })[1];
		expect(hollow).toMatchObject({ standing: 'missing' });
		expect(hollow?.says).toContain('空的');
		for (const picks of stories)
			if (standingsOf(picks)['identify'] === 'made') expect(picks['evidence']).toBe('ledger');
	});

	test('what is done every day against the story hurts twice, and most after a fine story', () => {
		for (const picks of some({ evidence: 'belied' })) {
			const [, identify, credible] = bondsOf(words, picks);
			expect([identify?.standing, credible?.standing]).toEqual(['hurt', 'hurt']);
			expect(identify?.says.includes('愈動聽')).toBe(
				['keep', 'evenings'].includes(picks['choice'] ?? ''),
			);
		}
	});

	test('a miracle that was only heard of is never believed', () => {
		for (const picks of some({ evidence: 'hearsay' }))
			expect(standingsOf(picks)['credible']).toBe('missing');
	});

	test('asking for ideas and using none hurts; likes do neither good nor harm', () => {
		for (const picks of some({ hands: 'ignored' }))
			expect(standingsOf(picks)['take-part']).toBe('hurt');
		for (const picks of some({ hands: 'likes' }))
			expect(standingsOf(picks)).toMatchObject({ 'take-part': 'missing', community: 'missing' });
	});

	test('a community needs people who meet each other, and nothing else makes one', () => {
		for (const picks of stories)
			expect(standingsOf(picks)['community'] === 'made').toBe(picks['hands'] === 'adopt');
	});

	test('person and trouble govern one bond, the other three parts two each', () => {
		const governed = words.slots.map(({ id, options }) => {
			const bonds = stories.flatMap((picks) =>
				options.flatMap((option) => {
					const [one, other] = [standingsOf(picks), standingsOf({ ...picks, [id]: option.id })];
					return Object.keys(one).filter((bond) => one[bond] !== other[bond]);
				}),
			);
			return words.bonds.map(({ id: bond }) => bond).filter((bond) => bonds.includes(bond));
		});
		expect(governed).toEqual([
			['memorable'],
			['memorable'],
			['memorable', 'identify'],
			['identify', 'credible'],
			['take-part', 'community'],
		]);
	});

	test('of the story it opens with, two parts break two bonds when one of them is changed', () => {
		const made = (picks: Picks) =>
			Object.values(standingsOf(picks)).filter((one) => one === 'made').length;
		const breaks = words.slots.map(({ name, id, options }) => ({
			name,
			most:
				made(words.start) -
				Math.min(...options.map((option) => made({ ...words.start, [id]: option.id }))),
		}));
		const two = breaks.filter(({ most }) => most === 2).map(({ name }) => `「${name}」`);
		expect(Math.max(...breaks.map(({ most }) => most))).toBe(2);
		expect(readFileSync('content/lessons/15-emotional-bond.mdx', 'utf8')).toContain(
			`一次斷得了兩種的是${two.join('和')}`,
		);
	});

	test('every reason is met in some story', () => {
		const met = new Set(stories.flatMap((picks) => bondsOf(words, picks).map(({ says }) => says)));
		for (const { made, needs, hurts } of words.bonds)
			for (const says of [made, ...[...needs, ...hurts].map((one) => one.says)])
				expect(met).toContain(says);
	});
});

describe('what is found', () => {
	test('the counts of every story come to all bonds', () => {
		for (const picks of stories) {
			const { headline } = findingOf(words, { picks, pinned: null });
			const counted = [...headline.matchAll(/(\d)種/g)].map((match) => Number(match[1]));
			expect(counted.reduce((sum, one) => sum + one, 0)).toBe(words.bonds.length);
		}
	});

	test('the part to change first is one whose change nothing else outdoes', () => {
		const worth = (picks: Picks) =>
			Object.values(standingsOf(picks)).reduce(
				(sum, one) => sum + (one === 'made' ? 1 : one === 'hurt' ? -1 : 0),
				0,
			);
		for (const picks of stories) {
			const reached = words.slots.map(({ id, options }) => ({
				id,
				most: Math.max(...options.map((option) => worth({ ...picks, [id]: option.id }))),
			}));
			const most = Math.max(...reached.map((one) => one.most));
			expect(bestSwaps(words, picks).map(({ id }) => id)).toEqual(
				most > worth(picks) ? reached.filter((one) => one.most === most).map(({ id }) => id) : [],
			);
		}
	});

	test('the story that everybody finds chosen lacks something and hurts nothing', () => {
		const opening = Object.values(standingsOf(startOf(words).picks));
		expect(opening).not.toContain('hurt');
		// Enough is made for a change to break something: the lesson says four, and which is not.
		expect(opening.filter((standing) => standing === 'made')).toHaveLength(4);
		expect(standingsOf(startOf(words).picks)['community']).toBe('missing');
	});
});

test('what was kept comes back, and a part that is gone begins anew', () => {
	expect(readPosition(words, { picks: best, pinned: null })).toEqual({ picks: best, pinned: null });
	expect(readPosition(words, { picks: best, pinned: { person: 'cat' } })?.pinned).toBeNull();
	expect(readPosition(words, { picks: { ...best, hands: 'gone' } })).toBeUndefined();
	expect(readPosition(words, 'best')).toBeUndefined();
});

describe('a slip in the file is told with its place and what was expected', () => {
	type Loose = Record<string, any>;
	const faultsAfter = (slip: (copy: Loose) => void): string[] => {
		const copy = structuredClone(given) as Loose;
		slip(copy);
		const read = storySchema.safeParse(copy);
		return (read.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}：${message}`);
	};
	const option = (copy: Loose, slot: number, place: number) => copy['slots'][slot].options[place];

	test.each<[string, (copy: Loose) => void, string]>([
		['a misspelt key', (copy) => (option(copy, 0, 0).say = '一'), 'slots.0.options.0：沒有「say」'],
		[
			'half a sentence',
			(copy) => (option(copy, 1, 0).says = '淹水了'),
			'slots.1.options.0.says：一段要寫成完整的句子',
		],
		[
			'another placeholder',
			(copy) => (option(copy, 2, 0).says = '{他}走了。'),
			'slots.2.options.0.says：不認得{他}',
		],
		[
			'a person without a name',
			(copy) => delete option(copy, 0, 1).who,
			'slots.0.options.1.who：這一段的每個選項都要寫who',
		],
		[
			'a name in a second slot',
			(copy) => (option(copy, 1, 1).who = '房東'),
			'slots.1.options.1.who：who只寫在「人物」',
		],
		[
			'a start that is no option',
			(copy) => (copy['start'].hands = 'clap'),
			'start.hands：要寫「hands」這一段的選項之一：adopt、',
		],
		[
			'a trait that no option has',
			(copy) => (copy['bonds'][0].needs[0].trait = 'hero'),
			'bonds.0.needs.0.trait：沒有一個選項有「hero」',
		],
		[
			'a trait that no bond asks about',
			(copy) => option(copy, 3, 1).traits.push('papr'),
			'slots.3.options.1.traits.1：沒有一種聯結問到「papr」',
		],
	])('%s', (_, slip, expected) => {
		expect(faultsAfter(slip).join('\n')).toContain(expected);
	});
});
