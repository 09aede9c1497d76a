import type * as Y from 'yjs';
import type { AssumptionName, ExpectedEffect, SizedStrategy } from '#workflow/assumptions.ts';
import {
	designValues,
	emptyDesign,
	materialise,
	overlongTexts,
	requiredFields,
	strategyKey,
	unreadyFields,
	withUsualCosts,
	type CaseInputs,
	type Design,
	type DesignField,
	type Factor,
	type NumberField,
	type Strategy,
	type TextField,
} from '#workflow/design.ts';
import { evidenceKey, type Claim, type EvidenceContent } from '#workflow/evidence.ts';
import { OwnMoves } from './own-moves.svelte.ts';

/** What a slider may move: a number of the design, an assumption, or how much is expected. */
export type Slid =
	NumberField | `assumption:${AssumptionName}` | `expected:${SizedStrategy}/${ExpectedEffect}`;

/** Shortest distance between two writings of the same number while it is dragged, milliseconds. */
const paceMilliseconds = 100;
/** After one's own last move a number follows others again, milliseconds. */
const handsOffMilliseconds = 400;

/** The team's design as the document has it now, and the ways to change what is not text. */
export class DesignState {
	/** The company that it is for: a cost that nobody has decided stands where its case has it. */
	company: CaseInputs = {};
	design = $state.raw<Design>(emptyDesign());
	/** The required fields that are empty or too long, in the order of the form. */
	missing = $state.raw<readonly DesignField[]>(requiredFields);
	/** By how many characters a text is longer than what may be handed in. */
	over = $state.raw<Partial<Record<TextField, number>>>({});
	/** Numbers under this device's hand: shown as moved, a moment before they are written. */
	#moving = $state.raw<Partial<Record<Slid, number>>>({});
	readonly #own = new OwnMoves();
	#doc: Y.Doc | null = null;
	#frame = 0;
	readonly #timers = new Map<Slid, ReturnType<typeof setTimeout>>();
	readonly #writtenAt = new Map<Slid, number>();
	/** Numbers under a finger that may yet turn out to scroll the page, as they were before it. */
	readonly #touched = new Map<Slid, { value: unknown; isDrag: boolean }>();

	/** Reads a document from now on; call what it returns to stop. */
	follow(doc: Y.Doc): () => void {
		this.#doc = doc;
		this.#read(doc);
		const look = () => {
			// Every keystroke of five people comes by here; the eye needs one look a frame.
			this.#frame ||= requestAnimationFrame(() => {
				this.#frame = 0;
				this.#read(doc);
			});
		};
		doc.on('update', look);
		return () => {
			doc.off('update', look);
			cancelAnimationFrame(this.#frame);
			this.#frame = 0;
			this.#touched.clear();
			for (const field of this.#timers.keys()) this.settleNumber(field);
			this.#own.forgetAll();
			this.#doc = null;
		};
	}

	/** Where a number's slider stands. */
	numberShown(field: NumberField): number {
		return this.#moving[field] ?? this.design.numbers[field];
	}

	/** Where this device's hand has just moved something to; undefined while it rests. */
	inHand(field: Slid): number | undefined {
		return this.#moving[field];
	}

	/** Moves a number: at once on this screen, at most ten times a second in the document. */
	setNumber(field: Slid, value: number): void {
		this.#own.begin(field, this.#valueOf(field));
		this.#moving = { ...this.#moving, [field]: value };
		clearTimeout(this.#timers.get(field));
		if (this.#isUndecided(field)) return;
		const since = Date.now() - (this.#writtenAt.get(field) ?? 0);
		if (since >= paceMilliseconds) this.#writeOn(field);
		else this.#later(field, paceMilliseconds - since, () => this.#writeOn(field));
	}

	/** Puts several numbers in at once, as one edit of this device's; sliders under a hand let go. */
	putNumbers(numbers: Partial<Record<NumberField, number>>): void {
		const moved = Object.entries(numbers) as [NumberField, number][];
		for (const [field] of moved) {
			clearTimeout(this.#timers.get(field));
			this.#timers.delete(field);
		}
		this.#moving = Object.fromEntries(
			Object.entries(this.#moving).filter(([field]) => !(field in numbers)),
		);
		const doc = this.#doc;
		if (!doc) return;
		doc.transact(() => {
			for (const [field, value] of moved) this.#set(field, value);
		});
		this.#read(doc);
	}

	/** A finger has come down on a number's slider: perhaps to move it, perhaps to scroll the page. */
	touchNumber(field: Slid): void {
		if (!this.#doc) return;
		this.#touched.set(field, { value: designValues(this.#doc).get(field), isDrag: false });
	}

	/** The finger moves along the slider, so it means the slider: teammates may see it move. */
	dragNumber(field: Slid): void {
		const touch = this.#touched.get(field);
		if (!touch || touch.isDrag) return;
		touch.isDrag = true;
		const shown = this.#moving[field];
		if (shown !== undefined) this.setNumber(field, shown);
	}

	/** The finger has left the slider where it is to stand. */
	releaseNumber(field: Slid): void {
		this.#touched.delete(field);
		const shown = this.#moving[field];
		if (shown !== undefined) this.setNumber(field, shown);
	}

	/** The finger has scrolled the page: the number is as if it had never been touched. */
	takeBackNumber(field: Slid): void {
		const touch = this.#touched.get(field);
		if (!touch) return;
		this.#touched.delete(field);
		this.#lookAtOthers();
		const isOwn = this.#own.isUnderWay(field);
		this.#own.note(field, touch.value);
		this.#letGo(field);
		this.#own.end(field);
		// What a teammate has set meanwhile stays.
		if (!touch.isDrag || !isOwn) return;
		if (touch.value === undefined) return this.#drop(field);
		this.#set(field, touch.value);
		if (this.#doc) this.#read(this.#doc);
	}

	/** The hand has let go: what was last shown is written, and that was one move. */
	settleNumber(field: Slid): void {
		if (this.#isUndecided(field)) return;
		this.#write(field);
		this.#letGo(field);
		this.#own.end(field);
	}

	chooseFactor(factor: Factor): void {
		this.#own.begin('weakestFactor', this.#valueOf('weakestFactor'));
		this.#own.note('weakestFactor', factor);
		this.#own.end('weakestFactor');
		this.#set('weakestFactor', factor);
	}

	/** What a value was before this device's last move of it; null where there is none to put back. */
	formerly(key: Slid | 'weakestFactor'): { was: unknown } | null {
		return this.#own.last(key);
	}

	/** Puts a value back to where it was before this device's last move of it. */
	putBack(key: Slid | 'weakestFactor'): void {
		if (key !== 'weakestFactor') this.#letGo(key);
		this.#lookAtOthers();
		this.#own.end(key);
		const last = this.#own.pop(key);
		if (!last) return;
		if (last.was === undefined) return this.#drop(key);
		this.#set(key, last.was);
		if (this.#doc) this.#read(this.#doc);
	}

	chooseStrategy(strategy: Strategy, chosen: boolean): void {
		this.#set(strategyKey(strategy), chosen);
	}

	/** Takes a moved slider back out of the document. */
	dropNumber(field: Slid): void {
		this.#letGo(field);
		this.#own.end(field);
		this.#drop(field);
	}

	/** Puts evidence to a claim, under a name of its own or the one that it had before. */
	attach(claim: Claim, content: EvidenceContent, id = newName()): void {
		this.#set(evidenceKey(claim, id), content);
	}

	detach(claim: Claim, id: string): void {
		this.#drop(evidenceKey(claim, id));
	}

	put(key: string, value: string): void {
		this.#set(key, value);
	}

	#read(doc: Y.Doc): void {
		const design = withUsualCosts(materialise(doc), this.company);
		this.#lookAtOthers();
		this.design = design;
		this.missing = unreadyFields(doc, design);
		this.over = Object.fromEntries(overlongTexts(doc).map(({ field, over }) => [field, over]));
	}

	/** What teammates have moved is no longer this hand's to put back, also before the next look. */
	#lookAtOthers(): void {
		this.#own.compare((key) => this.#valueOf(key));
	}

	/** Whether a finger is on it that may still turn out to scroll. */
	#isUndecided(field: Slid): boolean {
		return this.#touched.get(field)?.isDrag === false;
	}

	#later(field: Slid, milliseconds: number, then: () => void): void {
		clearTimeout(this.#timers.get(field));
		this.#timers.set(field, setTimeout(then, milliseconds));
	}

	/** Writes where the hand is, which may go on; where it rests the number follows others again. */
	#writeOn(field: Slid): void {
		this.#write(field);
		this.#later(field, handsOffMilliseconds, () => this.#letGo(field));
	}

	/** Shows the number as the document has it; a drag that rests may go on and is still one move. */
	#letGo(field: Slid): void {
		clearTimeout(this.#timers.get(field));
		this.#timers.delete(field);
		const { [field]: _, ...others } = this.#moving;
		this.#moving = others;
	}

	#write(field: Slid): void {
		const value = this.#moving[field];
		if (value === undefined) return;
		this.#writtenAt.set(field, Date.now());
		this.#lookAtOthers();
		this.#own.begin(field, this.#valueOf(field));
		this.#own.note(field, value);
		this.#set(field, value);
		if (this.#doc) this.#read(this.#doc);
	}

	#valueOf(key: string): unknown {
		return this.#doc ? designValues(this.#doc).get(key) : undefined;
	}

	#set(key: string, value: unknown): void {
		if (!this.#doc) return;
		const values = designValues(this.#doc);
		if (values.get(key) !== value) values.set(key, value);
	}
	#drop(key: string): void {
		if (!this.#doc) return;
		designValues(this.#doc).delete(key);
		this.#read(this.#doc);
	}
}

/** A name that no other device makes, later ones behind earlier ones. */
function newName(): string {
	const [chance = 0] = crypto.getRandomValues(new Uint32Array(1));
	return Date.now().toString(36).padStart(9, '0') + chance.toString(36).padStart(7, '0');
}
