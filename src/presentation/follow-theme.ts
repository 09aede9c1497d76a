/**
 * Wears what is chosen in another tab of this browser, as the lecturer chooses it at the desk for the
 * wall beside it. Call what it returns to stop.
 */
export function followTheme(): () => void {
	const hear = ({ key, newValue }: StorageEvent) => {
		if (key === 'theme' && newValue)
			dispatchEvent(new CustomEvent('wear-theme', { detail: newValue }));
	};
	addEventListener('storage', hear);
	return () => removeEventListener('storage', hear);
}
