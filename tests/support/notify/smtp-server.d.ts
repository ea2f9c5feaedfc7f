/** The part of the package that tests use. */
declare module 'smtp-server' {
  import type { Server, Socket } from 'node:net';

  interface Session {
    readonly secure: boolean;
    readonly envelope: { readonly mailFrom: { readonly address: string } | false; readonly rcptTo: readonly { readonly address: string }[] };
  }
  interface Given {
    readonly method: string;
    readonly username?: string;
    readonly password?: string;
  }
  type Done = (error?: Error | null) => void;

  export interface SMTPServerOptions {
    secure?: boolean;
    key?: string;
    cert?: string;
    authOptional?: boolean;
    authMethods?: string[];
    allowInsecureAuth?: boolean;
    disabledCommands?: string[];
    hideSTARTTLS?: boolean;
    disableReverseLookup?: boolean;
    closeTimeout?: number;
    onAuth?(given: Given, session: Session, done: (error: Error | null, answer?: { user: string | undefined }) => void): void;
    onMailFrom?(address: { readonly address: string }, session: Session, done: Done): void;
    onRcptTo?(address: { readonly address: string }, session: Session, done: Done): void;
    onData?(stream: NodeJS.ReadableStream, session: Session, done: Done): void;
  }

  export class SMTPServer {
    constructor(options: SMTPServerOptions);
    readonly server: Server;
    readonly connections: ReadonlySet<{ readonly _socket: Socket }>;
    on(event: 'error', listener: (error: Error) => void): this;
    listen(port: number, host: string, listening: () => void): void;
    close(closed: () => void): void;
  }
}
