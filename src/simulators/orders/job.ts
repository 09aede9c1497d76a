import type { DateFormat } from '#models/orders/dates.ts';
import type { Delimiter, LayoutProblem } from '#models/orders/layout.ts';
import type { Encoding } from '#models/orders/recognise.ts';
import type { RejectedRows } from '#models/orders/rejected.ts';
import type { DaySpan } from '#models/orders/stray-days.ts';
import type { Analysis } from './analysis.ts';
import type { CompanyId } from './companies.ts';
import type { LayoutShown } from './file-shown.ts';
import type { LabSettings } from './settings.ts';

/** What the page asks of the worker, and what comes back. */

export type LabKind = 'orders' | 'subscriptions';

/** A file as the browser holds it (a handle, not its bytes), pasted text made into one, or made up. */
export type LabSource =
	| { readonly kind: 'file'; readonly file: Blob; readonly name: string }
	| { readonly kind: 'company'; readonly id: CompanyId; readonly name: string };

/** What the reader has set straight about the reading of a file; left out, it is guessed. */
export interface LabChoices {
	readonly kind?: LabKind;
	/** The column of each role, from 0; null for none. */
	readonly roles?: Readonly<Record<string, number | null>>;
	readonly dateFormats?: Readonly<Record<string, DateFormat>>;
	readonly hasHeader?: boolean;
	/** How the text is written; null to have it guessed after all. */
	readonly encoding?: Encoding | null;
	readonly delimiter?: Delimiter | null;
	/** Days outside are not counted. */
	readonly span?: DaySpan;
}

export interface LabJob {
	readonly source: LabSource;
	/** The same number means the same file, so that it need not be read again. */
	readonly sourceNumber: number;
	readonly choices: LabChoices;
	/** By the clock of this device, in days since 1970-01-01; null where that is out of range. */
	readonly today: number | null;
	readonly settings: LabSettings;
}

export const stages = ['reading', 'counting', 'fitting', 'testing', 'predicting'] as const;
export type Stage = (typeof stages)[number];

/** Word of how far a job has come; `share` is of the whole, 0–1. */
export interface LabProgress {
	readonly stage: Stage;
	readonly share: number;
}

export interface LabRefusal {
	readonly ok: false;
	/** `unreadable`: the browser could not read the file (moved, deleted, no permission). */
	readonly reason: LayoutProblem['reason'] | 'noUsableRows' | 'unreadable';
	readonly kind: LabKind;
	/** Required roles that no column fits. */
	readonly missing: readonly string[];
	/** For setting straight; null where the file could not be read that far. */
	readonly layout: LayoutShown | null;
	readonly rejected: RejectedRows | null;
}

export type LabAnswer = { readonly ok: true; readonly analysis: Analysis } | LabRefusal;

export type LabReport = (progress: LabProgress) => void;
