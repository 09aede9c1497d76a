/**
 * What the answers to further questions are said and shown with: one script, fetched with the first
 * of them.
 */
export { default as RangeBars } from '#ui/RangeBars.svelte';
export { accountsWords } from './accounts-words.ts';
export { inverseWords } from './inverse-words.ts';
export { tornadoWords } from './tornado-words.ts';
export { default as Ways } from './Ways.svelte';
