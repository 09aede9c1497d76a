import { listenForJobs, type Listening } from '../worker-listen.ts';
import { buffersOf, doJob, type PointsJob, type PointsResult } from './jobs.ts';
import type { Progress, Question, QuestionResult } from './questions.ts';

type Work = PointsJob | Question;
type Result = PointsResult | QuestionResult;
type Here = Listening<Work, Result, Progress>;

// The types know this scope as a window, whose messages are posted by other rules.
const side: Here = {
	set onmessage(hear: Here['onmessage']) {
		self.onmessage = hear;
	},
	postMessage: (answer, transfer) => self.postMessage(answer, { transfer }),
};

const isJob = (work: Work): work is PointsJob =>
	work.kind === 'run' || work.kind === 'range' || work.kind === 'share';

/**
 * One script for all that is worked out beside the page, so that the model comes once. What only
 * further questions need comes with the first of them: the page's answer does not wait for it.
 */
listenForJobs<Work, Result, Progress>(
	side,
	async (work, report) =>
		isJob(work) ? doJob(work) : (await import('./questions.ts')).answerQuestion(work, report),
	(result) => (result.kind === 'share' ? buffersOf(result) : []),
);
