import type { Analysis } from '../analysis.ts';
import { orderSections } from './order-sections.ts';
import type { WallSection } from './section.ts';
import { subscriptionSections } from './subscription-sections.ts';

/** The results as the hall sees them, one screen each. None of them names a customer. */
export const wallSections = (analysis: Analysis): WallSection[] =>
	analysis.kind === 'orders' ? orderSections(analysis) : subscriptionSections(analysis);
