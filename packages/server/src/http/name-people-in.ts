import { whoKeyword } from '@everyline/contract';

/** What a place in an answer is reached by: a field, or every item of a list. */
type Step = { readonly field: string } | 'items';
type Path = readonly Step[];

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly [whoKeyword]?: boolean;
}

/** Where an answer of a schema says who did something. */
export function whoPaths(schema: unknown): Path[] {
  const { properties = {}, items, anyOf = [], [whoKeyword]: isWho } = schema as Schema;
  if (isWho === true) return [[]];
  const under = (step: Step, within: Schema) => whoPaths(within).map((path) => [step, ...path]);
  return [
    ...Object.entries(properties).flatMap(([field, within]) => under({ field }, within)),
    ...(items === undefined ? [] : under('items', items)),
    ...anyOf.flatMap(whoPaths),
  ];
}

/** The answer with people's names where it says who did something; what was given is not changed. */
export function namePeopleIn(
  answer: unknown,
  paths: readonly Path[],
  nameOf: (by: string) => string,
): unknown {
  return paths.reduce((value, path) => named(value, path, nameOf), answer);
}

function named(value: unknown, path: Path, nameOf: (by: string) => string): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return typeof value === 'string' ? nameOf(value) : value;
  if (step === 'items') {
    return Array.isArray(value) ? value.map((one: unknown) => named(one, rest, nameOf)) : value;
  }
  if (typeof value !== 'object' || value === null || !(step.field in value)) return value;
  const held = (value as Record<string, unknown>)[step.field];
  return { ...value, [step.field]: named(held, rest, nameOf) };
}
