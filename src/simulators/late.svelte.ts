/** Shorter waits than this are over before anyone would read that there is one. */
const patienceMilliseconds = 150;

/** True once something has been going on for a while; false the moment it ends. */
export function late(going: () => boolean): { readonly now: boolean } {
	let now = $state(false);
	$effect(() => {
		if (!going()) return;
		const timer = setTimeout(() => (now = true), patienceMilliseconds);
		return () => {
			clearTimeout(timer);
			now = false;
		};
	});
	return {
		get now() {
			return now;
		},
	};
}
