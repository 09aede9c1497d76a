import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import HandOut from '../../src/instructor/HandOut.svelte';
import type { Comment } from '../../src/workflow/comment.ts';

const comment: Comment = { id: 'a', field: 'risks', text: '退場？', patch: null, result: null };
const props = {
	...{ teamNumber: 2, version: 1, unread: 0, busy: false },
	rubric: { version: 1, levelNames: [], criteria: [] },
	onreturn: () => {},
	onapprove: () => {},
};

test('a return promises answers to comments only where there are comments', async () => {
	const shown = await render(HandOut, {
		...props,
		content: { scores: {}, comments: [], summary: '' },
	});
	const asked = () =>
		shown.container.querySelector('[aria-labelledby="return-title"]')?.textContent;
	expect(asked()).toContain('接著就能開始修訂第2版。');
	expect(asked()).not.toContain('反駁');
	await shown.rerender({ ...props, content: { scores: {}, comments: [comment], summary: '' } });
	expect(asked()).toContain('接著就能開始修訂第2版、逐則採用或反駁。');
});
