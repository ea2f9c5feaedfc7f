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

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/g, (letter) => escapes[letter] ?? letter);

const style = `
  body { font: 15px/1.5 "Noto Sans", system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #16211f; background: #f6f8f7 }
  h1 { font-size: 1.5rem } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; text-transform: capitalize }
  details { background: #fff; border: 1px solid #dbe3e1; border-radius: 6px; margin: 4px 0 }
  summary { padding: 8px 12px; cursor: pointer } summary:focus-visible { outline: 2px solid #0f5e63 }
  code { font: 13px ui-monospace, monospace } b { display: inline-block; min-width: 4.5rem; color: #0f5e63 }
  pre { margin: 0; padding: 12px; border-top: 1px solid #dbe3e1; overflow: auto; font: 12px ui-monospace, monospace }
  @media (prefers-color-scheme: dark) { body { color: #e6edeb; background: #101716 } details { background: #182120; border-color: #2c3836 } pre { border-color: #2c3836 } b { color: #6cc3c0 } }`;

/** The description as a page to read: one line an endpoint, its shapes behind it. No scripts. */
export function openApiPage(document: OpenAPI.Document, nonce: string): string {
  const areas = new Map<string, string[]>();
  for (const [path, methods] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(methods ?? {})) {
      const { operationId = '' } = operation as OpenAPI.OperationObject;
      const area = operationId.split('.')[0] ?? '';
      areas.set(area, [...(areas.get(area) ?? []), endpointHtml(method, path, operation as OpenAPI.OperationObject)]);
    }
  }
  const sections = [...areas].map(([area, lines]) => `<h2>${escape(area)}</h2>\n${lines.join('\n')}`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Daybook – programming interface</title>
<style nonce="${nonce}">${style}</style></head><body><main>
<h1>Daybook ${escape(document.info.version)} – programming interface</h1><p>${escape(document.info.description ?? '')}</p>
<p><a href="/api/openapi.json">openapi.json</a> (OpenAPI ${escape(document.openapi)})</p>
${sections.join('\n')}</main></body></html>`;
}

function endpointHtml(method: string, path: string, operation: OpenAPI.OperationObject): string {
  const shapes = { parameters: operation.parameters, requestBody: operation.requestBody, responses: operation.responses };
  return `<details><summary><code><b>${escape(method.toUpperCase())}</b> /api${escape(path)}</code></summary>
<pre tabindex="0">${escape(JSON.stringify(shapes, null, 2))}</pre></details>`;
}
