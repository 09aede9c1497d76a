import { listenForJobs, type Listening } from '../worker-listen.ts';
import { answerQuestion, type Progress, type Question, type QuestionAnswer } from './questions.ts';

// The types know this scope as a window, whose messages are posted by other rules.
const side: Listening<Question, QuestionAnswer, Progress> = {
	set onmessage(hear: Listening<Question, QuestionAnswer, Progress>['onmessage']) {
		self.onmessage = hear;
	},
	postMessage: (answer, transfer) => self.postMessage(answer, { transfer }),
};
listenForJobs(side, answerQuestion);
