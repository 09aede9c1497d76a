import { notePlace, noteReading } from '#lessons/progress.ts';

/**
 * Keeps the place on the page: the last heading that came up to the middle of the screen. The way
 * through the lesson (`nav.toc`) says which headings count and what they are called.
 */
export function followReading(lesson: string): void {
	const now = () => new Date().toISOString();
	noteReading(lesson, now());

	const sections = [...document.querySelectorAll<HTMLAnchorElement>('.toc a[data-place]')].flatMap(
		(link) => {
			const section = link.hash.slice(1);
			const heading = document.getElementById(decodeURIComponent(section));
			return heading ? [{ section, words: link.textContent.trim(), heading }] : [];
		},
	);
	// Where the page opens says nothing yet: it opens at its head, and the reader was further on.
	let moved = false;
	let seen: string | null | undefined;
	const look = (): void => {
		if (!moved) return;
		const above = sections.filter(
			({ heading }) => heading.getBoundingClientRect().top < innerHeight / 2,
		);
		const { section = null, words = null } = above.at(-1) ?? {};
		if (section === seen) return;
		seen = section;
		notePlace({ lesson, section, words, at: now() });
	};
	addEventListener(
		'scroll',
		() => {
			moved = true;
			look();
		},
		{ once: true, passive: true },
	);
	// From then on only the headings' own crossings are looked at, not every step of a scroll.
	const crossings = new IntersectionObserver(look, { rootMargin: '0px 0px -50% 0px' });
	for (const { heading } of sections) crossings.observe(heading);
}
