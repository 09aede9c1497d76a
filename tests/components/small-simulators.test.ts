import type { Component } from 'svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { SimulatorView } from '../../src/simulators/frame.ts';
import ConcentrationSimulator from '../../src/simulators/concentration/ConcentrationSimulator.svelte';
import CostToServeSimulator from '../../src/simulators/cost-to-serve/CostToServeSimulator.svelte';
import JourneySimulator from '../../src/simulators/journey/JourneySimulator.svelte';
import MeasuresSimulator from '../../src/simulators/measures/MeasuresSimulator.svelte';
import MembershipFeeSimulator from '../../src/simulators/membership-fee/MembershipFeeSimulator.svelte';
import PerceivedValueSimulator from '../../src/simulators/perceived-value/PerceivedValueSimulator.svelte';
import PriceValueSimulator from '../../src/simulators/price-value/PriceValueSimulator.svelte';
import RfmSimulator from '../../src/simulators/rfm/RfmSimulator.svelte';
import ServiceQualitySimulator from '../../src/simulators/service-quality/ServiceQualitySimulator.svelte';
import StarsSimulator from '../../src/simulators/stars/StarsSimulator.svelte';
import CsatSimulator from '../../src/simulators/survey/CsatSimulator.svelte';
import IntentionSimulator from '../../src/simulators/survey/IntentionSimulator.svelte';
import NpsSimulator from '../../src/simulators/survey/NpsSimulator.svelte';
import TrustSimulator from '../../src/simulators/trust/TrustSimulator.svelte';
import '../../src/ui/styles/base.css';
import '../../src/ui/styles/parts.css';
import '../../src/ui/styles/lesson.css';
import '../../src/ui/styles/projection.css';

const home = location.href;
afterEach(() => history.replaceState(null, '', home));

const answer = () => document.querySelector('.answer b, .wall-big b')?.textContent;

interface View {
	name: string;
	component: Component<{ view?: SimulatorView; initial?: Record<string, unknown> }>;
	/** Where it starts, if not as usual. */
	initial?: Record<string, unknown>;
	/** The first answer, one control, a value typed there, and the answer then. */
	first: string;
	control: string;
	value: string;
	then: string;
	query: string;
}

const views: readonly View[] = [
	{
		name: '80/20',
		component: ConcentrationSimulator,
		first: '58.3%',
		control: '看幾個月，個月',
		value: '1',
		then: '75.6%',
		query: '?months=1',
	},
	{
		name: 'cost to serve',
		component: CostToServeSimulator,
		first: '51人',
		control: '每次外送向客人收，元',
		value: '40',
		then: '34人',
		query: '?fee=40',
	},
	{
		name: 'NPS',
		component: NpsSimulator,
		first: '+30分',
		control: '這次的批評者，人',
		value: '120',
		then: '−35分',
		query: '?d=120',
	},
	{
		name: 'CSAT',
		component: CsatSimulator,
		first: '90%',
		control: '給1分，人',
		value: '102',
		then: '45%',
		query: '?s1=102',
	},
	{
		name: 'intention',
		component: IntentionSimulator,
		first: '+22.6個百分點',
		control: '客氣的程度',
		value: '0',
		then: '+1.9個百分點',
		query: '?polite=0',
	},
	{
		name: 'service quality',
		component: ServiceQualitySimulator,
		first: '−0.53分',
		control: '廣告把期望墊高，分',
		value: '0.5',
		then: '−0.95分',
		query: '?promise=0.5',
	},
	{
		name: 'journey',
		component: JourneySimulator,
		first: '3.33分',
		control: '候診，分',
		value: '3',
		then: '3.67分',
		query: '?w=3',
	},
	{
		name: 'perceived value',
		component: PerceivedValueSimulator,
		first: '70%',
		control: '乙（巷口）的心理成本，元',
		value: '100',
		then: '92%',
		query: '?by=100',
	},
	{
		name: 'price and value',
		component: PriceValueSimulator,
		first: 'NT$11,940',
		control: '客人看法的差異，元',
		value: '8',
		then: 'NT$10,170',
		query: '?spread=8',
	},
	{
		name: 'trust',
		component: TrustSimulator,
		first: '78分',
		control: '其中失約，次',
		value: '4',
		then: '42分',
		query: '?fail=4',
	},
	{
		name: 'membership fee',
		component: MembershipFeeSimulator,
		first: 'NT$137萬',
		control: '一年的會費，元',
		value: '0',
		then: '−NT$390萬',
		query: '?fee=0',
	},
	{
		name: 'RFM',
		component: RfmSimulator,
		first: 'NT$144',
		control: '信最多能說動多少人，%',
		value: '0',
		then: '−NT$286',
		query: '?move=0',
	},
	{
		name: 'measures',
		component: MeasuresSimulator,
		initial: { metric: 'customers', event: 'competitor' },
		first: '1,004人',
		control: '多少人受影響，%',
		value: '0',
		then: '1,166人',
		query: '?metric=customers&event=competitor&size=0',
	},
	{
		name: 'stars',
		component: StarsSimulator,
		first: '−2.1個百分點',
		control: '每次花多少，美元',
		value: '25',
		then: '+3.7個百分點',
		query: '?spend=25',
	},
] as const;

describe.each(views)('$name', ({ component, initial = {}, first, control, value, then, query }) => {
	test('answers at first sight, and anew when a number is typed', async () => {
		const shown = await render(component, { initial });
		expect(answer()).toBe(first);
		const box = shown.getByRole('textbox', { name: control });
		await userEvent.fill(box, value);
		await expect.poll(answer).toBe(then);
		await userEvent.click(shown.getByRole('button', { name: '復原' }));
		await expect.poll(answer).toBe(first);
	});

	test('takes its setting from the address, and compares it with the usual one', async () => {
		history.replaceState(null, '', query);
		const shown = await render(component, { view: 'page', initial });
		await expect.poll(answer).toBe(then);
		await userEvent.click(shown.getByRole('button', { name: '釘住這個設定' }));
		await userEvent.click(shown.getByRole('button', { name: '全部還原' }));
		await expect.poll(answer).toBe(first);
		const compare = shown.getByRole('region', { name: '比較兩個設定' });
		await expect.element(compare.getByText(then, { exact: true })).toBeVisible();
		await expect.element(compare.getByText(/^現在比釘住的/)).toBeVisible();
		expect(document.body.textContent).not.toMatch(/NaN|Infinity|undefined/);
	});

	test('on a phone nothing runs over the side, and targets are large enough', async () => {
		await page.viewport(360, 740);
		const shown = await render(component, { view: 'page', initial });
		await expect.poll(answer).toBe(first);
		expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
		const small = [...shown.container.querySelectorAll('button:enabled')].filter(
			(button) => button.getBoundingClientRect().height < 44,
		);
		expect(small.map(({ textContent }) => textContent)).toEqual([]);
	});

	test('on the wall nothing overflows', async () => {
		await page.viewport(1920, 1080);
		const shown = await render(component, { view: 'projector', initial });
		await expect.poll(() => shown.container.querySelector('.wall-grid')).toBeTruthy();
		await expect.poll(answer).toBe(first);
		expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(1920);
		const wall = shown.container.querySelector('.wall-grid');
		expect(wall?.scrollHeight).toBeLessThanOrEqual(1080);
		const figure = shown.container.querySelector('.wall-fig');
		expect(figure?.scrollHeight).toBeLessThanOrEqual((figure?.clientHeight ?? 0) + 1);
		const small = [...shown.container.querySelectorAll('p, b, h1, button')].filter(
			(element) => parseFloat(getComputedStyle(element).fontSize) < 28,
		);
		expect(small.map(({ textContent }) => textContent)).toEqual([]);
	});
});

test('in a lesson the two figures of the journey offer the settings they are about, on its page all', async () => {
	const offered = async (props: { view?: SimulatorView; initial?: { way: 'smooth' } }) => {
		const shown = await render(JourneySimulator, props);
		const names = [...shown.container.querySelectorAll('.presets button')].map(
			({ textContent }) => textContent,
		);
		await shown.unmount();
		return names;
	};
	const shares = ['六站都是95%', '候診只有70%'];
	const feelings = ['課文的診所', '螢幕顯示還要等多久', '等得一肚子氣', '一路平平的診所'];
	expect(await offered({ initial: { way: 'smooth' } })).toEqual(shares);
	expect(await offered({})).toEqual(feelings);
	expect(await offered({ view: 'page' })).toEqual([...feelings, ...shares]);
});
