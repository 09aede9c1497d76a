import { usualInputs } from '#models/model.ts';
import { maximumFileBytes } from '#models/orders/recognise.ts';
import { WorkerPool } from '../worker-pool.ts';
import type { Analysis } from './analysis.ts';
import type { CompanyCard } from './companies.ts';
import type { LabAnswer, LabChoices, LabJob, LabProgress, LabRefusal, LabSource } from './job.ts';
import { labInputs, type LabSettings } from './settings.ts';
import { brokenDown, cancelled, emptyPaste, problemOf, tooManyFiles } from './words.ts';

/** A moved slider is acted upon once the hand rests for so long. */
const restMilliseconds = 300;
/** What a page without workers may read on its own thread before it stops answering. */
const mostBytesHere = 5_000_000;

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
		throw new Error('no worker for a large file');
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

	readonly #pool = new WorkerPool<LabJob, LabAnswer, LabProgress>({
		open: () => new Worker(new URL('./lab.worker.ts', import.meta.url), { type: 'module' }),
		here,
		size: 1,
	});
	#number = 0;
	#shown: Given | undefined;
	#tried: Given | undefined;
	#running: { readonly given: Given; readonly settings: LabSettings } | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** Takes files from a picker or a drop; the first one counts. */
	giveFiles(files: Iterable<File>): void {
		const [file, other] = files;
		if (!file) return;
		if (file.size > maximumFileBytes) {
			this.#giveUp();
			this.trouble = { name: file.name, sentence: sizeProblem, refusal: null };
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

	/** Reads the file again in another way: the one in trouble if there is one, else the one shown. */
	choose(choices: LabChoices): void {
		const given = this.trouble ? this.#tried : this.#shown;
		if (given) this.#begin({ ...given, choices });
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
		this.#giveUp();
		if (this.analysis) this.settings = { ...this.analysis.settings };
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
		const run = { given, settings };
		this.notice = '';
		this.#running = run;
		this.working = { name: given.source.name, progress: { stage: 'reading', share: 0 } };
		const { source, number: sourceNumber, choices } = given;
		this.#pool.begin([{ source, sourceNumber, choices: $state.snapshot(choices), settings }], {
			heard: (progress) => {
				if (this.#running === run) this.working = { name: given.source.name, progress };
			},
			done: ([answer]) => {
				if (this.#running === run && answer) this.#hear(answer, given);
			},
			failed: () => {
				if (this.#running !== run) return;
				this.#rest(given);
				this.trouble = { name: given.source.name, sentence: brokenDown, refusal: null };
			},
		});
	}

	#rest(given: Given): void {
		this.#running = undefined;
		this.working = undefined;
		this.#tried = given;
		this.era++;
	}

	#hear(answer: LabAnswer, given: Given): void {
		this.#rest(given);
		if (!answer.ok) {
			this.trouble = { name: given.source.name, sentence: problemOf(answer), refusal: answer };
			return;
		}
		this.#shown = given;
		this.trouble = undefined;
		this.analysis = answer.analysis;
		this.settle();
	}
}

const sizeProblem = problemOf({ reason: 'tooLarge', kind: 'orders', missing: [] });
