import { answerLater, type WorkerAnswer, type WorkerQuestion } from './worker-answer.ts';

/** As much of a worker's own side as is used here. */
export interface Listening<Job, Share, Report> {
	onmessage: ((event: MessageEvent<WorkerQuestion<Job>>) => void) | null;
	postMessage(answer: WorkerAnswer<Share, Report>, transfer: Transferable[]): void;
}

/**
 * A worker's whole script: `listenForJobs(self, (job, report) => …)`. `report` sends word of how
 * far the job has come; `handOver` names the buffers of a share that move to the page instead of
 * being copied. A job that is no longer wanted ends with its worker, so it need not ask.
 */
export function listenForJobs<Job, Share, Report = never>(
	worker: Listening<Job, Share, Report>,
	work: (job: Job, report: (word: Report) => void) => Share | Promise<Share>,
	handOver: (share: Share) => Transferable[] = () => [],
): void {
	worker.onmessage = ({ data }) => {
		const { number } = data;
		const report = (word: Report): void => worker.postMessage({ number, report: word }, []);
		void answerLater(data, (job: Job) => work(job, report)).then((answer) =>
			worker.postMessage(answer, 'output' in answer ? handOver(answer.output) : []),
		);
	};
}
