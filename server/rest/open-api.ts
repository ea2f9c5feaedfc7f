import { OpenAPIGenerator, type OpenAPI } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { contract } from '#domain/contract/contract.ts';

const { list, get, create, update, archive, duplicates } = contract.patients;

let made: Promise<OpenAPI.Document> | undefined;

/** The OpenAPI 3.1 description of what the server offers other programs, made once. */
export function describeApi(version: string): Promise<OpenAPI.Document> {
  made ??= new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] }).generate({ patients: { list, get, create, update, archive, duplicates } }, {
    info: {
      title: 'Daybook server', version,
      description: 'Patients of one clinic. An administrator makes the token (`npm run server -- token make …`); send it as `Authorization: Bearer …`. '
        + 'What is written here reaches every PC of the clinic like a change made at one of them. '
        + 'Commands take an optional `commandId` (UUID): for a new patient it becomes the id, so that sending the same one again makes no second patient.',
    },
    servers: [{ url: '/api' }],
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  });
  return made;
}
