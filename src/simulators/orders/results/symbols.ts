/** Parameters as they are written in books. */
export const symbols = { r: 'r', alpha: 'α', a: 'a', b: 'b', p: 'p', q: 'q', gamma: 'γ' } as const;

export type ParameterName = keyof typeof symbols;

/** Of a search for the likeliest parameters that ended at an edge. */
export const runsAway = (parameter: ParameterName, side: 'low' | 'high'): string =>
	`最合的${symbols[parameter]}一直往${side === 'low' ? '0' : '無限大'}跑，定不下來`;
