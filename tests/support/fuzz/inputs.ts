import fc from 'fast-check';
import { z } from 'zod';

/** The parts of JSON Schema that the commands' inputs are made of. */
interface Schema {
	type?: string;
	enum?: unknown[];
	anyOf?: Schema[];
	properties?: Record<string, Schema>;
	propertyNames?: Schema;
	additionalProperties?: Schema | boolean;
	items?: Schema;
	minLength?: number;
	maxLength?: number;
	minItems?: number;
	maxItems?: number;
	minimum?: number;
	maximum?: number;
	exclusiveMinimum?: number;
}

/** Signs that break what is careless: nothing, controls, halves of signs, turned writing. */
const anySign = fc.constantFrom(
	...['字', 'a', '7', ' ', '\u0000', '\u0007', '\n', '\ud800', '\udfff', '\u202e', '\u200b'],
	...['\ufeff', '\u2028', '"', "'", '\\', '<', '&', '%', '=', '😀', 'e\u0301', 'Ａ', '\uffff'],
);

const text = ({ minLength = 0, maxLength = 200 }: Schema) =>
	fc
		.array(anySign, { minLength, maxLength: Math.min(maxLength, minLength + 60) })
		.map((signs) => signs.join('').slice(0, maxLength).padEnd(minLength, '字'));

function integer({ minimum, maximum, exclusiveMinimum }: Schema) {
	const least = minimum ?? (exclusiveMinimum === undefined ? -1_000 : exclusiveMinimum + 1);
	const most = Math.max(least, maximum ?? Number.MAX_SAFE_INTEGER);
	return fc.oneof(
		fc.integer({ min: least, max: Math.min(most, least + 20) }),
		fc.maxSafeNat().map((number) => Math.min(most, Math.max(least, number))),
	);
}

/** What a schema takes, as fast-check makes it; throws for a kind of schema it does not know. */
function fits(schema: Schema, path: string): fc.Arbitrary<unknown> {
	if (schema.enum) return fc.constantFrom(...schema.enum);
	if (schema.anyOf) return fc.oneof(...schema.anyOf.map((each) => fits(each, path)));
	if (schema.type === 'string') return text(schema);
	if (schema.type === 'integer') return integer(schema);
	if (schema.type === 'number') return fc.double();
	if (schema.type === 'boolean') return fc.boolean();
	if (schema.type === 'null') return fc.constant(null);
	if (schema.type === 'array') {
		const maxLength = Math.min(schema.maxItems ?? 5, 5);
		const minLength = schema.minItems ?? 0;
		return fc.array(fits(schema.items ?? {}, `${path}[]`), { minLength, maxLength });
	}
	if (schema.type === 'object' && schema.properties) {
		const parts = Object.entries(schema.properties);
		return fc.record(
			Object.fromEntries(parts.map(([name, part]) => [name, fits(part, `${path}.${name}`)])),
		);
	}
	if (schema.type === 'object' && typeof schema.additionalProperties === 'object') {
		const key = text(schema.propertyNames ?? {});
		return fc.dictionary(key, fits(schema.additionalProperties, `${path}.*`), { maxKeys: 5 });
	}
	throw new Error(`${path}: inputs of this kind are not generated yet: ${JSON.stringify(schema)}`);
}

/** Inputs that a command's schema takes. */
export const validInputs = (command: string, schema: z.ZodType | undefined) =>
	schema
		? (fits(z.toJSONSchema(schema, { io: 'input' }) as Schema, command) as fc.Arbitrary<object>)
		: fc.constant({});

const deep = (depth: number, open: string, close: string): unknown =>
	JSON.parse(open.repeat(depth) + '1' + close.repeat(depth));

/** Values of the wrong kind, of no size, and of too much of it. */
const nasty = fc.constantFrom<unknown>(
	...[null, true, false, 0, -1, -0, 1.5, 1e308, -1e308, 2 ** 53, 5e-324, '', ' ', [], {}],
	...['NaN', 'Infinity', 'null', 'undefined', '[object Object]', '__proto__', 'constructor'],
	...['\u0000', '\ud800', '\udc00\ud800', '\u202e字', '9'.repeat(400), '2026-11-29T00:00:00Z'],
	...[
		'字'.repeat(20_000),
		'x'.repeat(100_000),
		'%00',
		'../../etc/passwd',
		"'; drop table class; --",
	],
	...[
		[null],
		[[[]]],
		[{}],
		Array.from({ length: 5_000 }, () => 0),
		{ length: 1e9 },
		{ toString: 1 },
	],
	JSON.parse('{"__proto__": {"lecturer": {"id": "x"}}}'),
	{ constructor: { prototype: { lecturer: true } } },
	{ then: 'x', valueOf: null, toJSON: 1 },
	deep(2_000, '[', ']'),
	deep(2_000, '{"a":', '}'),
);

type Mutation = (input: Record<string, unknown>, name: string, value: unknown) => unknown;

const mutations: readonly Mutation[] = [
	(input, name, value) => ({ ...input, [name]: value }),
	(input, name, value) => ({ ...input, [name]: value }),
	(input, name) => Object.fromEntries(Object.entries(input).filter(([key]) => key !== name)),
	(input, _name, value) => ({ ...input, stranger: value, lecturer: { id: 'x' }, teamId: value }),
	(input, name, value) => ({ ...input, [name]: [input[name], value] }),
	(input, name, value) => ({ ...input, [name]: { [name]: input[name], value } }),
	(input, _name, value) =>
		Object.defineProperty({ ...input }, '__proto__', { value: { value }, enumerable: true }),
	(_input, _name, value) => value,
	(input) => [input],
	(input) => JSON.stringify(input),
];

/** The same inputs with something about them that no page of the site would send. */
export const mutated = (valid: fc.Arbitrary<object>): fc.Arbitrary<unknown> =>
	fc
		.tuple(valid, fc.constantFrom(...mutations), fc.nat(), nasty)
		.map(([input, mutate, drawn, value]) => {
			const names = Object.keys(input);
			const name = names[drawn % Math.max(1, names.length)] ?? 'key';
			return mutate(input as Record<string, unknown>, name, value);
		});

export interface Body {
	contentType: string | null;
	body: string;
	/** Sent as a form to a page, as browsers without scripts do. */
	isToPage?: boolean;
}

const asForm = (input: unknown): string =>
	new URLSearchParams(
		Object.entries(Object(input) as object).map(([name, value]) => [
			name,
			String(JSON.stringify(value)),
		]),
	).toString();

const wrappings: readonly ((json: string, input: unknown) => Body)[] = [
	(json) => ({ contentType: 'text/plain', body: json }),
	(json) => ({ contentType: null, body: json }),
	(json) => ({ contentType: 'application/json; charset=utf-16', body: json }),
	(json) => ({ contentType: 'application/xml', body: json }),
	(json) => ({ contentType: 'application/octet-stream', body: json }),
	(json) => ({ contentType: 'multipart/form-data', body: json }),
	(json) => ({ contentType: 'multipart/form-data; boundary=x', body: `--x\r\n${json}\r\n--x--` }),
	(_json, input) => ({ contentType: 'application/x-www-form-urlencoded', body: asForm(input) }),
	(_json, input) => ({
		...{ contentType: 'application/x-www-form-urlencoded', isToPage: true },
		body: asForm(input),
	}),
	(json) => ({ contentType: 'application/json', body: json.slice(0, json.length / 2) }),
	(json) => ({ contentType: 'application/json', body: `${json}${json}` }),
	(json) => ({ contentType: 'application/json', body: json.replaceAll('"', "'") }),
	() => ({ contentType: 'application/json', body: '' }),
	() => ({ contentType: 'application/json', body: '[NaN, Infinity, undefined]' }),
	() => ({ contentType: 'application/json', body: '['.repeat(50_000) }),
	() => ({ contentType: 'application/json', body: `${'['.repeat(50_000)}${']'.repeat(50_000)}` }),
];

/** Requests of every kind for one command: as meant, changed, and wrapped wrongly. */
export function requests(valid: fc.Arbitrary<object>): fc.Arbitrary<Body> {
	const json = (input: unknown): Body => ({
		contentType: 'application/json',
		body: JSON.stringify(input) ?? 'null',
	});
	const either = fc.oneof(valid, mutated(valid));
	return fc.oneof(
		{ arbitrary: valid.map(json), weight: 3 },
		{ arbitrary: mutated(valid).map(json), weight: 6 },
		{
			arbitrary: fc
				.tuple(fc.constantFrom(...wrappings), either)
				.map(([wrap, input]) => wrap(JSON.stringify(input) ?? 'null', input)),
			weight: 2,
		},
	);
}
