import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

import { AppFault } from '../app/faults.ts';

interface PlainSchema {
  type?: string;
  properties?: Record<string, PlainSchema>;
  items?: PlainSchema;
  anyOf?: PlainSchema[];
  additionalProperties?: boolean;
}

/** The same schema that refuses fields it does not name: nothing slips into the store unasked. */
function strict(schema: PlainSchema): PlainSchema {
  const { properties, items, anyOf } = schema;
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, one]) => [name, strict(one)]),
      ),
      additionalProperties: false,
    }),
    ...(items && { items: strict(items) }),
    ...(anyOf && { anyOf: anyOf.map(strict) }),
  };
}

/** Query strings are text: numbers, booleans and lists are read by the schema. */
function fromText(schema: PlainSchema, query: Record<string, unknown>): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(query)) {
    const wanted = schema.properties?.[name];
    read[name] = wanted?.type === 'array' ? [value].flat() : scalar(wanted?.type, value);
  }
  return read;
}

function scalar(type: string | undefined, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if ((type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(value))
    return Number(value);
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}

/** Checks parameters, query and body; the fault names the first field that is wrong. */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const plain = strict(JSON.parse(JSON.stringify(schema)) as PlainSchema);
  const validator = Compile(plain as unknown as TSchema);
  return (data: unknown) => {
    const value =
      httpPart === 'querystring' ? fromText(plain, data as Record<string, unknown>) : data;
    if (validator.Check(value)) return { value };
    const errors = validator.Errors(value);
    const [first] = errors;
    const unknown = (first?.params as { additionalProperties?: string[] } | undefined)
      ?.additionalProperties?.[0];
    const path = (first?.instancePath ?? '').slice(1).replaceAll('/', '.');
    const place = [httpPart === 'body' ? '' : `${httpPart ?? ''}:`, path, unknown]
      .filter((part) => part !== undefined && part !== '')
      .join('.')
      .replace(':.', ':');
    const detail = {
      zh: unknown ? `没有名为 ${unknown} 的字段` : `${place || '内容'}不符合格式`,
      en: unknown
        ? `there is no field ${unknown}`
        : `${place || 'the body'} ${first?.message ?? 'is wrong'}`,
    };
    return { error: new AppFault('invalid_input', { detail }, place === '' ? null : place) };
  };
};
