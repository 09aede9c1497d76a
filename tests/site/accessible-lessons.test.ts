import { lessonPages } from '../support/built.ts';
import { testAccessible } from '../support/accessible-pages.ts';

testAccessible(lessonPages().map(({ word }) => `/lessons/${word}`));
