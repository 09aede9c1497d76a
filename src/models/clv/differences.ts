/**
 * Whether customers differ enough to tell, in variance as a share of the largest possible (0–1).
 * Below it the two counts of a Beta are so large that their sums lose the digits that matter.
 */
export const differ = (differences: number): boolean => differences >= 1e-9;
