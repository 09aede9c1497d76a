import type { Database } from './store/schema.ts';

interface Needs {
	db: Database;
	clock: () => number;
	timePassed: (classId: string) => Promise<void>;
}

const everyMilliseconds = 1_000;

/**
 * Looks once a second which classes' time has come. What is due stands in the table of classes, so a
 * restart forgets nothing, and a moved deadline is simply read.
 */
export function createPhaseClock({ db, clock, timePassed }: Needs) {
	let timer: NodeJS.Timeout | undefined;
	let looking: Promise<void> | null = null;

	async function openDue(): Promise<void> {
		const due = await db
			.selectFrom('class')
			.select('id')
			.where('opens_next', '=', 1)
			.where('ends_at', '<=', clock())
			.where('phase', '!=', 'closed')
			.execute();
		for (const { id } of due) await timePassed(id);
	}

	/** Resolves once what is due now has been opened. */
	function look(): Promise<void> {
		looking ??= openDue()
			.catch((error: unknown) => console.error('時間到的階段這次沒有開放成：', error))
			.finally(() => (looking = null));
		return looking;
	}

	return {
		look,
		start(): void {
			timer ??= setInterval(() => void look(), everyMilliseconds);
			timer.unref();
			void look();
		},
		async stop(): Promise<void> {
			clearInterval(timer);
			await looking;
		},
	};
}
