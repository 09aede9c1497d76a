import { programmeEffect, type ProgrammeEffect } from '#models/points/range.ts';
import type { PointsInputs } from '#models/points/inputs.ts';
import type { ModelState } from '#models/model.ts';

export interface EffectQuestion {
	number: number;
	state: ModelState<PointsInputs>;
}

export interface EffectAnswer {
	number: number;
	effect: ProgrammeEffect | null;
}

self.onmessage = ({ data }: MessageEvent<EffectQuestion>) => {
	let effect: ProgrammeEffect | null = null;
	try {
		effect = programmeEffect(data.state);
	} catch (error) {
		console.error(error);
	}
	self.postMessage({ number: data.number, effect } satisfies EffectAnswer);
};
