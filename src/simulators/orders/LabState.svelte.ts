import { usualInputs } from '#models/model.ts';
import { maximumFileBytes } from '#models/orders/recognise.ts';
import type { DaySpan } from '#models/orders/stray-days.ts';
import { WorkerPool } from '../worker-pool.ts';
import { labFromQuery } from './address.ts';
import type { Analysis } from './analysis.ts';
import type { CompanyCard } from './companies.ts';
import type { LabAnswer, LabChoices, LabJob, LabProgress, LabRefusal, LabSource } from './job.ts';
import { labInputs, type LabSettings } from './settings.ts';
import { brokenDown, cancelled, emptyPaste, noWorker, problemOf, tooManyFiles } from './words.ts';

/** A moved slider is acted upon once the hand rests for so long. */
const restMilliseconds = 300;
/** What a page without workers may read on its own thread before it stops answering. */
const mostBytesHere = 5_000_000;
const tooLargeHere = 'no worker for a large file';

/** A file that was given, and how it is to be read. */
interface Given {
	readonly source: LabSource;
	readonly number: number;
	readonly choices: LabChoices;
}

/** Why the newest file is not on the page, and what can be set straight. */
export interface Trouble {
	readonly name: string;
	readonly sentence: string;
	readonly refusal: LabRefusal | null;
}

async function here(job: LabJob, report: (word: LabProgress) => void): Promise<LabAnswer> {
	if (job.source.kind === 'file' && job.source.file.size > mostBytesHere) {
		throw new Error(tooLargeHere);
	}
	return (await import('./lab-work.ts')).labWorker()(job, report);
}

/** The data lab: the file at work, the result on the page, and what went wrong, kept apart. */
export class LabState {
	settings: LabSettings = $state(usualInputs(labInputs));
	/** The last good result; a file that fails leaves it where it is. */
	analysis: Analysis | undefined = $state.raw();
	/** The file being worked at, and how far it has come; undefined at rest. */
	working: { readonly name: string; readonly progress: LabProgress } | undefined = $state.raw();
	trouble: Trouble | undefined = $state.raw();
	/** A word that is not about a broken file. */
	notice = $state('');
	/** Counts results and refusals, so that what was edited by hand starts afresh. */
	era = $state(0);
	/** Counts files taken in hand or turned away, whatever their names. */
	taken = $state(0);
	/** Counts readings whose result came onto the page; a moved slider brings none. */
	arrived = $state(0);

	/** Today by the clock of this device, which may strike midnight while the page is open. */
	readonly #today: () => number | null;

	constructor(today: () => number | null) {
		this.#today = today;
	}

	readonly #pool = new WorkerPool<LabJob, LabAnswer, LabProgress>({
		open: () => new Worker(new URL('./lab.worker.ts', import.meta.url), { type: 'module' }),
		here,
		size: 1,
	});
	#number = 0;
	#shown: Given | undefined;
	#tried: Given | undefined;
	/** With what was wrong when it began, which stands again should it be cancelled. */
	#running: { readonly given: Given; readonly before: Trouble | undefined } | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** Takes files from a picker or a drop; the first one counts. */
	giveFiles(files: Iterable<File>): void {
		const [file, other] = files;
		if (!file) return;
		if (file.size > maximumFileBytes) {
			this.#giveUp();
			this.taken++;
			this.trouble = { name: file.name, sentence: sizeProblem, refusal: null };
			this.settle();
			return;
		}
		this.#take({ kind: 'file', file, name: file.name });
		if (other) this.notice = tooManyFiles;
	}

	givePasted(text: string): void {
		if (text.trim() === '') {
			this.notice = emptyPaste;
			return;
		}
		this.#take({ kind: 'file', file: new Blob([text]), name: '貼上的資料' });
	}

	tryCompany({ id, title }: CompanyCard): void {
		this.#take({ kind: 'company', id, name: title });
	}

	/** Takes up what the address of the page asks for. */
	open(query: URLSearchParams, companies: readonly CompanyCard[]): void {
		const { company, settings, notices } = labFromQuery(query);
		this.settings = settings;
		const card = companies.find(({ id }) => id === company);
		if (card) this.tryCompany(card);
		this.notice = notices.join('');
	}

	/**
	 * Reads the file again in another way: the one in trouble if there is one, else the one shown.
	 * How its text is written stands until something else is chosen.
	 */
	choose(choices: LabChoices): void {
		const given = this.trouble ? this.#tried : this.#shown;
		if (!given) return;
		const { encoding = null, delimiter = null } = given.choices;
		this.#begin({ ...given, choices: { encoding, delimiter, ...choices } });
	}

	/** Counts only the days of the file shown that lie in a span, or all of them again. */
	keepDays(span: DaySpan | null): void {
		const given = this.#shown;
		if (!given || this.trouble) return;
		const { span: _, ...choices } = given.choices;
		this.#begin({ ...given, choices: span === null ? choices : { ...choices, span } });
	}

	set<Name extends keyof LabSettings>(name: Name, value: LabSettings[Name]): void {
		this.settings[name] = value;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.settle(), restMilliseconds);
	}

	/** The hand has let go: work out the result under the present settings. */
	settle(): void {
		clearTimeout(this.#timer);
		// A run that is under way looks at the settings when it ends.
		if (this.#running || !this.#shown || !this.analysis) return;
		if (!this.#settingsAre(this.analysis.settings)) this.#begin(this.#shown);
	}

	/** Ends the run; the page stays as it was before. */
	cancel(): void {
		if (!this.#running) return;
		const { before } = this.#running;
		this.#giveUp();
		this.trouble = before;
		this.#putBack();
		this.notice = cancelled;
	}

	/** The page is going away. */
	stop(): void {
		clearTimeout(this.#timer);
		this.#running = undefined;
		this.#pool.stop();
	}

	#take(source: LabSource): void {
		this.#begin({ source, number: ++this.#number, choices: {} });
		this.taken++;
		// What was wrong with another file is no longer the matter.
		this.trouble = undefined;
	}

	/** The settings as they belong to the result on the page. */
	#putBack(): void {
		clearTimeout(this.#timer);
		if (this.analysis) this.settings = { ...this.analysis.settings };
	}

	#giveUp(): void {
		this.#pool.cancel();
		this.#running = undefined;
		this.working = undefined;
		this.notice = '';
	}

	#settingsAre(those: LabSettings): boolean {
		const now: LabSettings = this.settings;
		return (Object.keys(labInputs) as (keyof LabSettings)[]).every(
			(name) => now[name] === those[name],
		);
	}

	#begin(given: Given): void {
		clearTimeout(this.#timer);
		const settings = { ...this.settings };
		const run = { given, before: this.trouble };
		this.notice = '';
		this.#running = run;
		this.working = { name: given.source.name, progress: { stage: 'reading', share: 0 } };
		const { source, number: sourceNumber, choices } = given;
		const today = this.#today();
		const job = { source, sourceNumber, choices: $state.snapshot(choices), today, settings };
		this.#pool.begin([job], {
			heard: (progress) => {
				if (this.#running === run) this.working = { name: given.source.name, progress };
			},
			done: ([answer]) => {
				if (this.#running === run && answer) this.#hear(answer, given);
			},
			failed: (problem) => {
				if (this.#running !== run) return;
				const sentence = problem.includes(tooLargeHere) ? noWorker : brokenDown;
				this.#refuse(given, { name: given.source.name, sentence, refusal: null });
			},
		});
	}

	#rest(): void {
		this.#running = undefined;
		this.working = undefined;
	}

	/** The page keeps its result; what was moved meanwhile is worked out for it, or put back. */
	#refuse(given: Given, trouble: Trouble): void {
		const recount = given === this.#shown;
		this.#rest();
		this.#tried = given;
		this.era++;
		this.trouble = trouble;
		if (recount) this.#putBack();
		else this.settle();
	}

	#hear(answer: LabAnswer, given: Given): void {
		if (!answer.ok) {
			const { name } = given.source;
			this.#refuse(given, { name, sentence: problemOf(answer), refusal: answer });
			return;
		}
		this.#rest();
		// Other settings for the file shown say nothing about a file that is in trouble.
		if (given !== this.#shown) {
			this.#shown = given;
			this.#tried = given;
			this.trouble = undefined;
			this.era++;
			this.arrived++;
		}
		this.analysis = answer.analysis;
		this.settle();
	}
}

const sizeProblem = problemOf({ reason: 'tooLarge', kind: 'orders', missing: [] });
