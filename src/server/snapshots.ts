import { materialise } from '#workflow/design.ts';
import { Refusal } from '#workflow/refusals.ts';
import type { PhaseWords } from '#workflow/words.ts';
import type { Command } from './commands.ts';
import type { Rooms } from './live/rooms.ts';
import { figuresOfRoom } from './live/figures.ts';
import { isReadable } from './live/readable.ts';
import { loadState } from './live/cost/tangle.ts';
import {
	bodyOf,
	keepSnapshot,
	offeredSnapshots,
	putBack,
	type NamedSnapshot,
} from './live/snapshots.ts';
import { requirePermission } from './permit.ts';
import type { Snapshots } from './services.ts';
import { requireTeam } from './standing.ts';
import type { Database } from './store/schema.ts';

interface Needs {
	db: Database;
	clock: () => number;
	command: Command;
	rooms: Rooms;
	phases: PhaseWords;
	/** Puts whatever has been taken so far on the disk. */
	settle: () => Promise<void>;
}

/** How long a device that comes back is told what has happened to its room, in milliseconds. */
const newsMilliseconds = 2 * 60_000;

/** The states of teams' designs that were kept, and putting one of them back. */
export function createSnapshots({ db, clock, command, rooms, phases, settle }: Needs) {
	const news = new Map<string, { at: number; sentence: string }>();
	/** One restoration after the other: two of the same room would not know of each other. */
	let last: Promise<unknown> = Promise.resolve();

	function wordsOf(snapshot: NamedSnapshot): string {
		if (snapshot.kind === 'phase') return `「${phases[snapshot.phase].name}」結束時`;
		if (snapshot.kind === 'submission') return `第${snapshot.number}版繳交時`;
		return {
			beginning: '還沒動筆時',
			restore: '復原之前',
			writing: '寫到一半時',
			deletion: '刪掉一大段之前',
		}[snapshot.kind];
	}

	async function requireSnapshot(tx: Database, asked: { teamId: string; label: string }) {
		const offered = await offeredSnapshots(tx, asked.teamId);
		const found = offered.find(({ label }) => label === asked.label);
		if (!found) throw new Refusal('NO_SUCH_SNAPSHOT');
		return found;
	}

	const service: Snapshots = {
		async list(classId, teamId) {
			await requireTeam(db, classId, teamId);
			const figures = await figuresOfRoom(db, teamId);
			return (await offeredSnapshots(db, teamId)).toReversed().flatMap((snapshot) => {
				const { kind, label, at } = snapshot;
				const words = wordsOf(snapshot);
				if (kind === 'beginning')
					return { label, at, words, planName: '', filled: 0, characters: 0 };
				// One that cannot be read could not be put back either.
				const found = figures.get(label);
				if (!found) return [];
				const { plan_name: planName, filled, characters } = found;
				return { label, at, words, planName, filled, characters };
			});
		},

		async read(classId, { teamId, label }) {
			await requireTeam(db, classId, teamId);
			await requireSnapshot(db, { teamId, label });
			const body = await bodyOf(db, teamId, label);
			const doc = body && isReadable(body) ? loadState(body) : null;
			if (!doc) throw new Refusal('SNAPSHOT_DAMAGED');
			const design = materialise(doc);
			doc.destroy();
			return design;
		},

		restore(classId, { teamId, label }, once) {
			const restoring = last.then(async () => {
				// Looked at before anybody's line is cut for it, and again inside the transaction.
				requirePermission('lecturer', 'restoreSnapshot', await requireTeam(db, classId, teamId));
				await requireSnapshot(db, { teamId, label });
				await rooms.renew(teamId, async () => {
					await settle();
					await command('restoreSnapshot', once, async (step) => {
						const team = await requireTeam(step.tx, classId, teamId);
						requirePermission('lecturer', 'restoreSnapshot', team);
						const found = await requireSnapshot(step.tx, { teamId, label });
						const of = { kind: 'restore' } as const;
						await keepSnapshot(step.tx, teamId, of, step.now, label);
						if (!(await putBack(step.tx, teamId, label, step.now)))
							throw new Refusal('SNAPSHOT_DAMAGED');
						const words = wordsOf(found);
						const body = { team: team.number, at: found.at, words };
						await step.log(classId, team.lecturerId, 'draft.restored', body);
						step.announce({ classId, urgency: 'now' });
						const back = found.kind === 'restore' ? '換回' : '復原到';
						const sentence = `老師把這一組的設計${back}${words}的樣子；這台裝置上如果有不一樣的字，會列在最上面，要用的可以貼回去。`;
						news.set(teamId, { at: step.now, sentence });
					});
				});
			});
			last = restoring.catch(() => undefined);
			return restoring;
		},
	};

	return {
		...service,
		/** Lets go of a room; its class has been deleted. */
		forget: (teamId: string): void => void news.delete(teamId),
		/** What somebody who comes into a room should know about it now; null for nothing. */
		newsOf(teamId: string): { at: number; sentence: string } | null {
			const told = news.get(teamId);
			return told && clock() - told.at < newsMilliseconds ? told : null;
		},
	};
}
