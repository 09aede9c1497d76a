import type { NumberInput } from '#models/model.ts';
import { pointsInputs, type PointsInputs } from './inputs.ts';

/** Inputs whose value is a number. */
export type NumberName = {
	[Name in keyof PointsInputs]: PointsInputs[Name] extends number ? Name : never;
}[keyof PointsInputs];

/** The row of a number input. */
export const numberRowOf = (name: NumberName): NumberInput => pointsInputs[name];

/** Months and points come whole; a step of 1 is what says so in the inputs' table. */
export const comesWhole = (row: NumberInput): boolean => row.step === 1;
