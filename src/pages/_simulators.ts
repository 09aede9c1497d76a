import { churnModel } from '#models/churn/churn.ts';
import { claimModel } from '#models/churn/claim-model.ts';
import { cohortsModel } from '#models/churn/cohorts-model.ts';
import { choiceModel } from '#models/churn/new-or-existing-model.ts';
import { revenueChurnModel } from '#models/churn/revenue-churn-model.ts';
import { clvModel } from '#models/clv/clv.ts';
import { concentrationModel } from '#models/concentration/concentration.ts';
import { costToServeModel } from '#models/cost-to-serve/model.ts';
import { journeyModel } from '#models/journey/model.ts';
import { measuresModel } from '#models/measures/model.ts';
import { membershipFeeModel } from '#models/membership-fee/model.ts';
import type { InputTable } from '#models/model.ts';
import { perceivedValueModel } from '#models/perceived-value/model.ts';
import { pointsModel } from '#models/points/points.ts';
import { priceValueModel } from '#models/price-value/model.ts';
import { rfmModel } from '#models/rfm/model.ts';
import { serviceQualityModel } from '#models/service-quality/model.ts';
import { starsModel } from '#models/stars/model.ts';
import { csatModel } from '#models/survey/csat-model.ts';
import { intentionModel } from '#models/survey/intention-model.ts';
import { npsModel } from '#models/survey/nps-model.ts';
import { trustModel } from '#models/trust/model.ts';
import { simulators } from '#simulators/list.ts';
import { furtherQuestions } from '#simulators/points/further-questions.ts';
import { smallSimulators } from '#simulators/small-list.ts';

/** A simulator as somebody looks for it: what it is called, what it asks, what can be moved in it. */
export interface ShelfSimulator {
	readonly id: string;
	readonly title: string;
	readonly lesson: number;
	readonly question: string;
	/** The first thing it says. */
	readonly says: string;
	/** Names of what can be set, and of the settings that come with it. */
	readonly labels: readonly string[];
}

interface Inputs {
	readonly id: string;
	readonly title: string;
	readonly inputs: InputTable;
	readonly presets: readonly { readonly label: string }[];
}

const models: readonly Inputs[] = [
	clvModel,
	churnModel,
	pointsModel,
	perceivedValueModel,
	concentrationModel,
	costToServeModel,
	npsModel,
	csatModel,
	intentionModel,
	serviceQualityModel,
	journeyModel,
	claimModel,
	choiceModel,
	revenueChurnModel,
	cohortsModel,
	rfmModel,
	measuresModel,
	starsModel,
	membershipFeeModel,
	priceValueModel,
	trustModel,
];

function modelOf(id: string): Inputs {
	const model = models.find((each) => each.id === id);
	if (!model) throw new Error(`src/pages/_simulators.ts 沒有模擬器「${id}」的模型。`);
	return model;
}

const labelsOf = ({ inputs, presets }: Inputs): string[] => [
	...new Set(
		[
			...Object.values(inputs).flatMap((row) =>
				row.kind === 'choice' ? [row.label, ...row.options.map(({ label }) => label)] : [row.label],
			),
			...presets.map(({ label }) => label),
		].filter((label) => label !== ''),
	),
];

const dataLab: ShelfSimulator = {
	id: 'orders',
	title: '資料實驗室',
	lesson: 4,
	question: '自己的訂單檔裡，誰還會再來、值多少？',
	says: '貼上或拖進一個訂單檔或訂閱檔，看哪些客戶還會再來、值多少。檔案只在這台裝置的瀏覽器裡讀，不會上傳。',
	labels: ['訂單檔', '訂閱檔', 'CSV', 'BG/NBD', 'gamma-gamma', '客戶終身價值的預測'],
};

/** No simulator of its own: what is asked further of the points simulator's setting. */
const pointsQuestions: ShelfSimulator = {
	id: 'points-questions',
	title: '點數計畫，再問四題',
	lesson: 16,
	question: Object.values(furtherQuestions).join(''),
	says: '同一個點數計畫：把輸入一個一個移開，看哪一個最重要（敏感度，龍捲風圖）；由目標反推一個輸入要是多少；四種算法並列，看差在哪一行；帳上的合約負債怎麼滾動（IFRS 15）。',
	labels: ['目標ROI', '要移動的輸入', '只動的輸入'],
};

/** Every simulator, the three large ones first, and what else is found among them. */
export const shelf: readonly ShelfSimulator[] = [
	...simulators.map(({ id, lesson, question, answer, means, finding }) => ({
		id,
		lesson,
		question,
		title: modelOf(id).title,
		says: `${means} ${answer}。${finding}`,
		labels: labelsOf(modelOf(id)),
	})),
	dataLab,
	pointsQuestions,
	...smallSimulators.map(({ id, lesson, title, question, about, answer, convention }) => ({
		id,
		lesson,
		title,
		question,
		says: `${about} ${answer} ${convention}。`,
		labels: labelsOf(modelOf(id)),
	})),
];
