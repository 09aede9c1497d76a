import points from '../../content/points.json' with { type: 'json' };

/** The unit's supporting points by id; lessons anchor them with <Point>. */
const ids = new Set(points.map((point) => point.id));

export const isPoint = (id: string): boolean => ids.has(id);
