import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { StartFacts } from '#domain/contract/start-facts.ts';
import { fileSecurityHeaders, newNonce, pageSecurityHeaders, withNonce } from './content-security.ts';

/** One response, ready for either host to send. */
export interface FileResponse {
  readonly status: 200 | 400 | 404;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.opus': 'audio/ogg; codecs=opus',
  '.wav': 'audio/wav',
  '.wasm': 'application/wasm',
};

/** Marks, in index.html, where the facts go; a page that still holds it asks for them itself. */
const FACTS_MARK = '__START_FACTS__';

/** The page of the desk. The same page elsewhere is the public display's, which is not told who works here. */
const DESK_PAGES = new Set(['/', '/index.html']);

/** How a host gets at the built screens: by a path, and with what a page is to be told. */
export type ReadFile = (pathname: string, startFacts?: () => Promise<StartFacts>) => Promise<FileResponse>;

/** Vite puts a content hash into these names, so they can be kept for ever. */
const HASHED = '/assets/';
/** A name that the build can have given, fit for the log whoever asks for it. */
const PART = /^\/assets\/([\w.-]{1,100}\.(?:js|css))$/;

/**
 * The built screens as responses. A path without an extension is a route of the program and gets the page itself.
 * @param root folder that holds index.html
 * @param random source of the nonce
 * @param onMissing told the name of a part of the program that a page asked for and that is not there: a window older than the files
 */
export function rendererFiles(root: string, random: (bytes: Uint8Array) => Uint8Array, onMissing: (file: string) => void = () => undefined): ReadFile {
  return async (pathname, startFacts) => {
    const path = safePath(pathname);
    if (path === undefined) return refusal(400);
    const isPage = extname(path) === '' || path === '/index.html';
    // Without facts (a store that cannot be read, say) the page asks itself and shows what it is told.
    const facts = DESK_PAGES.has(path) ? startFacts?.().catch(() => undefined) : undefined;
    const content = await readBytes(join(root, isPage ? 'index.html' : path));
    if (!content) {
      const part = PART.exec(path);
      if (part?.[1] !== undefined) onMissing(part[1]);
      return refusal(404);
    }
    return isPage ? page(content, newNonce(random), await facts) : file(path, content);
  };
}

/** The decoded path from the root, or undefined when it would leave the folder or is no path at all. */
function safePath(pathname: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  if (!decoded.startsWith('/') || decoded.includes('\0') || decoded.includes('\\')) return undefined;
  const path = normalize(decoded).split(sep).join('/');
  // normalize() resolves `..`; a colon would name a drive or a stream on Windows.
  return path === decoded && !path.includes(':') && !path.split('/').some((part) => part.startsWith('.')) ? path : undefined;
}

function page(content: Uint8Array, nonce: string, facts: StartFacts | undefined): FileResponse {
  const template = withNonce(Buffer.from(content).toString('utf8'), nonce);
  const html = facts ? template.replace(FACTS_MARK, () => asPageData(facts)) : template;
  return {
    status: 200,
    headers: { 'content-type': TYPES['.html'] ?? '', 'cache-control': 'no-store', ...pageSecurityHeaders(nonce) },
    body: new TextEncoder().encode(html),
  };
}

/** JSON that cannot end the element it stands in, whatever the names in it are. */
const asPageData = (facts: StartFacts): string => JSON.stringify(facts).replaceAll('<', '\\u003c');

function file(path: string, content: Uint8Array<ArrayBuffer>): FileResponse {
  const type = TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
  const cache = path.startsWith(HASHED) ? 'public, max-age=31536000, immutable' : 'no-cache';
  return { status: 200, headers: { 'content-type': type, 'cache-control': cache, ...fileSecurityHeaders() }, body: content };
}

function refusal(status: 400 | 404): FileResponse {
  const text = status === 404 ? 'Not found' : 'Bad path';
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', ...fileSecurityHeaders() },
    body: new TextEncoder().encode(text),
  };
}

async function readBytes(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return undefined;
    throw error;
  }
}
