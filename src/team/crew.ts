interface Person {
	id: string;
	name: string;
}

/** How somebody of the team is marked: one character of the name, and a colour by its number. */
export interface Mark {
	tile: string;
	colour: number;
}

/** As many as the sheet names, team.css; the first is the colour of whatever can be followed. */
const colourCount = 6;

/** The first character of the name in which nobody else has the same one there. */
function tileOf({ id, name }: Person, members: readonly Person[]): string {
	const others = members.filter((member) => member.id !== id).map((member) => [...member.name]);
	const letters = [...name];
	return (
		letters.find((letter, place) => others.every((other) => other[place] !== letter)) ??
		letters[0] ??
		''
	);
}

/** The marks of a team's members by id, in the order in which the team lists them. */
export const marksOf = (members: readonly Person[]): ReadonlyMap<string, Mark> =>
	new Map(
		members.map((member, place) => [
			member.id,
			{ tile: tileOf(member, members), colour: place % colourCount },
		]),
	);

/** A page has one room. Not a context of Svelte's: its code would go to every page of the course. */
let present: () => ReadonlyMap<string, Mark> = () => new Map();

/** The room tells what is inside it how its members are marked. */
export const provideMarks = (marks: () => ReadonlyMap<string, Mark>): void => {
	present = marks;
};

/** How a person is marked in this room; somebody unknown by the first character alone. */
export const markOf = (person: Person): Mark =>
	present().get(person.id) ?? { tile: [...person.name][0] ?? '', colour: 0 };

/**
 * Who is here, by id, with the field he writes in; null for somebody who writes in none. A second
 * tab that lies open does not hide where the first one writes.
 */
export function whereTheyWrite(
	others: readonly { person: Person; field: string | null }[],
): ReadonlyMap<string, string | null> {
	const fields = new Map<string, string | null>();
	for (const { person, field } of others)
		fields.set(person.id, field ?? fields.get(person.id) ?? null);
	return fields;
}
