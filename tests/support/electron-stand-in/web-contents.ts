import { EventEmitter } from 'node:events';
import { fromWeb, originOf, toWeb } from './address.ts';
import { makeCloneCodec } from './clone-codec.ts';
import { devtools, type Params } from './devtools.ts';
import { preventable } from './events.ts';
import { ipcMain, IpcMain } from './ipc-main.ts';
import { ISOLATED_WORLD, pageScripts } from './page-scripts.ts';
import { applyPermissions } from './permissions.ts';
import { decideRequest, type RequestOwner } from './requests.ts';
import { session } from './session.ts';
import { unsupported } from './unsupported.ts';

type OpenHandler = (details: { url: string; frameName: string; disposition: string }) => { action: 'deny' | 'allow' };

const codec = makeCloneCodec();

/** Electron's WebContents: one page in one Chromium target. */
export class WebContents extends EventEmitter implements RequestOwner {
  readonly id: number;
  readonly ipc = new IpcMain();
  readonly session = session.defaultSession;
  readonly mainFrame: { readonly parent: null; readonly url: string; readonly origin: string };
  sessionId = '';
  targetId = '';
  mainFrameId = '';
  private readonly attached = Promise.withResolvers<void>();
  private destroyed = false;
  private webAddress = 'about:blank';
  private askedFor: string | undefined;
  private loaded: PromiseWithResolvers<void> | undefined;
  private isolatedContext = '';
  private openHandler: OpenHandler | undefined;

  constructor(id: number) {
    super();
    this.id = id;
    const url = (): string => this.getURL();
    this.mainFrame = {
      parent: null,
      get url() { return url(); },
      get origin() { return originOf(url()); },
    };
  }

  /** Makes the page's target and prepares every document it will hold. */
  async attach(size: { width: number; height: number }, preload: string | undefined): Promise<void> {
    const { targetId } = await devtools.send<{ targetId: string }>('Target.createTarget', { url: 'about:blank', newWindow: true, ...size });
    const { sessionId } = await devtools.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
    this.targetId = targetId;
    this.sessionId = sessionId;
    devtools.onEvents(sessionId, (method, params) => this.onDevTools(method, params));
    const { frameTree } = await this.command<{ frameTree: { frame: { id: string } } }>('Page.getFrameTree');
    this.mainFrameId = frameTree.frame.id;
    await this.command('Page.enable');
    await this.command('Runtime.enable');
    await this.command('Fetch.enable', { patterns: [{ urlPattern: '*', requestStage: 'Request' }] });
    if (preload !== undefined) {
      const scripts = pageScripts(preload);
      await this.command('Runtime.addBinding', { name: 'standInSend', executionContextName: ISOLATED_WORLD });
      await this.command('Page.addScriptToEvaluateOnNewDocument', { source: scripts.main });
      await this.command('Page.addScriptToEvaluateOnNewDocument', { source: scripts.isolated, worldName: ISOLATED_WORLD });
    }
    this.attached.resolve();
  }

  getURL(): string {
    return fromWeb(this.webAddress);
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  /** Sends to the preload script's world; a page without one yet hears nothing, as in Electron. */
  send(channel: string, ...args: unknown[]): void {
    const text = JSON.stringify({ channel, args: codec.encode(args) });
    const expression = `globalThis.standInReceive(${JSON.stringify(text)})`;
    this.command('Runtime.evaluate', { expression, uniqueContextId: this.isolatedContext }).catch(() => undefined);
  }

  async loadURL(address: string): Promise<void> {
    await this.attached.promise;
    this.askedFor = toWeb(address);
    const loaded = Promise.withResolvers<void>();
    this.loaded = loaded;
    const { errorText } = await this.command<{ errorText?: string }>('Page.navigate', { url: this.askedFor });
    if (errorText !== undefined) throw new Error(`${errorText} loading '${address}'`);
    return loaded.promise;
  }

  reload(): void {
    this.askedFor = this.webAddress;
    this.command('Page.reload').catch(() => undefined);
  }

  async executeJavaScript(expression: string): Promise<unknown> {
    interface Evaluated { result: { value?: unknown }; exceptionDetails?: { text: string; exception?: { description?: string } } }
    const { result, exceptionDetails } = await this.command<Evaluated>('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true, userGesture: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  close(): void {
    this.command('Page.close').catch(() => undefined);
  }

  isAskedFor(webAddress: string): boolean {
    const hit = this.askedFor !== undefined && webAddress.split('#')[0] === this.askedFor.split('#')[0];
    if (hit) this.askedFor = undefined;
    return hit;
  }

  /** Called when the target is gone. */
  markDestroyed(): void {
    this.destroyed = true;
    devtools.forget(this.sessionId);
    this.emit('destroyed');
  }

  async command<T = unknown>(method: string, params: Params = {}): Promise<T> {
    return devtools.send<T>(method, params, this.sessionId);
  }

  private onDevTools(method: string, params: Params): void {
    const failed = (error: unknown): void => {
      if (!this.destroyed) process.stderr.write(`stand-in electron: ${method}: ${error instanceof Error ? error.message : String(error)}\n`);
    };
    switch (method) {
      case 'Runtime.executionContextCreated': return this.onContext(params.context as ContextInfo);
      case 'Runtime.bindingCalled': return this.onMessage(String(params.payload));
      case 'Page.frameNavigated': return void this.onNavigated(params.frame as FrameInfo).catch(failed);
      case 'Page.navigatedWithinDocument': return this.onInPageNavigation(String(params.frameId), String(params.url));
      case 'Page.loadEventFired': return this.onLoaded();
      case 'Page.windowOpen': return this.onWindowOpen(String(params.url), String(params.windowName));
      case 'Fetch.requestPaused': return void decideRequest(this, params).catch(failed);
      case 'Inspector.targetCrashed': return void this.emit('render-process-gone', preventable({}), { reason: 'crashed', exitCode: 133 });
      default: return undefined;
    }
  }

  private onContext({ name, uniqueId, auxData }: ContextInfo): void {
    if (name === ISOLATED_WORLD && auxData.frameId === this.mainFrameId) this.isolatedContext = uniqueId;
  }

  private onMessage(payload: string): void {
    const { channel, args, windowOpen } = JSON.parse(payload) as FromPage;
    if (windowOpen) {
      this.onWindowOpen(windowOpen.url, windowOpen.frameName);
      return;
    }
    const event = { sender: this, senderFrame: this.mainFrame, ports: [] };
    const values = codec.decode(args) as unknown[];
    this.ipc.emit(channel, event, ...values);
    ipcMain.emit(channel, event, ...values);
  }

  private async onNavigated({ parentId, url, urlFragment }: FrameInfo): Promise<void> {
    if (parentId !== undefined) return;
    this.webAddress = url + (urlFragment ?? '');
    this.emit('did-navigate', preventable({}), this.getURL(), 200, '');
    const page = { url: this.getURL(), origin: originOf(this.getURL()), webOrigin: originOf(this.webAddress) };
    if (page.webOrigin.startsWith('https:')) await applyPermissions(this.session, this, page);
  }

  private onInPageNavigation(frameId: string, url: string): void {
    if (frameId !== this.mainFrameId) return;
    this.webAddress = url;
    this.emit('did-navigate-in-page', preventable({}), this.getURL(), true);
  }

  private onLoaded(): void {
    if (this.webAddress === 'about:blank') return;
    this.emit('did-finish-load', preventable({}));
    this.loaded?.resolve();
  }

  private onWindowOpen(webAddress: string, frameName: string): void {
    const url = fromWeb(webAddress);
    const answer = this.openHandler?.({ url, frameName, disposition: 'new-window' }) ?? { action: 'allow' };
    if (answer.action === 'allow') unsupported('a window opened by a page');
  }
}

/** What the isolated world sends: a message of the preload script, or a page's wish for a window. */
interface FromPage {
  readonly channel: string;
  readonly args: unknown;
  readonly windowOpen?: { readonly url: string; readonly frameName: string };
}

interface ContextInfo {
  readonly name: string;
  readonly uniqueId: string;
  readonly auxData: { readonly frameId: string };
}

interface FrameInfo {
  readonly parentId?: string;
  readonly url: string;
  readonly urlFragment?: string;
}
