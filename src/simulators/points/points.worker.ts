import { listenForJobs, type Listening } from '../worker-listen.ts';
import { buffersOf, doJob, type PointsJob, type PointsResult } from './jobs.ts';

// The types know this scope as a window, whose messages are posted by other rules.
const side: Listening<PointsJob, PointsResult, never> = {
	set onmessage(hear: Listening<PointsJob, PointsResult, never>['onmessage']) {
		self.onmessage = hear;
	},
	postMessage: (answer, transfer) => self.postMessage(answer, { transfer }),
};
listenForJobs(side, doJob, buffersOf);
