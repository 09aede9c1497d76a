/** Islands whose script did not arrive, and whether it is being asked for once more. */
const islands = new Map<HTMLElement, { again: () => Promise<void>; asking: boolean }>();
let bar: HTMLElement | undefined;
let sentence: HTMLElement | undefined;

function tryAgain(): void {
	document.documentElement.classList.remove('stalled');
	for (const island of islands.values()) {
		if (island.asking) continue;
		island.asking = true;
		say('正在再試……');
		void island.again();
	}
}

function say(words: string): void {
	if (sentence) sentence.textContent = words;
}

/** Beside its island, so that whoever presses the button goes on from there when it has gone. */
function show(island: HTMLElement): void {
	bar = document.createElement('div');
	bar.className = 'stalled-bar';
	sentence = document.createElement('p');
	sentence.role = 'alert';
	const button = document.createElement('button');
	button.type = 'button';
	button.className = 'btn';
	button.textContent = '再試一次';
	button.addEventListener('click', tryAgain);
	bar.append(sentence, button);
	island.before(bar);
	addEventListener('online', tryAgain);
}

/** Tells that part of the page cannot move yet, for as long as that is so, with a way to try again. */
export const stalled = {
	/** `kept`: what was done to the island's controls is kept for it. */
	add(island: HTMLElement, again: () => Promise<void>, kept: boolean): void {
		islands.set(island, { again, asking: false });
		document.documentElement.classList.add('stalled');
		if (!bar) show(island);
		say(`現在連不上網站，這一頁還不能用。${kept ? '動過的先留著，連上就照著算。' : ''}`);
	},
	remove(island: HTMLElement): void {
		if (!islands.delete(island) || islands.size > 0) return;
		removeEventListener('online', tryAgain);
		bar?.remove();
		bar = undefined;
	},
};
