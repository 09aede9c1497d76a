import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import RoomDock from '../../src/team/RoomDock.svelte';
import Stages from '../../src/team/Stages.svelte';
import SubmitPanel from '../../src/team/SubmitPanel.svelte';
import { emptyDesign } from '../../src/workflow/design.ts';
import type { DesignWords } from '../../src/workflow/words.ts';
import { view as viewOf } from '../support/student-view.ts';

test('only presentations that there are lead somewhere: one’s own, and those handed in', async () => {
	const seen = viewOf('share', 'drafting');
	const team = (number: number, submissions: number, planName = '') => ({
		...seen.teams[0],
		id: `t${number}`,
		number,
		planName,
		members: [{ id: `m${number}`, name: '某人', online: true }],
		submissions,
	});
	const me = { ...seen.me, teamId: 't1' };
	const teams = [team(1, 0), team(2, 1, '再來一杯'), team(3, 0)] as typeof seen.teams;
	const shown = await render(Stages, { view: { ...seen, me, teams } });
	const links = shown.getByRole('link').elements();
	expect(links.map((link) => link.textContent?.trim())).toEqual([
		'第1組（你們的）',
		'第2組「再來一杯」',
	]);
	await expect.element(shown.getByText('第3組')).toBeVisible();
});

test('in a class that is over the foot of the room offers no hand-in', async () => {
	const shown = await render(RoomDock, {
		view: viewOf('closed', 'revising'),
		isDesigning: true,
		opened: true,
		missing: 0,
		roi: null,
		undecided: false,
	});
	expect(shown.getByRole('link').last().element().textContent).toMatch(/狀態\s*課堂已結束/);
});

test('whoever hands in is told which teammates are offline, and what that leaves out', async () => {
	const props = {
		// Nothing is missing and nothing has changed: no field is named.
		words: {} as DesignWords,
		design: emptyDesign(),
		missing: [],
		over: {},
		silent: [],
		latest: null,
		open: true,
		why: '',
		writable: true,
		busy: false,
		refused: null,
		onsubmit: () => {},
	};
	const shown = await render(SubmitPanel, { ...props, offline: ['周予安', '張大華'] });
	await shown.getByRole('button', { name: '繳交', exact: true }).click();
	const said = () => shown.getByRole('dialog').element().textContent;
	expect(said()).toContain('周予安、張大華現在離線');
	await shown.rerender({ ...props, offline: [] });
	expect(said()).not.toContain('離線');
});
