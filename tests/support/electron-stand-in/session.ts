import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import { isRegistered, registerScheme } from './address.ts';
import { loud, unsupported } from './unsupported.ts';

export type ProtocolHandler = (request: Request) => Response | Promise<Response>;
type Decide = (granted: boolean) => void;
type PermissionRequest = (contents: unknown, permission: string, decide: Decide, details: RequestedBy) => void;
type PermissionCheck = (contents: unknown, permission: string, origin: string, details: CheckedFor) => boolean;
type Media = 'video' | 'audio';
interface RequestedBy {
  readonly requestingUrl: string;
  readonly isMainFrame: boolean;
  readonly mediaTypes?: readonly Media[];
}
interface CheckedFor {
  readonly isMainFrame: boolean;
  readonly mediaType?: Media;
}
export interface RequestDetails {
  readonly url: string;
  readonly method: string;
  readonly resourceType: string;
}
type BeforeRequest = (details: RequestDetails, decide: (answer: { cancel?: boolean }) => void) => void;

/** Electron's Session: what its pages may load, and what they may do. One exists; partitions do not. */
export class Session extends EventEmitter {
  readonly handlers = new Map<string, ProtocolHandler>();
  private onRequest: PermissionRequest | undefined;
  private onCheck: PermissionCheck | undefined;
  private beforeRequest: BeforeRequest | undefined;

  readonly protocol = loud('session.protocol', {
    handle: (scheme: string, handler: ProtocolHandler): void => {
      if (this.handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
      if (!isRegistered(scheme)) registerScheme(scheme, {});
      this.handlers.set(scheme, handler);
    },
    unhandle: (scheme: string): void => void this.handlers.delete(scheme),
    isProtocolHandled: (scheme: string): boolean => this.handlers.has(scheme),
  });

  readonly webRequest = loud('session.webRequest', {
    onBeforeRequest: (handler: BeforeRequest): void => {
      this.beforeRequest = handler;
    },
  });

  setPermissionRequestHandler(handler: PermissionRequest): void {
    this.onRequest = handler;
  }

  setPermissionCheckHandler(handler: PermissionCheck): void {
    this.onCheck = handler;
  }

  /** Chromium in the stand-in has no device to offer, so the handler is only checked for being one. */
  setDevicePermissionHandler(handler: unknown): void {
    if (typeof handler !== 'function') unsupported('session.setDevicePermissionHandler without a function');
  }

  /** What the program's two permission handlers, asked together, say about a page. Without handlers Electron grants. */
  async grants(contents: unknown, permission: string, page: { readonly url: string; readonly origin: string }, media?: Media): Promise<boolean> {
    if (this.onCheck && !this.onCheck(contents, permission, page.origin, { isMainFrame: true, ...(media ? { mediaType: media } : {}) })) return false;
    const { onRequest } = this;
    if (!onRequest) return true;
    return new Promise((resolve) => {
      onRequest(contents, permission, resolve, { requestingUrl: page.url, isMainFrame: true, ...(media ? { mediaTypes: [media] } : {}) });
    });
  }

  /** Whether the program lets a request out. */
  async permits(details: RequestDetails): Promise<boolean> {
    const { beforeRequest } = this;
    if (!beforeRequest) return true;
    return new Promise((resolve) => {
      beforeRequest(details, (answer) => resolve(answer.cancel !== true));
    });
  }
}

const defaultSession = new Session();

export const session = loud('session', { defaultSession });

export const protocol = loud('protocol', {
  registerSchemesAsPrivileged(list: readonly { scheme: string; privileges?: object }[]): void {
    if (app.chromiumRuns) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges } of list) registerScheme(scheme, privileges ?? {});
  },
  handle: defaultSession.protocol.handle,
  isProtocolHandled: defaultSession.protocol.isProtocolHandled,
});
