import type { NumberInput } from '#models/model.ts';
import { pointsInputs, type PointsInputs } from './inputs.ts';

/** Inputs whose value is a number. */
export type NumberName = {
	[Name in keyof PointsInputs]: PointsInputs[Name] extends number ? Name : never;
}[keyof PointsInputs];

/** The row of a number input. */
export const numberRowOf = (name: NumberName): NumberInput => pointsInputs[name];
