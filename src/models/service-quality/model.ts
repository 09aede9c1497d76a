import { requireInRange, type Model } from '#models/model.ts';
import {
	promised,
	samplingErrors,
	serviceQuality,
	type Rating,
	type SamplingError,
	type ServiceQuality,
} from './gaps.ts';
import {
	serviceQualityInputs,
	serviceQualityPresets,
	type ServiceQualityInputs,
} from './inputs.ts';

export interface ServiceQualityOutcome extends ServiceQuality {
	/** The same service before the advertising: equal to what stands now where it promises nothing. */
	readonly unpromised: ServiceQuality;
	readonly errors: readonly SamplingError[];
}

export function ratingsOf(inputs: ServiceQualityInputs): Rating[] {
	return [
		{
			name: 'tangibles',
			expectation: inputs.expectedTangibles,
			perception: inputs.perceivedTangibles,
			weight: inputs.weightTangibles,
		},
		{
			name: 'reliability',
			expectation: inputs.expectedReliability,
			perception: inputs.perceivedReliability,
			weight: inputs.weightReliability,
		},
		{
			name: 'responsiveness',
			expectation: inputs.expectedResponsiveness,
			perception: inputs.perceivedResponsiveness,
			weight: inputs.weightResponsiveness,
		},
		{
			name: 'assurance',
			expectation: inputs.expectedAssurance,
			perception: inputs.perceivedAssurance,
			weight: inputs.weightAssurance,
		},
		{
			name: 'empathy',
			expectation: inputs.expectedEmpathy,
			perception: inputs.perceivedEmpathy,
			weight: inputs.weightEmpathy,
		},
	];
}

/** Where a service falls short of what is expected, and how sure a survey can be of it. */
function run(inputs: ServiceQualityInputs): ServiceQualityOutcome {
	requireInRange(serviceQualityInputs, inputs);
	const ratings = ratingsOf(inputs);
	const now = serviceQuality(promised(ratings, inputs.promise));
	return {
		...now,
		unpromised: serviceQuality(ratings),
		errors: samplingErrors(now.gaps, inputs.respondents, inputs.spread),
	};
}

export const serviceQualityModel: Model<typeof serviceQualityInputs, ServiceQualityOutcome> = {
	id: 'service-quality',
	version: 1,
	title: '期望與感受的缺口',
	inputs: serviceQualityInputs,
	presets: serviceQualityPresets,
	run,
};
