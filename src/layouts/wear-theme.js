(() => {
	const wear = (theme) => {
		const is = theme === 'paper' || theme === 'ink';
		if (is) document.documentElement.dataset.theme = theme;
		return is;
	};
	try {
		wear(localStorage.getItem('theme'));
	} catch {}
	addEventListener('wear-theme', ({ detail }) => {
		if (!wear(detail)) return;
		try {
			localStorage.setItem('theme', detail);
		} catch {}
	});
})();
