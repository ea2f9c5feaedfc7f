import type { MailSettings } from '#domain/contract/notifications.ts';
import type { SendFault, SendOutcome } from '#domain/notifications/outbox.ts';
import { mailText } from './mail-text.ts';
import type { Sending } from './message.ts';
import { LineFailure, SmtpLine, type Reply } from './smtp-line.ts';

/** The server said no. */
class Refusal extends Error {
  readonly reply: Reply;
  readonly fault: SendFault;

  constructor(reply: Reply, fault: SendFault) {
    super(fault);
    this.name = 'Refusal';
    this.reply = reply;
    this.fault = fault;
  }
}

/**
 * Gives one mail to a server (RFC 5321). A server takes a mail with its answer to the dot that ends it: whatever fails before the
 * dot has left is sure not to have been sent, and an answer that does not come after it is not known.
 */
export async function sendMail(sending: Sending<MailSettings>): Promise<SendOutcome> {
  let line: SmtpLine | undefined;
  const said = { dot: false };
  try {
    line = await openLine(sending);
    await greet(line, sending);
    const reply = await give(line, sending, () => { said.dot = true; });
    line.write('QUIT\r\n');
    return { kind: 'taken', reference: reply.lines.at(-1)?.slice(0, 200) ?? null };
  } catch (error) {
    if (error instanceof Refusal) return outcomeOf(error);
    if (!(error instanceof LineFailure)) throw error;
    if (said.dot) return { kind: 'lost', fault: error.fault };
    // A certificate does not become right by waiting.
    return error.fault === 'tls' || error.fault === 'no-starttls' ? { kind: 'refused', fault: error.fault } : { kind: 'later', fault: error.fault, afterMs: null };
  } finally {
    line?.end();
  }
}

/** 4yz asks for another try, 5yz for none (RFC 5321 §4.2.1). */
function outcomeOf({ reply, fault }: Refusal): SendOutcome {
  if (reply.code >= 400 && reply.code < 500) return { kind: 'later', fault: fault === 'auth' ? 'auth' : 'busy', afterMs: null };
  return { kind: 'refused', fault };
}

const openLine = ({ settings: { host, port, security, certificate }, limits, signal }: Sending<MailSettings>): Promise<SmtpLine> =>
  SmtpLine.open({ host, port, tls: security === 'tls', certificate, timeoutMs: limits.connectMs, signal });

type Ask = (command: string, fine: number, fault: SendFault) => Promise<Reply>;

const asker = (line: SmtpLine, { limits, signal }: Sending<MailSettings>): Ask => async (command, fine, fault) => {
  if (command !== '') line.write(`${command}\r\n`);
  const reply = await line.reply(limits.answerMs, signal);
  if (Math.floor(reply.code / 100) !== fine) throw new Refusal(reply, fault);
  return reply;
};

async function greet(line: SmtpLine, sending: Sending<MailSettings>): Promise<void> {
  const { settings, secret, limits, signal } = sending;
  const ask = asker(line, sending);
  await ask('', 2, 'refused');
  // The name of this PC is nobody's business.
  let { lines } = await ask('EHLO [127.0.0.1]', 2, 'refused');
  if (settings.security === 'starttls') {
    if (!offers(lines, 'STARTTLS')) throw new LineFailure('no-starttls');
    await ask('STARTTLS', 2, 'tls');
    await line.encrypt(settings.host, settings.certificate, limits.connectMs, signal);
    ({ lines } = await ask('EHLO [127.0.0.1]', 2, 'refused'));
  }
  if (settings.user !== '') await signIn(ask, lines, settings.user, secret);
}

const offers = (lines: readonly string[], what: string): boolean => lines.some((each) => each.toUpperCase().split(' ')[0] === what);

async function signIn(ask: Ask, lines: readonly string[], user: string, password: string): Promise<void> {
  const ways = lines.find((each) => /^AUTH[ =]/i.test(each))?.toUpperCase().split(/[ =]/) ?? [];
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  if (ways.includes('LOGIN') && !ways.includes('PLAIN')) {
    await ask('AUTH LOGIN', 3, 'auth');
    await ask(base64(user), 3, 'auth');
    await ask(base64(password), 2, 'auth');
  } else await ask(`AUTH PLAIN ${base64(`\0${user}\0${password}`)}`, 2, 'auth');
}

async function give(line: SmtpLine, sending: Sending<MailSettings>, onDot: () => void): Promise<Reply> {
  const { settings, message } = sending;
  const ask = asker(line, sending);
  await ask(`MAIL FROM:<${settings.from}>`, 2, 'refused-sender');
  await ask(`RCPT TO:<${message.to}>`, 2, 'refused-recipient');
  await ask('DATA', 3, 'refused');
  const text = mailText({ ...message, from: settings.from, fromName: settings.fromName, replyTo: settings.replyTo });
  onDot();
  return ask(`${text.replace(/^\./gm, '..')}\r\n.`, 2, 'refused');
}
