import { golden, type Answers } from './answers.ts';

const notInTheProduct =
	'customers without a contract are modelled by BG/NBD, which needs no special function to predict; Pareto/NBD gives nearly the same forecasts';

export const pnbdAnswers: Answers = Object.fromEntries(
	golden.filter(({ area }) => area === 'pnbd').map(({ name }) => [name, { notInTheProduct }]),
);
