/** Whether an address of this host leads nowhere from another machine, e.g. from a phone. */
export function isOnlyThisMachine(hostname: string): boolean {
	return /^(localhost$|127\.|\[?::1\]?$)/.test(hostname);
}
