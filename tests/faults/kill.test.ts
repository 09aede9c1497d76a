import { expect, test } from 'vitest';
import { killUnderTyping } from './scenarios/kill.ts';

const rounds = 5;

test(`whatever was acknowledged or seen by a teammate survives ${rounds} kills while three people type`, async () => {
	const { acknowledged, ...found } = await killUnderTyping(rounds);
	expect(found).toMatchObject({ lost: 0, opened: rounds, failedToOpen: 0, problems: [] });
	expect(acknowledged).toBeGreaterThan(rounds * 10);
}, 120_000);
