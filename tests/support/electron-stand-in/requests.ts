import { fromWeb } from './address.ts';
import { devtools, type Params } from './devtools.ts';
import { preventable, type PreventableEvent } from './events.ts';
import type { Session } from './session.ts';

/** Chromium's `Fetch.requestPaused`, as far as it is used. */
interface Paused {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly request: { readonly url: string; readonly method: string; readonly headers: Record<string, string>; readonly postData?: string };
}

export interface RequestOwner {
  readonly sessionId: string;
  readonly mainFrameId: string;
  readonly session: Session;
  /** True once for the address the program itself asked to load. */
  isAskedFor(webAddress: string): boolean;
  /** The page's present address. */
  getURL(): string;
  emit(event: string, ...args: unknown[]): boolean;
}

/** Decides on one request of a page: navigation handlers first, then request handlers, then the program's protocol. */
export async function decideRequest(owner: RequestOwner, params: Params): Promise<void> {
  const paused = params as unknown as Paused;
  const { requestId, request } = paused;
  const fail = async (errorReason: string): Promise<unknown> => devtools.send('Fetch.failRequest', { requestId, errorReason }, owner.sessionId);
  if (paused.resourceType === 'Document' && navigationIsPrevented(owner, paused)) {
    await fail('Aborted');
    return;
  }
  const url = fromWeb(request.url);
  if (!(await owner.session.permits({ url, method: request.method, resourceType: paused.resourceType }))) {
    await fail('BlockedByClient');
    return;
  }
  const handler = owner.session.handlers.get(url.split(':')[0] ?? '');
  if (!handler) {
    await devtools.send('Fetch.continueRequest', { requestId }, owner.sessionId);
    return;
  }
  const response = await handler(requestFor(url, request));
  await devtools.send('Fetch.fulfillRequest', { requestId, ...(await fulfilment(response)) }, owner.sessionId);
}

function navigationIsPrevented(owner: RequestOwner, { request, frameId }: Paused): boolean {
  const isMainFrame = frameId === owner.mainFrameId;
  if (isMainFrame && owner.isAskedFor(request.url)) return false;
  const url = fromWeb(request.url);
  // A reload asks nobody.
  if (isMainFrame && url.split('#')[0] === owner.getURL().split('#')[0]) return false;
  const events: [string, PreventableEvent][] = [['will-frame-navigate', preventable({ url, isMainFrame })]];
  if (isMainFrame) events.unshift(['will-navigate', preventable({ url, isMainFrame })]);
  for (const [name, event] of events) owner.emit(name, event);
  return events.some(([, event]) => event.defaultPrevented);
}

/** Node's Request knows only http addresses; the program must see its own. */
function requestFor(url: string, { method, headers, postData }: Paused['request']): Request {
  const request = new Request('https://placeholder.invalid/', { method, headers, ...(postData === undefined ? {} : { body: postData }) });
  return Object.defineProperty(request, 'url', { value: url });
}

async function fulfilment(response: Response): Promise<Params> {
  const responseHeaders = [...response.headers].map(([name, value]) => ({ name, value }));
  const body = Buffer.from(await response.arrayBuffer()).toString('base64');
  return { responseCode: response.status, responseHeaders, body };
}
