import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly secure: boolean;
}

export interface MailServer {
  readonly port: number;
  readonly received: readonly ReceivedMail[];
}

/** What it answers instead of taking a mail; `hang` says nothing any more, `cut` ends the connection once the dot has come. */
export type Temper = { readonly at: 'from' | 'to' | 'data'; readonly code: number } | 'hang' | 'cut';

/** A real mail server on this machine that keeps what it is given. */
export async function mailServer(options: SMTPServerOptions = {}, temper: () => Temper | undefined = () => undefined): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const no = (at: 'from' | 'to' | 'data'): (Error & { responseCode: number }) | undefined => {
    const mood = temper();
    return typeof mood === 'object' && mood.at === at ? Object.assign(new Error('not now'), { responseCode: mood.code }) : undefined;
  };
  const server = new SMTPServer({
    authOptional: true, disabledCommands: options.secure === true || options.key !== undefined ? [] : ['STARTTLS'], hideSTARTTLS: options.key === undefined, disableReverseLookup: true, closeTimeout: 100,
    onMailFrom: (_address, _session, done) => { done(no('from')); },
    onRcptTo: (_address, _session, done) => { done(no('to')); },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => { chunks.push(chunk); });
      stream.on('end', () => {
        const mood = temper();
        const refusal = no('data');
        if (refusal) return done(refusal);
        const { mailFrom, rcptTo } = session.envelope;
        received.push({ from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks).toString('utf8'), secure: session.secure });
        if (mood === 'hang') return;
        if (mood === 'cut') return void [...server.connections].forEach((connection) => { (connection as unknown as { _socket: { destroy(): void } })._socket.destroy(); });
        done();
      });
    },
    ...options,
  });
  // A client that hangs up is nothing to this server.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', () => { resolve(); }); });
  onTestFinished(() => new Promise<void>((resolve) => { server.close(() => { resolve(); }); }));
  return { port: (server.server.address() as AddressInfo).port, received };
}

/** The head and the parts of a mail, read by the published rules: unfolded, encoded words and base64 taken off. */
export function readMail(raw: string): { readonly head: ReadonlyMap<string, string>; readonly parts: readonly { readonly type: string; readonly text: string }[] } {
  const [top = '', ...rest] = raw.split('\r\n\r\n');
  const head = headOf(top);
  const boundary = /boundary="([^"]+)"/.exec(head.get('content-type') ?? '')?.[1] ?? '';
  const parts = rest.join('\r\n\r\n').split(`--${boundary}`).slice(1, -1).map((part) => {
    const [above = '', ...below] = part.replace(/^\r\n/, '').split('\r\n\r\n');
    return { type: headOf(above).get('content-type') ?? '', text: Buffer.from(below.join(''), 'base64').toString('utf8') };
  });
  return { head, parts };
}

const headOf = (text: string): Map<string, string> => new Map(text.replace(/\r\n[ \t]+/g, ' ').split('\r\n').map((line) => {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim().replace(/\?= =\?/g, '?==?').replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, word: string) => Buffer.from(word, 'base64').toString('utf8'))];
}));
