// Why it is here and what it hears stands in src/layouts/ThemeSwitch.astro.
(() => {
	const wear = (theme) => {
		if (theme === 'paper' || theme === 'ink') document.documentElement.dataset.theme = theme;
	};
	try {
		wear(localStorage.getItem('theme'));
	} catch {}
	addEventListener('wear-theme', ({ detail }) => {
		wear(detail);
		try {
			localStorage.setItem('theme', detail);
		} catch {}
	});
})();
