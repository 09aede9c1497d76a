import { describe, expect, test } from 'vitest';
import { emptyDesign, type Design } from '#workflow/design.ts';
import {
	linesOf,
	linesPerSlide,
	paginate,
	slidesOf,
	type TeamSlide,
} from '#presentation/slides.ts';
import { settingOf } from '#presentation/type-size.ts';
import { designWords } from './design-words.ts';

const company = { name: '半山茶行', inputs: { orderValue: 180 } };
const presented = (design: Design) => ({
	teamNumber: 3,
	design,
	members: ['林子晴'],
	submission: null,
});
const lessons = [{ id: 'review-improve', number: 17, title: '檢視與改進' }];
const slides = (design: Design) =>
	slidesOf(presented(design), company, { ...designWords, lessons });
const linesOn = (slide: TeamSlide) =>
	slide.kind === 'text'
		? slide.blocks.reduce((sum, block) => sum + linesOf(block.text) + 1.8, 0)
		: 0;

describe('a team on the wall', () => {
	test('a design of ordinary length takes six slides', () => {
		const design = emptyDesign();
		design.text.planName = '再來一杯';
		expect(slides(design).map((slide) => slide.id)).toEqual([
			'name',
			'diagnosis',
			'customers',
			'strategy',
			'programme',
			'judged',
		]);
		expect(slides(design)[0]).toMatchObject({
			title: '再來一杯',
			teamNumber: 3,
			company: '半山茶行',
		});
	});

	test('the weakest factor is said in words beside its heading', () => {
		const design = emptyDesign();
		design.weakestFactor = 'price';
		const marked = slides(design).flatMap((slide) =>
			slide.kind === 'text' ? slide.blocks.filter((block) => block.mark) : [],
		);
		expect(marked).toMatchObject([{ heading: '價格與價值', mark: '最弱的一環' }]);
	});

	test('a claim shows what stands behind it, or that nothing does; what claims nothing shows neither', () => {
		const design = emptyDesign();
		design.text.diagnosisPrice = '對面第二杯半價。';
		design.text.risks = '掉到三成就停。';
		design.backing = {
			evidence: { risks: [{ id: 'a', kind: 'lesson', lesson: 'review-improve' }] },
			assumptions: {},
			expected: {},
		};
		const blocks = slides(design).flatMap((slide) => (slide.kind === 'text' ? slide.blocks : []));
		const evidenceOf = (heading: string) =>
			blocks.find((block) => block.heading === heading)?.evidence;
		expect(evidenceOf('價格與價值')).toEqual([]);
		expect(evidenceOf('風險與退場')).toMatchObject([{ href: '/lessons/review-improve' }]);
		expect(evidenceOf('客戶體驗')).toBeUndefined();
		expect(evidenceOf('預算')).toBeUndefined();
	});

	test('a moved assumption stands on the programme’s slide, counted or not', () => {
		const design = emptyDesign();
		design.numbersSet = ['threshold'];
		design.backing = { evidence: {}, assumptions: { churnReduction: 0.08 }, expected: {} };
		const programme = slides(design).find((slide) => slide.kind === 'programme');
		expect(programme?.state.inputs.churnReduction).toBe(0.05);
		expect(programme?.moved).toMatchObject([{ evidence: [] }]);
		expect(programme?.moved[0]?.says).toContain('沒有佐證，照個案算');
	});

	test('the programme runs on the company’s customers with the team’s decisions', () => {
		const design = emptyDesign();
		design.numbers.pointsPerHundred = 3;
		design.numbersSet = ['pointsPerHundred'];
		const programme = slides(design).find((slide) => slide.kind === 'programme');
		expect(programme?.state.inputs).toMatchObject({ pointsPerHundred: 3, orderValue: 180 });
		expect(programme?.sentence).toContain('每消費100元送3點');
		expect(programme?.costs).toContain(`開辦費150,000元`);
	});

	test('costs stand beside the result, each below the usual with how much of it that is', () => {
		const design = emptyDesign();
		Object.assign(design.numbers, { setupCost: 30_000, costPerMemberMonth: 0.5 });
		design.numbersSet = ['setupCost', 'fixedCostPerMonth', 'costPerMemberMonth'];
		const programmeOf = (of: Design) => slides(of).find((slide) => slide.kind === 'programme');
		expect(programmeOf(design)?.costs).toMatch(
			/^開辦費30,000元（預設值的20%），每月固定費10,000元，[^，]+0\.5元（50%）。$/,
		);
		expect(programmeOf(design)?.owes).toContain('要寫得出來');
		design.numbers = emptyDesign().numbers;
		expect(programmeOf(design)?.costs).not.toContain('預設值');
		expect(programmeOf(design)?.owes).toBe('');
	});

	test('numbers that nobody has decided are told as the usual ones, each by itself', () => {
		const design = emptyDesign();
		design.numbers.pointsPerHundred = 3;
		design.numbersSet = ['pointsPerHundred', 'setupCost'];
		const all = slides(design);
		const programme = all.find((slide) => slide.kind === 'programme');
		expect(programme?.sentence).toMatch(/^每消費100元送3點。還沒決定，用預設值推算：一點折1元，/);
		expect(programme?.costs).toMatch(/^開辦費[\d,]+元。還沒決定，用預設值推算：每月固定費/);
		const budget = all.flatMap((slide) =>
			slide.kind === 'text' ? slide.blocks.filter(({ heading }) => heading === '預算') : [],
		);
		expect(budget[0]?.text).toMatch(/^開辦費[\d,]+元。還沒決定，用預設值推算：每月固定費/);
	});

	test('where no number is decided no result stands on the wall, and no usual value as a choice', () => {
		const all = slides(emptyDesign());
		expect(all.some((slide) => slide.kind === 'programme')).toBe(false);
		const programme = all.find((slide) => slide.id === 'programme');
		expect(programme).toMatchObject({
			kind: 'text',
			blocks: [{ text: expect.stringMatching(/^還沒決定/) as string }, {}],
		});
		// The form does show a result of usual values; nor is whoever works alone a team.
		const said = JSON.stringify(programme);
		expect(said).toContain('設計表上的ROI用的全是預設值');
		expect(said).not.toContain('這一組');
	});

	test('no slide holds more than the wall can show, and no sign is lost', () => {
		const design = emptyDesign();
		const long = '我們先問了三位店員，他們說中午排隊的人有一半會走掉。'.repeat(80).slice(0, 2_000);
		design.text.strategyPlan = long;
		design.text.diagnosisTrust = '沒有人聽過我們的承諾'.repeat(60);
		const all = slides(design);
		for (const slide of all) expect(linesOn(slide)).toBeLessThanOrEqual(linesPerSlide);
		const strategy = all.flatMap((slide) =>
			slide.kind === 'text' && slide.id.startsWith('strategy') ? slide.blocks : [],
		);
		expect(strategy.map((block) => block.text).join('')).toBe(long);
		expect(new Set(all.map((slide) => slide.id)).size).toBe(all.length);
	});
});

test('a block that fits on one slide is not torn apart', () => {
	const block = (lines: number) => ({ heading: '一段', text: '字'.repeat(27 * lines) });
	expect(paginate([block(10), block(20)]).map((slide) => slide.length)).toEqual([1, 1]);
	expect(paginate([block(10), block(10)]).map((slide) => slide.length)).toEqual([2]);
});

describe('the type of a slide', () => {
	const block = (signs: number, evidence = 0) => ({
		heading: '一段',
		text: '字'.repeat(signs),
		evidence: Array.from({ length: evidence }, () => ({ name: '第12課', href: null })),
	});

	test('few words stand in large type, many in smaller, and never one block in two columns', () => {
		const few = settingOf([block(40), block(40)], false);
		const many = settingOf([block(50), block(60), block(70), block(24), block(24)], false);
		expect(few.size).toBeGreaterThan(many.size);
		expect(many.size).toBeGreaterThan(1.875);
		for (const { columns } of [few, many]) expect(columns).toHaveLength(2);
		expect(few.columns?.flat()).toEqual([block(40), block(40)]);
	});

	test('a block alone takes the whole width; what no column holds flows over both', () => {
		expect(settingOf([block(70)], false).columns).toHaveLength(1);
		expect(settingOf([block(27 * 18), block(27 * 4)], true)).toMatchObject({ columns: null });
	});

	test('whatever is one slide is set so that it fits', () => {
		for (let signs = 10; signs < 400; signs += 37) {
			const [slide = []] = paginate([block(signs, 1), block(400 - signs, 2), block(80)]);
			const { size, columns } = settingOf(slide, false);
			expect(size).toBeGreaterThanOrEqual(1.875);
			expect(columns?.flat() ?? slide).toEqual(slide);
		}
	});
});
