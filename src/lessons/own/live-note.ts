import { noteKey, readNote, writeNote } from '#lessons/own/kept-note.ts';
import { holdsTwo } from '#lessons/own/notes.ts';
import { whenChangedElsewhere } from '#lessons/own/storage.ts';

const clock = new Intl.DateTimeFormat('zh-Hant-TW', {
	hour: '2-digit',
	minute: '2-digit',
	second: '2-digit',
	hourCycle: 'h23',
});
const two =
	'這一格裡有兩份筆記（另一份來自別的分頁或裝置），中間用一行隔開；要留哪些，自己刪改就好。';

/** A lesson's note: kept as it is typed, with a sign that says no more than is true. */
export function bringNoteToLife(section: HTMLElement): void {
	const lesson = section.dataset['note'] ?? '';
	const field = section.querySelector('textarea');
	const sign = section.querySelector<HTMLElement>('[data-sign]');
	const aloud = section.querySelector<HTMLElement>('[data-aloud]');
	const paper = section.querySelector<HTMLElement>('[data-paper]');
	if (!field || !sign || !aloud || !paper) return;

	let seen = '';
	let composing = false;
	let unsaved = false;

	function tell(words: string, loud: boolean): void {
		sign!.textContent = words;
		// Each keystroke passes through 已儲存; read aloud is only what somebody must know.
		aloud!.textContent = loud ? words : '';
	}
	function show(text: string): void {
		if (field!.value !== text) {
			const caret = field!.selectionStart;
			field!.value = text;
			field!.setSelectionRange(caret, caret);
		}
		paper!.textContent = text;
		section.classList.toggle('is-empty', text.trim() === '');
		seen = text;
	}
	/** Two texts in one field are pointed out for as long as both stand there. */
	function savedWords(text: string, at: string): string {
		if (text.trim() === '') return '';
		const time = at === '' ? '' : ` ${clock.format(new Date(at))}`;
		return `已儲存${time}${holdsTwo(text) ? `。${two}` : ''}`;
	}

	function save(): void {
		const at = new Date().toISOString();
		const { kept, text, joined } = writeNote(lesson, field!.value, seen, at);
		unsaved = !kept && text.trim() !== '';
		section.classList.toggle('is-unsaved', unsaved);
		if (!kept) {
			// What could not be kept was not seen by anybody: the field alone has it.
			paper!.textContent = field!.value;
			section.classList.toggle('is-empty', field!.value.trim() === '');
			tell(
				'未儲存：這個瀏覽器不讓網頁記東西，或是空間滿了。字還在這一格裡，離開這一頁之前請先複製出去。',
				true,
			);
			return;
		}
		show(text);
		if (joined && !holdsTwo(text)) tell('這一則在另一個分頁也寫過，這裡換成了那一份。', true);
		else tell(savedWords(text, at), joined);
	}
	/** What another tab wrote; nothing typed here is ever replaced by it. */
	function hear(): void {
		if (composing || unsaved) return;
		const text = readNote(lesson)?.text ?? '';
		if (text === field!.value) return;
		show(text);
		tell('另一個分頁剛改了這一則，這裡換成了新的。', true);
	}

	field.addEventListener('compositionstart', () => {
		composing = true;
		tell('', false);
	});
	field.addEventListener('compositionend', () => {
		composing = false;
		save();
	});
	field.addEventListener('input', () => {
		if (!composing) save();
	});
	whenChangedElsewhere((key) => key === noteKey(lesson), hear);
	// A page that comes back from the browser's memory has heard of nothing meanwhile.
	addEventListener('pageshow', ({ persisted }) => {
		if (persisted) hear();
	});
	addEventListener('beforeunload', (event) => {
		if (unsaved) event.preventDefault();
	});

	// Last: whatever is wrong with what was kept, what is typed from now on is kept.
	const kept = readNote(lesson);
	show(kept?.text ?? '');
	if (kept) tell(savedWords(kept.text, kept.at), false);
}
