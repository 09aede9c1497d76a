/** What further questions are asked with: one script, fetched when a reader comes near one. */
export { default as InverseForm } from './InverseForm.svelte';
export { AccountsAnswers } from './PointsQuestions.svelte.ts';
export { default as TornadoForm } from './TornadoForm.svelte';
