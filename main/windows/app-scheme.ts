import { protocol, type Session } from 'electron';
import type { StartFacts } from '#domain/contract/start-facts.ts';
import { rendererFiles } from '#main/transport/renderer-files.ts';
import { APP_SCHEME, isOurs } from './app-origin.ts';

/**
 * Gives the program's own scheme the standing of https. It must run before Electron is ready.
 * A scheme of our own instead of file:// keeps pages away from the disk and gives them one origin.
 */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    // `stream` lets <audio> play the announcement clips.
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
  ]);
}

/**
 * Serves the built screens to the pages of a session.
 * @param root folder that holds the built index.html
 * @param startFacts what every page is given; without it a page asks
 * @param onMissing told the name of a part of the program that is not there
 */
export function serveApp(
  session: Session, root: string, random: (bytes: Uint8Array) => Uint8Array, startFacts?: () => Promise<StartFacts>, onMissing?: (file: string) => void,
): void {
  const read = rendererFiles(root, random, onMissing);
  session.protocol.handle(APP_SCHEME, async (request) => {
    if (!isOurs(request.url) || request.method !== 'GET') return new Response(null, { status: 404 });
    const { status, headers, body } = await read(new URL(request.url).pathname, startFacts);
    return new Response(body, { status, headers });
  });
}
