import { golden, type Answers } from './answers.ts';

const notInTheProduct =
	'BG/BB is for yes-or-no orders at fixed occasions such as a yearly donation, and no case of the course sells like that';

export const bgbbAnswers: Answers = Object.fromEntries(
	golden.filter(({ area }) => area === 'bgbb').map(({ name }) => [name, { notInTheProduct }]),
);
