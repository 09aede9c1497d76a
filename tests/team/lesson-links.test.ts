import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readContent } from '#server/content.ts';
import { withLessons } from '#team/lesson-links.ts';

const { design, phases } = readContent(join(import.meta.dirname, '../../content'));

test('the note at the end of lesson 21 that the last phase asks for is one press away', () => {
	const parts = withLessons(phases.debrief.forStudents, design.lessons);
	expect(parts.filter(({ href }) => href)).toEqual([
		{ text: '第21課最後的「我的筆記」', href: '/lessons/activity#own-note' },
	]);
	expect(parts.map(({ text }) => text).join('')).toBe(phases.debrief.forStudents);
});

test('a lesson that the course does not have is no link', () => {
	const parts = withLessons('先讀第3課，再讀第99課。', [{ id: 'value', number: 3, title: '價值' }]);
	expect(parts).toEqual([
		{ text: '先讀', href: null },
		{ text: '第3課', href: '/lessons/value' },
		{ text: '，再讀', href: null },
		{ text: '第99課', href: null },
		{ text: '。', href: null },
	]);
});
