import { answerTo, type WorkerQuestion } from '../worker-answer.ts';
import { doJob, type PointsJob } from './jobs.ts';

self.onmessage = ({ data }: MessageEvent<WorkerQuestion<PointsJob>>) => {
	self.postMessage(answerTo(data, doJob));
};
