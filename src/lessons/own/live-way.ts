import { lastPlace, nextFrom } from '#lessons/own/way.ts';
import { whenChangedElsewhere } from '#lessons/own/storage.ts';
import { readAnswer, readProgress } from '#lessons/progress.ts';

interface Named {
	readonly number: number;
	readonly title: string;
}

/** Draws this reader's progress into the course as a way through, and again when it changes. */
export function showWay(way: HTMLElement): void {
	const titles: Record<string, Named> = JSON.parse(way.dataset['titles'] ?? '{}');
	const rows = [...way.querySelectorAll<HTMLElement>('li[data-lesson]')];
	const wordOf = (row: HTMLElement) => row.dataset['lesson'] ?? '';
	const put = (root: ParentNode, selector: string, words: string): void => {
		const place = root.querySelector(selector);
		if (place) place.textContent = words;
	};

	// The page itself is the one last read; where its reader came from is what counts.
	const here = /^\/lessons\/([\w-]+)/.exec(location.pathname)?.[1] ?? '';

	function draw(): void {
		const progress = readProgress();
		const { stamped } = progress;
		const last = lastPlace(progress, rows.map(wordOf), here);
		let solvedInAll = 0;
		let askedInAll = 0;
		for (const row of rows) {
			const lesson = wordOf(row);
			const questions = (row.dataset['questions'] ?? '').split(' ').filter(Boolean);
			const answers = questions.map((question) => readAnswer(lesson, question));
			const solved = answers.filter((answer) => answer.solved).length;
			const tried = answers.some(({ first }) => first !== null);
			solvedInAll += solved;
			askedInAll += questions.length;
			const earned = stamped.includes(lesson);
			const isLast = last?.lesson === lesson;
			row.classList.toggle('is-earned', earned);
			row.classList.toggle('is-last', isLast);
			put(
				row,
				'[data-way-answers]',
				tried ? `檢核答對${solved}／${questions.length}題` : `檢核${questions.length}題`,
			);
			const states = [...(earned ? ['已蓋章'] : []), ...(isLast ? ['上次讀到這裡'] : [])];
			put(row, '[data-way-state]', states.join('，'));
		}
		for (const part of way.querySelectorAll('.way-parts > li')) {
			const earned = part.querySelectorAll('.is-earned').length;
			put(part, '[data-way-part]', earned > 0 ? `，已蓋${earned}個章` : '');
		}
		const earned = rows.filter((row) => row.classList.contains('is-earned')).length;
		put(
			way,
			'[data-way-sum]',
			earned + solvedInAll > 0
				? `你蓋了${earned}個章，檢核答對${solvedInAll}／${askedInAll}題。`
				: '',
		);
		const on = way.querySelector<HTMLElement>('[data-way-on]');
		const link = way.querySelector<HTMLAnchorElement>('[data-way-link]');
		if (!on || !link) return;
		const next = nextFrom(progress, rows.map(wordOf), here);
		on.hidden = next === null;
		if (!next) return;
		link.href = next.address;
		link.textContent = `接著讀第${titles[next.lesson]?.number ?? ''}課`;
		put(way, '[data-way-place]', next.section ? `上次讀到「${next.section}」` : '');
	}

	draw();
	whenChangedElsewhere((key) => key === 'progress' || key.startsWith('answer/'), draw);
	addEventListener('pageshow', ({ persisted }) => {
		if (persisted) draw();
	});
}
