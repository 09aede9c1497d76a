import { hypergeometric } from '#models/numerics/hypergeometric.ts';
import { digamma, lnGamma, trigamma } from '#models/numerics/special.ts';
import { golden, type Answer, type Answers } from './answers.ts';

const functions = { lgamma: lnGamma, digamma, trigamma } as const;

/** lgamma(…), digamma(…), … say in their name which function they try. */
function answerTo(name: string): Answer | undefined {
	if (name.startsWith('hyp2f1(')) {
		return {
			compute: ({ a, b, c, z }) =>
				hypergeometric(a as number, b as number, c as number, z as number),
		};
	}
	if (/^tricomi/i.test(name)) {
		return {
			notInTheProduct: 'only the discounted orders of Pareto/NBD need it, and BG/NBD does without',
		};
	}
	const which = /^(lgamma|digamma|trigamma)\(/.exec(name)?.[1] as
		keyof typeof functions | undefined;
	return which && { compute: ({ x }) => functions[which](x as number) };
}

export const specialAnswers: Answers = Object.fromEntries(
	golden
		.filter(({ area }) => area === 'special')
		.flatMap(({ name }) => {
			const answer = answerTo(name);
			return answer ? [[name, answer]] : [];
		}),
);
