/** As much of an OpenAPI document as the page shows. */
export interface DescribedInterface {
  readonly openapi: string;
  readonly info: { readonly version: string; readonly description?: string | undefined };
  readonly paths?: Readonly<Record<string, object | undefined>> | undefined;
}

interface Described {
  readonly operationId?: string;
  readonly parameters?: unknown;
  readonly requestBody?: unknown;
  readonly responses?: unknown;
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
export function openApiPage(document: DescribedInterface, nonce: string): string {
  const areas = new Map<string, string[]>();
  for (const [path, methods] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(methods ?? {}) as [string, Described][]) {
      const area = operation.operationId?.split('.')[0] ?? '';
      areas.set(area, [...(areas.get(area) ?? []), endpointHtml(method, path, operation)]);
    }
  }
  const sections = [...areas].map(([area, lines]) => `<h2>${escape(area)}</h2>\n${lines.join('\n')}`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Daybook – programming interface</title>
<style nonce="${nonce}">${style}</style></head><body><main>
<h1>Daybook ${escape(document.info.version)} – programming interface</h1><p>${escape(document.info.description ?? '')}</p>
<p><a href="/api/openapi.json">openapi.json</a> (OpenAPI ${escape(document.openapi)})</p>
${sections.join('\n')}</main></body></html>`;
}

function endpointHtml(method: string, path: string, operation: Described): string {
  const shapes = { parameters: operation.parameters, requestBody: operation.requestBody, responses: operation.responses };
  return `<details><summary><code><b>${escape(method.toUpperCase())}</b> /api${escape(path)}</code></summary>
<pre tabindex="0">${escape(JSON.stringify(shapes, null, 2))}</pre></details>`;
}
