import type { FileColumn } from '#models/orders/columns.ts';
import type { DateFormat } from '#models/orders/dates.ts';
import type { Delimiter } from '#models/orders/layout.ts';
import type { Encoding } from '#models/orders/recognise.ts';
import type { DaySpan, StrayDays } from '#models/orders/stray-days.ts';
import type { CompanyId } from './companies.ts';

/** A file as the page tells of it: where it comes from and how it was read. */
export interface FileShown {
	/** Of the file, of pasted data, or of the company. */
	readonly name: string;
	readonly bytes: number;
	/** The synthetic company it was made from; null for data of the reader's own. */
	readonly company: CompanyId | null;
	/** Null when the file could not be read that far. */
	readonly layout: LayoutShown | null;
	/** For each role that is a day: rows whose day cannot well be true. */
	readonly stray: Readonly<Record<string, StrayDays>>;
	/** Days outside are not counted, as the reader chose; null where all are. */
	readonly span: DaySpan | null;
}

/** How the file was read, for the reader to correct. */
export interface LayoutShown {
	/** How the text is written; null where the reading did not come so far as to settle it. */
	readonly encoding: Encoding | null;
	readonly delimiter: Delimiter | null;
	readonly hasHeader: boolean;
	readonly columns: readonly Pick<FileColumn, 'header'>[];
	/** The column of each role, from 0; null where the file has none. */
	readonly roles: Readonly<Record<string, number | null>>;
	/** As used, for each role that is a day. */
	readonly dateFormats: Readonly<Record<string, DateFormat>>;
	/** For each role that is a day: one as it stands in the file, and as it was read. */
	readonly dateExamples: Readonly<Record<string, DateExample>>;
	/** Whether customers are told apart by a column of names, which two people may share. */
	readonly customersByName: boolean;
	/** Day roles whose month and day could as well be exchanged. */
	readonly assumedFormats: readonly string[];
	/** The first rows under the header. */
	readonly firstRows: readonly (readonly string[])[];
	/** Characters that could not be decoded. */
	readonly undecodable: number;
}

export interface DateExample {
	readonly written: string;
	/** 西元 or 民國; '' where the writing does not begin with a year. */
	readonly year: '西元' | '民國' | '';
	/** 2024-03-01 */
	readonly day: string;
}
