import { OpenAPIGenerator, type OpenAPI } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { contract } from '#domain/contract/contract.ts';
import type { EndpointMeta } from '#domain/contract/endpoint.ts';
import { VERSION } from '../version.ts';

let made: Promise<OpenAPI.Document> | undefined;

/** The OpenAPI 3.1 description of everything the contract offers, made once. */
export function openApiDocument(): Promise<OpenAPI.Document> {
  made ??= new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] }).generate(contract, {
    info: {
      title: 'Daybook', version: VERSION,
      description: 'Every endpoint of the clinic desk. Send a token made under Settings → Programs as `Authorization: Bearer …`. '
        + 'Commands take an optional `commandId` (UUID): sending the same one again gives the first answer again.',
    },
    servers: [{ url: '/api' }],
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    filter: ({ contract: endpoint }) => (endpoint['~orpc'].meta as EndpointMeta).kind !== 'stream',
  });
  return made;
}
