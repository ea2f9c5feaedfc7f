import fc from 'fast-check';
import { createServer, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { MailSettings } from '#domain/contract/notifications.ts';
import type { SendOutcome } from '#domain/notifications/outbox.ts';
import { mailText } from '#main/notify/send/mail-text.ts';
import { sendMail } from '#main/notify/send/send-mail.ts';
import { mailServer, readMail, type MailServer, type Temper } from '#tests/support/notify/mail-server.ts';
import { scriptedServer, smtpSteps, type Misstep } from '#tests/support/notify/scripted-smtp.ts';
import { nastyText } from '#tests/support/notify/nasty-text.ts';
import { selfSigned } from '#tests/support/tls/self-signed.ts';

const ID = '0198c1de-0000-8000-8000-0000000000aa';
const message = { id: ID, event: 'appointment-booked', to: 'amina@patients.example', language: 'en', subject: 'Your appointment', text: 'Dear Amina,\n\n.this line begins with a dot\nAñadir — مرحبا', at: Date.UTC(2026, 2, 14, 9) };
const base: MailSettings = { kind: 'email', host: '127.0.0.1', port: 0, security: 'none', user: '', from: 'desk@clinic.example', fromName: 'Clínica "Uno"', replyTo: '', certificate: '' };

interface Also {
  readonly secret?: string;
  readonly answerMs?: number;
  readonly mailMs?: number;
  readonly signal?: AbortSignal;
}

const give = (server: Pick<MailServer, 'port'>, settings: Partial<MailSettings> = {}, { secret = '', answerMs = 20_000, mailMs = 60_000, signal = new AbortController().signal }: Also = {}): Promise<SendOutcome> =>
  sendMail({ settings: { ...base, port: server.port, ...settings }, secret, message, limits: { connectMs: 20_000, answerMs, mailMs }, signal });

test('a mail arrives as it was written, and says from whom, when and under which id', async () => {
  const server = await mailServer();
  expect(await give(server, { replyTo: 'hello@clinic.example' })).toMatchObject({ kind: 'taken' });
  expect(server.received).toMatchObject([{ from: 'desk@clinic.example', to: ['amina@patients.example'] }]);
  const { head, parts } = readMail(server.received[0]!.raw);
  expect(Object.fromEntries(head)).toMatchObject({
    'from': 'Clínica "Uno" <desk@clinic.example>', 'to': 'amina@patients.example', 'reply-to': 'hello@clinic.example', 'subject': 'Your appointment',
    'date': 'Sat, 14 Mar 2026 09:00:00 +0000', 'message-id': `<${ID}@clinic.example>`, 'auto-submitted': 'auto-generated',
  });
  expect(parts.map(({ type }) => type)).toEqual(['text/plain; charset=utf-8', 'text/html; charset=utf-8']);
  expect(parts[0]!.text).toBe(message.text.replaceAll('\n', '\r\n'));
  expect(parts[1]!.text).toContain('<p dir="auto">Dear Amina,</p><p dir="auto">.this line begins with a dot<br>Añadir — مرحبا</p>');
});

const written = async (also: Partial<typeof message & { fromName: string }>): Promise<string> =>
  (await mailText({ ...message, from: base.from, fromName: 'x', replyTo: '', ...also })).toString('latin1');

test('nothing typed can begin a line of the head or end the mail', async () => {
  const heads = (raw: string): string[] => raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ').split('\r\n').map((line) => line.slice(0, line.indexOf(':')));
  const usual = heads(await written({}));
  await fc.assert(fc.asyncProperty(nastyText(200), nastyText(200), nastyText(), async (fromName, subject, text) => {
    // A mail without subject or text has lines fewer; none is made, for no text may be empty.
    const raw = await written({ subject: `x${subject}`, text: `x${text}`, fromName });
    expect(heads(raw)).toEqual(usual);
    expect(raw).toMatch(/^[\r\n\x20-\x7e]*$/);
    expect(raw).not.toMatch(/[^\r]\n|\r[^\n]/);
    // RFC 5322 §2.1.1
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
  }));
  expect(readMail(await written({ subject: 'a\r\nBcc: x@y.zz' })).head.get('subject')).toBe('a Bcc: x@y.zz');
});

test('long subjects of any script are read back whole, and so are texts', async () => {
  await fc.assert(fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 150 }), nastyText(), async (typed, text) => {
    const { head, parts } = readMail(await written({ subject: `x${typed}`, text: `x${text}` }));
    const line = `x${typed}`.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
    expect(head.get('subject')).toBe(line);
    expect(parts[0]!.text).toBe(`x${text}`.replace(/\r\n?|\n/g, '\r\n'));
  }));
  const arabic = readMail(await written({ language: 'ar', fromName: 'عيادة كليماني', subject: 'تذكير بموعدك يوم الاثنين في الساعة العاشرة والنصف صباحًا', text: 'عزيزتي أمينة،\nموعدك غدًا' }));
  expect(Object.fromEntries(arabic.head)).toMatchObject({ from: 'عيادة كليماني <desk@clinic.example>', subject: 'تذكير بموعدك يوم الاثنين في الساعة العاشرة والنصف صباحًا' });
  expect(arabic.parts).toMatchObject([{ text: 'عزيزتي أمينة،\r\nموعدك غدًا' }, { text: expect.stringContaining('<html lang="ar">') as string }]);
});

const refusals: readonly [temper: Temper, outcome: object][] = [
  [{ at: 'from', code: 451 }, { kind: 'later', fault: 'busy' }],
  [{ at: 'to', code: 450 }, { kind: 'later', fault: 'busy' }],
  [{ at: 'data', code: 452 }, { kind: 'later', fault: 'busy' }],
  [{ at: 'from', code: 553 }, { kind: 'refused', fault: 'refused-sender' }],
  [{ at: 'to', code: 550 }, { kind: 'refused', fault: 'refused-recipient' }],
  [{ at: 'data', code: 554 }, { kind: 'refused', fault: 'refused' }],
];

test('a server that refuses for now is asked again, one that refuses for good is not', async () => {
  let mood: Temper | undefined;
  const server = await mailServer({}, () => mood);
  for (const [temper, outcome] of refusals) {
    mood = temper;
    expect(await give(server), JSON.stringify(temper)).toMatchObject(outcome);
  }
  expect(server.received).toEqual([]);
});

test('an answer that does not come after the dot leaves it unknown: the mail may be there', async () => {
  let mood: Temper | undefined = 'hang';
  const server = await mailServer({}, () => mood);
  expect(await give(server, {}, { answerMs: 1500 })).toEqual({ kind: 'lost', fault: 'timeout' });
  mood = 'cut';
  expect(await give(server)).toEqual({ kind: 'lost', fault: 'unreachable' });
  expect(server.received).toHaveLength(2);
});

test('whatever goes wrong before the dot is sure not to have sent it', async () => {
  const silent = createServer((socket) => { socket.on('error', () => undefined); });
  const garbled = createServer((socket) => { socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n'); });
  const ending = createServer((socket) => { socket.on('error', () => undefined).resume().end('220 hello\r\n'); });
  const ports: number[] = [];
  for (const server of [silent, garbled, ending]) {
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', () => { resolve(); }); });
    onTestFinished(() => { server.close(); });
    ports.push((server.address() as AddressInfo).port);
  }
  expect(await give({ port: ports[0]! }, {}, { answerMs: 300 })).toEqual({ kind: 'later', fault: 'timeout', afterMs: null });
  expect(await give({ port: ports[1]! })).toEqual({ kind: 'later', fault: 'bad-answer', afterMs: null });
  expect(await give({ port: ports[2]! })).toEqual({ kind: 'later', fault: 'unreachable', afterMs: null });
  ending.close();
  await new Promise((resolve) => { ending.once('close', resolve); });
  expect(await give({ port: ports[2]! })).toEqual({ kind: 'later', fault: 'unreachable', afterMs: null });
});

const missteps: readonly [misstep: Misstep, before: object, after: object][] = [
  ['cut', { kind: 'later', fault: 'unreachable' }, { kind: 'lost', fault: 'unreachable' }],
  ['hang', { kind: 'later', fault: 'timeout' }, { kind: 'lost', fault: 'timeout' }],
  [{ say: 'what?' }, { kind: 'later', fault: 'bad-answer' }, { kind: 'lost', fault: 'bad-answer' }],
  [{ say: '421 closing' }, { kind: 'later', fault: 'busy' }, { kind: 'later', fault: 'busy' }],
  [{ say: '421-closing\r\n421 now' }, { kind: 'later', fault: 'busy' }, { kind: 'later', fault: 'busy' }],
  [{ say: '554 no' }, { kind: 'refused' }, { kind: 'refused', fault: 'refused' }],
];

test('at every step it is known whether the text may have been taken, commands sent one by one or together', async () => {
  const cases = [false, true].flatMap((pipelining) => smtpSteps.flatMap((step) => missteps.map((misstep) => ({ pipelining, step, misstep }))));
  await Promise.all(cases.map(async ({ pipelining, step, misstep: [misstep, before, after] }) => {
    const server = await scriptedServer(step, misstep, pipelining);
    expect(await give(server, {}, { answerMs: misstep === 'hang' ? 3000 : 20_000 }), `${step} ${JSON.stringify(misstep)}`).toMatchObject(step === 'dot' ? after : before);
    expect(server.ended(), step).toBe(step === 'dot' ? 1 : 0);
  }));
});

test('a server that never comes to the end of an answer is left, and so is everything when the program closes', async () => {
  const steps = [['EHLO', { kind: 'later', fault: 'timeout', afterMs: null }], ['dot', { kind: 'lost', fault: 'timeout' }]] as const;
  await Promise.all(steps.map(async ([step, outcome]) => {
    expect(await give(await scriptedServer(step, 'drip', true), {}, { mailMs: 2500 }), step).toEqual(outcome);
    const ending = new AbortController();
    const hanging = await scriptedServer(step, 'hang', true);
    const sent = give(hanging, {}, { signal: ending.signal });
    if (step === 'dot') await vi.waitFor(() => { expect(hanging.ended()).toBe(1); }, { timeout: 20_000 });
    ending.abort();
    expect(await sent, step).toEqual(outcome);
  }));
});

test('signs in by PLAIN or LOGIN, whichever is offered; a wrong password is refused', async () => {
  const seen: unknown[] = [];
  const auth = { authOptional: false, allowInsecureAuth: true, onAuth: ((given, _session, done) => {
    seen.push([given.method, given.username, given.password]);
    if (given.password === 'päss') done(null, { user: given.username });
    else done(new Error('no'));
  }) } satisfies Parameters<typeof mailServer>[0];
  for (const method of ['PLAIN', 'LOGIN']) {
    const server = await mailServer({ ...auth, authMethods: [method] });
    expect(await give(server, { user: 'desk' }, { secret: 'päss' })).toMatchObject({ kind: 'taken' });
    expect(await give(server, { user: 'desk' }, { secret: 'wrong' })).toEqual({ kind: 'refused', fault: 'auth' });
    expect(server.received).toHaveLength(1);
  }
  expect(seen).toEqual([['PLAIN', 'desk', 'päss'], ['PLAIN', 'desk', 'wrong'], ['LOGIN', 'desk', 'päss'], ['LOGIN', 'desk', 'wrong']]);
});

test('says nothing to a server that cannot prove who it is, by TLS from the first byte and by STARTTLS', async () => {
  const { cert, key } = selfSigned('mail', '127.0.0.1', Date.now());
  const stranger = selfSigned('mail', '127.0.0.1', Date.now());
  const secured = await mailServer({ secure: true, key, cert });
  const upgraded = await mailServer({ key, cert, hideSTARTTLS: false });
  for (const [server, security] of [[secured, 'tls'], [upgraded, 'starttls']] as const) {
    expect(await give(server, { security }), security).toEqual({ kind: 'refused', fault: 'tls' });
    expect(await give(server, { security, certificate: stranger.cert }), security).toEqual({ kind: 'refused', fault: 'tls' });
    expect(server.received).toEqual([]);
    expect(await give(server, { security, certificate: cert }), security).toMatchObject({ kind: 'taken' });
    expect(server.received).toMatchObject([{ secure: true }]);
  }
  const plain = await mailServer();
  expect(await give(plain, { security: 'starttls', certificate: cert })).toEqual({ kind: 'refused', fault: 'no-starttls' });
  expect(await give(plain, { security: 'tls', certificate: cert })).toEqual({ kind: 'refused', fault: 'tls' });
  expect(plain.received).toEqual([]);
});
