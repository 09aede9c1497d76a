import type { Preset } from '#models/model.ts';
import type { PointsInputs } from './inputs.ts';
export const pointsPresets: readonly Preset<PointsInputs>[] = [];
