import digammaOf from '@stdlib/math-base-special-digamma';
import lnGammaOf from '@stdlib/math-base-special-gammaln';
import trigammaOf from '@stdlib/math-base-special-trigamma';

/**
 * Special functions for fitting models to data, good to the last digit or two over their whole
 * range. About 17 KB compressed: pages that only show a model use gamma.ts.
 */

/** ln Γ(x), x above 0. */
export const lnGamma: (x: number) => number = lnGammaOf;

/** ψ(x), the derivative of ln Γ, x above 0. */
export const digamma: (x: number) => number = digammaOf;

/** ψ′(x), its second derivative, x above 0. */
export const trigamma: (x: number) => number = trigammaOf;

/** ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a+b); a, b above 0. */
export const lnBeta = (a: number, b: number): number => lnGamma(a) + lnGamma(b) - lnGamma(a + b);
