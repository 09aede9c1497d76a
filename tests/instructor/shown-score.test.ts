import { expect, test } from 'vitest';
import { shownScore } from '#instructor/shown-score.ts';
import { compile, emptyDesign } from '#workflow/design.ts';
import type { ReviewStatus, Rubric, Submission } from '#workflow/submission.ts';

const rubric: Rubric = {
	version: 3,
	levelNames: ['一', '二', '三', '四', '五'],
	criteria: [{ id: 'plan', name: '計畫', weight: 1, levels: ['一', '二', '三', '四', '五'] }],
};
const version = (number: number, status?: ReviewStatus, level?: number): Submission => ({
	id: `s${number}`,
	number,
	submittedAt: 0,
	submittedBy: '林子晴',
	submittedByName: '林子晴',
	members: ['林子晴'],
	design: emptyDesign(),
	state: compile(emptyDesign(), {}),
	hash: '',
	answers: [],
	review: status
		? {
				status,
				rubric: 3,
				scores: level === undefined ? {} : { plan: level },
				comments: [],
				summary: '',
				updatedAt: 0,
			}
		: null,
});
const shown = (...history: Submission[]) =>
	shownScore({ history, submissions: history.length }, rubric);

test('the grade that was handed out stays while the next version is in review, named by its version', () => {
	const first = version(1, 'returned', 2);
	expect(shown(first)).toEqual({ points: '40', mark: '' });
	expect(shown(first, version(2))).toEqual({ points: '40', mark: '第1版' });
	expect(shown(first, version(2, 'draft'))).toEqual({ points: '40', mark: '第1版' });
	expect(shown(first, version(2, 'draft', 5))).toEqual({ points: '40', mark: '第1版' });
	expect(shown(first, version(2, 'approved', 5))).toEqual({ points: '100', mark: '' });
	// Given back without a grade.
	expect(shown(first, version(2, 'returned'))).toEqual({ points: '40', mark: '第1版' });
});

test('before any was handed out a draft is shown as one, and nothing where nothing is graded', () => {
	expect(shown(version(1, 'draft', 3))).toEqual({ points: '60', mark: '草稿' });
	expect(shown(version(1, 'draft'))).toBeNull();
	expect(shown(version(1))).toBeNull();
	expect(shown()).toBeNull();
});
