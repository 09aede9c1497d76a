/** Whether a place of the page has come within a screen of what is seen; once it has, for good. */
export class Nearness {
	reached = $state(false);

	/** Call it from an effect; returns the stop. */
	watch(place: Element): () => void {
		const observer = new IntersectionObserver(
			(entries) => {
				if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
				observer.disconnect();
				this.reached = true;
			},
			{ rootMargin: '100%' },
		);
		observer.observe(place);
		return () => observer.disconnect();
	}
}
