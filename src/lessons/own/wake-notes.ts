import { readKept } from '#lessons/own/storage.ts';

/** The rest of a note comes when its field comes near, or at once where there is a note to show or print. */
function wake(section: HTMLElement): void {
	import('#lessons/own/live-note.ts').then(
		({ bringNoteToLife }) => bringNoteToLife(section),
		() => {
			const sign = section.querySelector('[data-sign]');
			if (sign) sign.textContent = '未儲存：這一格的程式沒有下載成功，請重新整理這一頁再寫。';
		},
	);
}

export function wakeNotes(): void {
	for (const section of document.querySelectorAll<HTMLElement>('[data-note]')) {
		if (readKept(`note/${section.dataset['note']}`).raw !== null) {
			wake(section);
			continue;
		}
		const near = new IntersectionObserver(
			(seen) => {
				if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
				near.disconnect();
				wake(section);
			},
			{ rootMargin: '600px' },
		);
		near.observe(section);
	}
}
