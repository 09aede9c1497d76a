/**
 * Keys as tables: the listener, the help dialog and the buttons' labels read the same rows, so what
 * is printed is what works.
 */

export interface KeyRow<Command extends string> {
	readonly command: Command;
	/** `KeyboardEvent.code` values: where a key is, whatever layout or input method is on. */
	readonly codes: readonly string[];
	/** `KeyboardEvent.key` values, for signs that stand elsewhere on another layout. */
	readonly keys?: readonly string[];
	/** Left out: Shift must not be held. */
	readonly shift?: boolean;
	/** True: with Ctrl or ⌘ held, and only then does the key act while someone is typing. */
	readonly control?: boolean;
	/** As printed on buttons and in the help, keys apart by a full-width space. */
	readonly shown: string;
	/** What it does, in zh-TW. */
	readonly label: string;
}

/** What of a KeyboardEvent decides. */
export interface KeyPress {
	readonly code: string;
	readonly key: string;
	readonly shiftKey: boolean;
	readonly ctrlKey: boolean;
	readonly metaKey: boolean;
	readonly altKey: boolean;
	readonly isComposing: boolean;
	readonly keyCode?: number;
}

/** Where the focus is when a key comes down. */
export type Focus = 'page' | 'button' | 'slider' | 'field';

/** Whether a row is set off by typing one plain character; such keys can be switched off. */
export function isCharacterKey(row: KeyRow<string>): boolean {
	if (row.control) return false;
	return row.codes.some((code) => /^(Key|Digit|Period|Slash)/.test(code)) || Boolean(row.keys);
}

const characterCode = /^(Key|Digit|Period|Slash)/;

function matches(row: KeyRow<string>, press: KeyPress, charactersOff: boolean): boolean {
	if ((row.control ?? false) !== (press.ctrlKey || press.metaKey)) return false;
	// A sign found by what it prints may need Shift on one layout and not on another.
	if (row.keys?.includes(press.key)) return !charactersOff;
	if ((row.shift ?? false) !== press.shiftKey) return false;
	// Some clickers and phones leave `code` empty; for the keys they send, `key` has the same name.
	const code = press.code || press.key;
	if (!row.codes.includes(code)) return false;
	return row.control === true || !(charactersOff && characterCode.test(code));
}

/**
 * Which command a key press gives, or null. Nothing acts while a word is being composed, while Alt
 * is held, or, unless Ctrl or ⌘ goes with it, while a field has the focus. On a button the space
 * bar and Enter belong to the button, on a slider the arrows, Home and End; PageUp and PageDown turn
 * pages, because they are all that a clicker has.
 */
export function commandFor<Command extends string>(
	rows: readonly KeyRow<Command>[],
	press: KeyPress,
	focus: Focus,
	charactersOff = false,
): Command | null {
	// Safari ends the composition before the key that ended it; 229 is what still tells them apart.
	if (press.isComposing || press.keyCode === 229 || press.altKey) return null;
	const held = press.ctrlKey || press.metaKey;
	if (focus === 'field' && !held) return null;
	const code = press.code || press.key;
	if (focus === 'slider' && !held && /^(Arrow.*|Home|End)$/.test(code)) return null;
	if (focus === 'button' && !held && /^(Space| |Enter|NumpadEnter)$/.test(code)) return null;
	return rows.find((row) => matches(row, press, charactersOff))?.command ?? null;
}

/** What the focus means for keys; anything that takes typing or choices is a field. */
export function focusOf(target: EventTarget | null): Focus {
	// A key inside a shadow root is retargeted to its host, so the deepest focus is looked for.
	let element = target instanceof Element ? target : null;
	while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
	// A dialog that has closed keeps the focus until the next frame; nobody sees it there.
	if (!element || element.closest('dialog:not([open])')) return 'page';
	if (element.closest('input[type="range"], [role="slider"]')) return 'slider';
	const field =
		'input, textarea, select, [contenteditable]:not([contenteditable="false"]), ' +
		'[role="textbox"], [role="spinbutton"], [role="listbox"]';
	if (element.closest(field)) return 'field';
	return element.closest('button, a[href], summary, [role="button"]') ? 'button' : 'page';
}

const switchName = 'loyalty-lab.character-keys';

/** Whether this device has switched single-character keys off. */
export function characterKeysOff(): boolean {
	try {
		return localStorage.getItem(switchName) === 'off';
	} catch {
		return false;
	}
}

/** Remembers the switch on this device; false when the browser will not remember. */
export function switchCharacterKeys(off: boolean): boolean {
	try {
		if (off) localStorage.setItem(switchName, 'off');
		else localStorage.removeItem(switchName);
		return true;
	} catch {
		return false;
	}
}

/**
 * Listens on the whole page until the returned function is called. `act` says whether it did
 * something; only then is the browser's own meaning of the key put aside.
 */
export function listenToKeys<Command extends string>(
	rows: readonly KeyRow<Command>[],
	act: (command: Command, event: KeyboardEvent) => boolean,
): () => void {
	const hear = (event: KeyboardEvent) => {
		// An open dialog has the keys to itself, Esc above all.
		if (event.defaultPrevented || document.querySelector('dialog:modal')) return;
		const command = commandFor(rows, event, focusOf(event.target), characterKeysOff());
		if (command !== null && act(command, event)) event.preventDefault();
	};
	document.addEventListener('keydown', hear);
	return () => document.removeEventListener('keydown', hear);
}

/**
 * In presenting views a slider or button let go of by the pointer gives up the focus, so that a
 * clicker turns the page and never moves the slider. Whoever works by keyboard keeps the focus.
 */
export function letGoAfterPointer(): () => void {
	const letGo = (event: PointerEvent | MouseEvent) => {
		if (event.type === 'click' && event.detail === 0) return;
		const element = event.target instanceof Element ? event.target : null;
		const held = element?.closest<HTMLElement>(
			'input[type="range"], input[type="radio"], input[type="checkbox"], button, summary',
		);
		if (held && !document.querySelector('dialog:modal')) held.blur();
	};
	document.addEventListener('click', letGo);
	document.addEventListener('pointerup', letGo);
	return () => {
		document.removeEventListener('click', letGo);
		document.removeEventListener('pointerup', letGo);
	};
}
