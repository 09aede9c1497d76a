import type { ModelState } from '#models/model.ts';
import type { PointsInputs } from '#models/points/inputs.ts';
import { assumptionsOf } from '#workflow/assumptions.ts';
import { pointsResponse } from '#models/points/inputs.ts';
import { shownNumber } from '#models/model.ts';
import { atUsualCosts, cheapCosts, cheapOwes } from '#workflow/costs.ts';
import {
	compile,
	compileAtCase,
	withUsualCosts,
	type CaseInputs,
	type Design,
	type DesignField,
} from '#workflow/design.ts';
import {
	claimsOf,
	evidenceFor,
	evidenceName,
	hrefOf,
	isClaimField,
	type Evidence,
} from '#workflow/evidence.ts';
import type { DesignWords } from '#workflow/words.ts';
import { budgetSentence, fieldLabel, fieldValue, programmeSentence } from './design-rows.ts';

/** A heading and the text under it; `mark` is printed beside the heading. */
export interface Block {
	heading: string;
	text: string;
	mark?: string;
	/** What stands behind a claim; empty when nothing does, undefined where nothing is claimed. */
	evidence?: Chip[];
}

/** A piece of evidence as the wall names it; `href` is where it is to be seen, null for a source. */
export interface Chip {
	name: string;
	href: string | null;
}

/** An assumption of the case that the team has moved. */
export interface Moved {
	/** 會員流失減少：個案6%，這一組8%。 */
	says: string;
	evidence: Chip[];
}

interface Titled {
	id: string;
	title: string;
}
export type TeamSlide =
	| (Titled & {
			kind: 'name';
			planName: string;
			/** Null for one who works alone. */
			teamNumber: number | null;
			company: string;
			members: string[];
			stub: Stub | null;
	  })
	| (Titled & { kind: 'text'; lede: string | null; blocks: Block[] })
	| (Titled & {
			kind: 'programme';
			sentence: string;
			/** What it costs beside the points, and what a team with low costs owes its hearers. */
			costs: string;
			owes: string;
			state: ModelState<PointsInputs>;
			moved: Moved[];
			/** The same without what was moved; null while nothing is moved that counts. */
			atCase: ModelState<PointsInputs> | null;
			/** With its low costs at the company's usual; null where none is low. */
			atUsual: ModelState<PointsInputs> | null;
	  });

/** The submission that is presented; null while it is still a draft. */
export interface Stub {
	number: number;
	submittedAt: number;
	hash: string;
}

export interface Presented {
	/** Null for one who works alone. */
	teamNumber: number | null;
	design: Design;
	members: string[];
	submission: Stub | null;
}

/** Han characters in a line of one of the wall's two columns, at a size that is read from ten metres. */
export const charactersPerLine = 27;
/** Lines on one slide, both columns together, with a little to spare for headings that break. */
export const linesPerSlide = 26;
const linesOfHeading = 1.8;

/** Width in Han characters: Latin letters and digits take about half of one. */
export const widthOf = (text: string): number => {
	let width = 0;
	for (const sign of text) width += /[\u0020-\u024f]/.test(sign) ? 0.55 : 1;
	return width;
};

/** How many lines a text takes in one of the wall's columns. */
export function linesOf(text: string): number {
	return text
		.split('\n')
		.reduce(
			(lines, paragraph) => lines + Math.max(1, Math.ceil(widthOf(paragraph) / charactersPerLine)),
			0,
		);
}

/** How many lines the evidence of a block takes: each piece begins one. */
const linesOfEvidence = ({ evidence }: Block): number =>
	evidence === undefined
		? 0
		: Math.max(
				1,
				evidence.reduce((lines, { name }) => lines + linesOf(name), 0),
			);

/** Cuts a text into pieces of at most `lines` lines, at the ends of sentences where there are any. */
function pieces(text: string, lines: number): string[] {
	const sentences = text.match(/[^。！？\n]*[。！？]?[」』）]*\n?|\n/g)?.filter(Boolean) ?? [];
	// A sentence longer than a slide has to break somewhere; each sign still appears once.
	const longest = lines * charactersPerLine;
	const parts = sentences.flatMap((sentence) =>
		sentence.length <= longest
			? [sentence]
			: (sentence.match(new RegExp(`[\\s\\S]{1,${longest}}`, 'gu')) ?? []),
	);
	const done: string[] = [];
	let current = '';
	for (const part of parts) {
		if (current && linesOf((current + part).trimEnd()) > lines) {
			done.push(current.trim());
			current = '';
		}
		current += part;
	}
	if (current.trim()) done.push(current.trim());
	return done;
}

/**
 * Deals blocks out to slides so that no slide holds more than the wall can show at a readable
 * size. Nothing is dropped: what does not fit goes on, marked 續, on the next slide.
 */
export function paginate(blocks: readonly Block[], capacity = linesPerSlide): Block[][] {
	const slides: Block[][] = [];
	let current: Block[] = [];
	let room = capacity;
	const turn = () => {
		if (current.length > 0) slides.push(current);
		current = [];
		room = capacity;
	};
	for (const block of blocks) {
		// Evidence stands under the last piece of its claim, and takes room on every slide it could be on.
		const around = linesOfHeading + linesOfEvidence(block);
		const whole = linesOf(block.text) + around;
		// A block that fits on one slide stays whole, even where the slide before has room left.
		if (whole > room) turn();
		const parts =
			whole <= capacity
				? [block.text]
				: pieces(block.text, Math.max(4, Math.floor(capacity - around)));
		for (const [place, text] of parts.entries()) {
			if (place > 0) turn();
			const { evidence, ...bare } = block;
			const isLast = place === parts.length - 1;
			current.push({
				...bare,
				...(isLast && evidence && { evidence }),
				heading: place > 0 ? `${block.heading}（續）` : block.heading,
				text,
			});
			room -= linesOf(text) + (isLast ? around : linesOfHeading);
		}
	}
	turn();
	return slides.length > 0 ? slides : [[]];
}

const unwritten = '還沒有寫。';

/** The moved assumptions, in words. */
function movedOf(
	design: Design,
	company: CaseInputs,
	chips: (evidence: readonly Evidence[]) => Chip[],
): Moved[] {
	return assumptionsOf(design, company)
		.filter(({ moved }) => moved)
		.map(({ name, caseValue, value, counts, evidence }) => {
			const row = pointsResponse[name];
			const shown = (of: number) => `${Number(shownNumber(row, of).toPrecision(4))}${row.unit}`;
			const ours = counts ? `，我們${shown(value)}` : `；想移到${shown(value)}，沒有佐證，照個案算`;
			return { says: `${row.label}：個案${shown(caseValue)}${ours}`, evidence: chips(evidence) };
		});
}

/** A team's design as slides: name, diagnosis, who, strategies, programme, then how it is judged. */
export function slidesOf(
	{ teamNumber, design: given, members, submission }: Presented,
	company: { name: string; inputs: CaseInputs },
	words: DesignWords,
): TeamSlide[] {
	const design = withUsualCosts(given, company.inputs);
	const state = compile(design, company.inputs);
	const chips = (evidence: readonly Evidence[]): Chip[] =>
		evidence.map((one) => ({
			name: evidenceName(one, words.lessons),
			href: hrefOf(one, words.lessons),
		}));
	const made = claimsOf(design);
	const block = (field: DesignField): Block => ({
		heading: fieldLabel(words, field),
		text: fieldValue(design, field, words).trim() || unwritten,
		...(isClaimField(field) &&
			made.includes(field) && { evidence: chips(evidenceFor(design, field)) }),
	});
	const text = (id: string, title: string, lede: string | null, blocks: Block[]): TeamSlide[] =>
		paginate(blocks, lede ? linesPerSlide - 4 : linesPerSlide).map((part, place) => ({
			kind: 'text',
			id: place === 0 ? id : `${id}-${place + 1}`,
			title: place === 0 ? title : `${title}（${place + 1}）`,
			lede: place === 0 ? lede : null,
			blocks: part,
		}));
	const factorOf = {
		diagnosisSatisfaction: 'satisfaction',
		diagnosisQuality: 'quality',
		diagnosisPrice: 'price',
		diagnosisTrust: 'trust',
		diagnosisExperience: 'experience',
	} as const;
	const diagnosis = (Object.keys(factorOf) as (keyof typeof factorOf)[]).map((field) =>
		factorOf[field] === design.weakestFactor
			? { ...block(field), mark: '最弱的一環' }
			: block(field),
	);
	const planName =
		design.text.planName.trim() ||
		(teamNumber === null ? '還沒有名字的計畫' : `第${teamNumber}組的計畫`);
	const chosen = fieldValue(design, 'chosenStrategies', words);
	const title = '點數怎麼走，賺不賺';
	const moved = movedOf(design, company.inputs, chips);
	/** A result of nothing but usual values would stand on the wall as the team's own. */
	const programme = (): TeamSlide[] =>
		design.numbersSet.length === 0
			? text('programme', title, null, [
					{ heading: '點數的規則', text: programmeSentence(design) },
					{
						heading: 'ROI',
						text: '設計表上的ROI用的全是預設值，不算自己的設計；至少決定一個數字，這裡才推算。',
					},
					...moved.map(({ says, evidence }) => ({ heading: '假設', text: `${says}。`, evidence })),
				])
			: [
					{
						kind: 'programme',
						id: 'programme',
						title,
						sentence: programmeSentence(design),
						costs: budgetSentence(design, words, company.inputs),
						owes: cheapCosts(design.numbers, company.inputs).length > 0 ? cheapOwes : '',
						state,
						moved,
						atCase: compileAtCase(design, company.inputs),
						atUsual: atUsualCosts(state, company.inputs),
					},
				];
	return [
		{
			kind: 'name',
			id: 'name',
			title: planName,
			planName,
			teamNumber,
			company: company.name,
			members,
			stub: submission,
		},
		...text('diagnosis', '五個因素，哪一個最弱', null, diagnosis),
		...text('customers', '為了誰', null, [block('targetCustomers')]),
		...text('strategy', '靠什麼留住他們', chosen || null, [block('strategyPlan')]),
		...programme(),
		...text('judged', '花多少、怎麼知道有效、何時該停', null, [
			{
				heading: '預算',
				text: budgetSentence(design, words, company.inputs),
			},
			block('budgetReasons'),
			block('measures'),
			block('risks'),
		]),
	];
}
