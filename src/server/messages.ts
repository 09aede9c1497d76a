import { longestMessage } from '#workflow/messages.ts';
import { Refusal } from '#workflow/refusals.ts';
import type { Command } from './commands.ts';
import type { EventBody } from './events.ts';
import { cleanLine } from './names.ts';
import type { Classes } from './services.ts';
import { requireTeam } from './standing.ts';

/**
 * What the lecturer says to a team or to everybody. A message lives in the class's log and nowhere
 * else: the last ones of the present phase, to a room's team and to everybody, are what it shows.
 */
export function createMessages({
	command,
}: {
	command: Command;
}): Pick<Classes, 'sendMessage' | 'withdrawMessage'> {
	return {
		sendMessage: (classId, { teamId, text }, once) =>
			command('sendMessage', once, async (step) => {
				const line = cleanLine(text);
				const length = [...line].length;
				if (length < 1 || length > longestMessage) throw new Refusal('MESSAGE_UNREADABLE');
				const found = await step.tx
					.selectFrom('class')
					.select('lecturer_id')
					.where('id', '=', classId)
					.executeTakeFirst();
				if (!found) throw new Refusal('NOT_YOURS');
				const team = teamId === null ? null : await requireTeam(step.tx, classId, teamId);
				await step.log(classId, found.lecturer_id, 'message.sent', {
					team: team?.number ?? null,
					text: line,
				});
				step.announce({ classId, urgency: 'now' });
			}),
		withdrawMessage: (classId, { id }, once) =>
			command('withdrawMessage', once, async (step) => {
				const sent = await step.tx
					.selectFrom('class_event')
					.select(['actor', 'body'])
					.where('class_id', '=', classId)
					.where('seq', '=', id)
					.where('type', '=', 'message.sent')
					.executeTakeFirst();
				if (!sent) throw new Refusal('NO_SUCH_MESSAGE');
				const { text } = JSON.parse(sent.body) as EventBody<'message.sent'>;
				await step.log(classId, sent.actor, 'message.withdrawn', { id, text });
				step.announce({ classId, urgency: 'now' });
			}),
	};
}
