import { seatClass } from '../support/class.ts';
import { prepareData } from '../support/server.ts';

/** One device that will connect: a member of a team who types, or a lecturer's desk that looks on. */
export interface Seat {
	classId: string;
	/** Null for a desk. */
	teamId: string | null;
	cookie: string;
}

/** A class that nobody has joined yet. */
export interface Hall {
	classId: string;
	joinCode: string;
	/** The lecturer's cookie. */
	cookie: string;
}

const mostTeamsPerClass = 15;

/**
 * Fills a data folder with so many students in so many teams, as few classes as the rules allow,
 * each with a lecturer's desk, and one more class to be joined.
 */
export function seatClasses(
	folder: string,
	{ clients, teams }: { clients: number; teams: number },
): Promise<{ seats: Seat[]; hall: Hall }> {
	return prepareData(folder, async (host) => {
		const sizes = Array.from(
			{ length: teams },
			(_, team) => Math.floor(clients / teams) + (team < clients % teams ? 1 : 0),
		);
		const seats: Seat[] = [];
		for (let first = 0; first < teams; first += mostTeamsPerClass) {
			const own = sizes.slice(first, first + mostTeamsPerClass).map((size, index) => {
				const names = Array.from({ length: size }, (_, place) => `學生${index + 1}之${place + 1}`);
				return [`team${index}`, names] as const;
			});
			const seated = await seatClass(host, {
				teams: Object.fromEntries(own),
				lecturer: `老師${first}`,
			});
			const { classId } = seated;
			seats.push({ classId, teamId: null, cookie: `ll=${seated.lecturer.sessionToken}` });
			for (const { id, members } of Object.values(seated.teams))
				for (const { seatToken } of members)
					seats.push({ classId, teamId: id, cookie: `seat=${seatToken}` });
		}
		const empty = Object.fromEntries(
			Array.from({ length: mostTeamsPerClass }, (_, index) => [`team${index}`, []]),
		);
		const hall = await seatClass(host, { teams: empty, lecturer: '大班的老師' });
		const cookie = `ll=${hall.lecturer.sessionToken}`;
		return { seats, hall: { classId: hall.classId, joinCode: hall.joinCode, cookie } };
	});
}
