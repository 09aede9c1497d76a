// Before the first paint: the paper the reader chose last time. Blocking on purpose, so that a
// dark room never flashes white; kept out of the page because the content policy allows no inline.
(() => {
	try {
		const chosen = localStorage.getItem('theme');
		if (chosen === 'paper' || chosen === 'ink') document.documentElement.dataset.theme = chosen;
	} catch {
		// Storage switched off: the system's setting stands.
	}
})();
