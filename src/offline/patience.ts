import { isAnswer, patienceAt } from './rules.ts';

interface Needs {
	fetch: (request: Request) => Promise<Response>;
	now: () => number;
}

/** The network first, with a short patience when there is a copy to show instead. */
export function createPatience({ fetch, now }: Needs) {
	/** When the network last took too long; forgotten as soon as it answers. */
	let ranOutAt: number | null = null;

	/** What the network answers, or null where the kept copy is better. */
	async function fromNetwork(
		request: Request,
		kept: Response | undefined,
	): Promise<Response | null> {
		try {
			const answer = await fetch(request);
			ranOutAt = null;
			return kept && !(await isAnswer(answer)) ? null : answer;
		} catch {
			return null;
		}
	}

	return {
		/** Undefined when neither the network nor this device has it. */
		async freshOrKept(request: Request, kept: Response | undefined): Promise<Response | undefined> {
			const network = fromNetwork(request, kept);
			if (!kept) return (await network) ?? undefined;
			let timer: ReturnType<typeof setTimeout> | undefined;
			const runningOut = new Promise<null>((resolve) => {
				timer = setTimeout(
					() => {
						ranOutAt = now();
						resolve(null);
					},
					patienceAt(now(), ranOutAt),
				);
			});
			const answer = await Promise.race([network, runningOut]);
			clearTimeout(timer);
			return answer ?? kept;
		},
	};
}
