import { z } from 'zod';
import { contract } from '#domain/contract/contract.ts';
import type { EndpointMeta } from '#domain/contract/endpoint.ts';
import type { Client } from './desk.ts';

export interface WalkedEndpoint {
  /** `area.verb`. */
  readonly name: string;
  readonly meta: EndpointMeta;
  readonly input: z.ZodType;
  call(client: Client, input: unknown): Promise<unknown>;
}

interface Procedure {
  readonly '~orpc': { readonly meta: EndpointMeta; readonly inputSchema: z.ZodType };
}

/** Every endpoint of the contract. */
export const endpoints: readonly WalkedEndpoint[] = Object.entries(contract).flatMap(([area, verbs]) =>
  Object.entries(verbs as Record<string, Procedure>).map(([verb, procedure]) => ({
    name: `${area}.${verb}`,
    meta: procedure['~orpc'].meta,
    input: procedure['~orpc'].inputSchema,
    call: async (client: Client, input: unknown): Promise<unknown> => {
      const answer = await (client as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>)[area]?.[verb]?.(input);
      // A stream would wait for changes: hang up after the first event has come or been refused.
      if (!isStream(answer)) return answer;
      await answer.next();
      await answer.return(undefined);
      return undefined;
    },
  })));

const isStream = (answer: unknown): answer is AsyncGenerator => typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;

type Json = { [key: string]: unknown };

/** The least that a schema accepts: what is required, each value as small as its limits allow. */
export function leastInput(schema: z.ZodType): unknown {
  const least = fromJsonSchema(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json);
  schema.parse(least);
  return least;
}

const formats: Readonly<Record<string, string>> = {
  'uuid': '00000000-0000-7000-8000-000000000000', 'date': '2026-01-01', 'date-time': '2026-01-01T00:00:00Z',
};

function fromJsonSchema(schema: Json): unknown {
  const first = (schema['oneOf'] ?? schema['anyOf'] ?? schema['allOf']) as Json[] | undefined;
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  if (first?.[0]) return fromJsonSchema(first[0]);
  switch (schema['type']) {
    case 'object': return leastObject(schema);
    case 'array': return Array.from({ length: Number(schema['minItems'] ?? 0) }, () => fromJsonSchema(schema['items'] as Json));
    case 'string': return leastText(schema);
    case 'number': case 'integer': return Math.max(0, Number(schema['minimum'] ?? 0), Number(schema['exclusiveMinimum'] ?? -1) + 1);
    case 'boolean': return false;
    default: return null;
  }
}

function leastObject(schema: Json): Json {
  const properties = (schema['properties'] ?? {}) as Record<string, Json>;
  return Object.fromEntries(((schema['required'] ?? []) as string[]).map((name) => [name, fromJsonSchema(properties[name] ?? {})]));
}

function leastText(schema: Json): unknown {
  if (schema['format'] === 'binary') return new File(['{}'], 'empty.json');
  const format = formats[String(schema['format'])];
  if (format !== undefined) return format;
  // The one pattern of the contract is a language tag.
  if (schema['pattern'] !== undefined) return 'en';
  return 'x'.repeat(Number(schema['minLength'] ?? 0));
}
