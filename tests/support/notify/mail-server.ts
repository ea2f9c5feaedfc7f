import type { SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';
import { startMailServer, type MailServer, type Temper } from './smtp-receiver.ts';

export type { MailServer, Temper };

/** A real mail server on this machine for the length of one test. */
export async function mailServer(options: SMTPServerOptions = {}, temper: () => Temper | undefined = () => undefined): Promise<MailServer> {
  const server = await startMailServer(options, temper);
  onTestFinished(server.close);
  return server;
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
