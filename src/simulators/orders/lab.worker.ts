import { listenForJobs, type Listening } from '../worker-listen.ts';
import type { LabAnswer, LabJob, LabProgress } from './job.ts';
import { buffersOf, labWorker } from './lab-work.ts';

// The types know this scope as a window, whose messages are posted by other rules.
const side: Listening<LabJob, LabAnswer, LabProgress> = {
	set onmessage(hear: Listening<LabJob, LabAnswer, LabProgress>['onmessage']) {
		self.onmessage = hear;
	},
	postMessage: (answer, transfer) => self.postMessage(answer, { transfer }),
};
listenForJobs(side, labWorker(), buffersOf);
