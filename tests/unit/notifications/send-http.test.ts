import { createHmac } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { SmsSettings, SnsSettings } from '#domain/contract/notifications.ts';
import type { SendOutcome } from '#domain/notifications/outbox.ts';
import { signedHeaders } from '#main/notify/send/aws-signature.ts';
import { retryAfter } from '#main/notify/send/http-exchange.ts';
import { sendSms } from '#main/notify/send/send-sms.ts';
import { sendSns } from '#main/notify/send/send-sns.ts';
import { sendWebhook } from '#main/notify/send/send-webhook.ts';
import { isSafeUrl } from '#main/notify/safe-url.ts';
import { httpReceiver } from '#tests/support/notify/http-receiver.ts';
import { selfSigned } from '#tests/support/tls/self-signed.ts';

const ID = '0198c1de-0000-8000-8000-0000000000aa';
const message = { id: ID, event: 'appointment-reminder', to: '+254700111222', language: 'ar', subject: '', text: 'مرحبا "Amina" & {you}\n+1', at: Date.UTC(2026, 2, 14, 9) };
const around = (answerMs = 20_000) => ({ message, secret: 's3cr{et}', limits: { connectMs: 20_000, answerMs, mailMs: 60_000 }, signal: new AbortController().signal });

const sms: Omit<SmsSettings, 'url'> = {
  kind: 'sms', method: 'POST', headers: [{ name: 'Authorization', value: 'Bearer {secret}' }], format: 'json', body: '{"to":"{to}","message":{"text":"{text}","ref":"{id}"}}', success: '', prefix: null,
};
const webhook = (url: string, answerMs?: number): Promise<SendOutcome> => sendWebhook({ settings: { kind: 'webhook', url }, ...around(answerMs) });

describe('an SMS gateway', () => {
  test('is asked in its own words: JSON, a form, plain text or an address, with the secret where it wants it', async () => {
    const { url, received } = await httpReceiver();
    const ask = (settings: Partial<SmsSettings>) => sendSms({ settings: { ...sms, url, ...settings }, ...around() });
    expect(await ask({})).toEqual({ kind: 'taken', reference: null });
    await ask({ format: 'form', body: 'to={to}&text={text}&key={secret}', method: 'PUT', headers: [] });
    await ask({ format: 'text', body: '{to}: {text}', headers: [] });
    await ask({ method: 'GET', url: `${url}/send?to={to}&text={text}`, body: '', headers: [{ name: 'x-key', value: '{secret}' }] });
    const [json, form, plain, get] = received;
    expect(JSON.parse(json!.body)).toEqual({ to: message.to, message: { text: message.text, ref: ID } });
    expect(json!.headers).toMatchObject({ 'authorization': 'Bearer s3cr{et}', 'content-type': 'application/json', 'idempotency-key': ID });
    expect([form!.method, Object.fromEntries(new URLSearchParams(form!.body))]).toEqual(['PUT', { to: message.to, text: message.text, key: 's3cr{et}' }]);
    expect(plain!.body).toBe(`${message.to}: ${message.text}`);
    expect([get!.method, get!.body, get!.headers['x-key'], Object.fromEntries(new URL(get!.url, url).searchParams)]).toEqual(['GET', '', 's3cr{et}', { to: message.to, text: message.text }]);
  });

  test('that says 200 and not what success is has not taken it; of an answer that breaks off nobody knows', async () => {
    const said = ['OK 17', 'ERR 105 no credit', 'half'];
    const { url } = await httpReceiver((response) => {
      const words = said.shift() ?? '';
      if (words !== 'half') return void response.end(words);
      response.writeHead(200, { 'content-length': 100 });
      response.write(words, () => { response.destroy(); });
    });
    const ask = () => sendSms({ settings: { ...sms, url, success: 'OK' }, ...around() });
    expect(await ask()).toEqual({ kind: 'taken', reference: null });
    expect(await ask()).toEqual({ kind: 'refused', fault: 'bad-answer' });
    expect(await ask()).toEqual({ kind: 'lost', fault: 'bad-answer' });
  });
});

describe('a webhook', () => {
  test('is told in a signed body, under the same id at every try', async () => {
    const { url, received } = await httpReceiver();
    expect(await webhook(`${url}/hook`)).toEqual({ kind: 'taken', reference: null });
    const [{ body, headers }] = received as [(typeof received)[number]];
    expect(JSON.parse(body)).toEqual({ id: ID, event: 'appointment-reminder', at: '2026-03-14T09:00:00.000Z', to: message.to, language: 'ar', text: message.text });
    const found = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers['daybook-signature'] as string)!;
    expect(found[2]).toBe(createHmac('sha256', 's3cr{et}').update(`${found[1]!}.`).update(body).digest('hex'));
    expect([found[1], headers['idempotency-key']]).toEqual([String(message.at / 1000), ID]);
  });

  test('that is busy says when to come again; that refuses is not asked again; after other errors nobody knows', async () => {
    const answers: readonly [status: number, headers: Record<string, string>, outcome: SendOutcome][] = [
      [429, { 'retry-after': '7' }, { kind: 'later', fault: 'busy', afterMs: 7000 }],
      [429, {}, { kind: 'later', fault: 'busy', afterMs: null }],
      [503, { 'retry-after': 'Sat, 14 Mar 2026 09:02:00 GMT' }, { kind: 'later', fault: 'busy', afterMs: 120_000 }],
      [400, {}, { kind: 'refused', fault: 'refused' }], [404, {}, { kind: 'refused', fault: 'refused' }], [401, {}, { kind: 'refused', fault: 'auth' }],
      [302, { location: '/elsewhere' }, { kind: 'refused', fault: 'refused' }],
      [500, {}, { kind: 'lost', fault: 'bad-answer' }], [502, {}, { kind: 'lost', fault: 'bad-answer' }],
    ];
    let next = 0;
    const { url, received } = await httpReceiver((response) => {
      const [status, headers] = answers[next]!;
      response.writeHead(status, headers).end();
    });
    for (; next < answers.length; next += 1) expect(await webhook(url), String(answers[next]![0])).toEqual(answers[next]![2]);
    // The redirection was not followed.
    expect(received).toHaveLength(answers.length);
  });

  test('that took the body and said nothing leaves it unknown: hanging, or cutting the line', async () => {
    const hanging = await httpReceiver(() => undefined);
    expect(await webhook(hanging.url, 500)).toEqual({ kind: 'lost', fault: 'timeout' });
    const cutting = await httpReceiver((response) => { response.destroy(); });
    expect(await webhook(cutting.url)).toEqual({ kind: 'lost', fault: 'unreachable' });
    expect([hanging.received.length, cutting.received.length]).toEqual([1, 1]);
  });

  test('that took it is not in doubt because the rest of its answer hangs', async () => {
    const { url } = await httpReceiver((response) => { response.writeHead(200, { 'content-length': 10 }).flushHeaders(); });
    expect(await webhook(url, 500)).toEqual({ kind: 'taken', reference: null });
  });

  test('that cannot be reached, or cannot prove who it is, was sent nothing', async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => { gone.listen(0, '127.0.0.1', () => { resolve(); }); });
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => { gone.close(resolve); });
    expect(await webhook(`http://127.0.0.1:${String(port)}`)).toEqual({ kind: 'later', fault: 'unreachable', afterMs: null });
    const stranger = await httpReceiver(undefined, selfSigned('hook', '127.0.0.1', Date.now()));
    expect(await webhook(stranger.url)).toEqual({ kind: 'refused', fault: 'tls' });
    expect(stranger.received).toEqual([]);
    const mute = createServer();
    await new Promise<void>((resolve) => { mute.listen(0, '127.0.0.1', () => { resolve(); }); });
    onTestFinished(() => { mute.close(); });
    const outcome = sendWebhook({ settings: { kind: 'webhook', url: `https://127.0.0.1:${String((mute.address() as AddressInfo).port)}` }, ...around(), limits: { connectMs: 300, answerMs: 20_000, mailMs: 60_000 } });
    expect(await outcome).toEqual({ kind: 'later', fault: 'timeout', afterMs: null });
  });
});

describe('Amazon SNS', () => {
  const settings: SnsSettings = { kind: 'sns', region: 'eu-west-1', accessKeyId: 'AKIDEXAMPLE', topicArn: '', senderId: 'Clinic', endpoint: '', prefix: null };
  const answer = '<PublishResponse><PublishResult><MessageId>94f20ce6-13c5-43a0-9a9e-ca52d816e90b</MessageId></PublishResult></PublishResponse>';

  test('gets a form, signed for what it was given', async () => {
    const { url, received } = await httpReceiver((response) => { response.end(answer); });
    expect(await sendSns({ settings: { ...settings, endpoint: url }, ...around() })).toEqual({ kind: 'taken', reference: '94f20ce6-13c5-43a0-9a9e-ca52d816e90b' });
    const [{ method, url: path, headers, body }] = received as [(typeof received)[number]];
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      'Action': 'Publish', 'Message': message.text, 'PhoneNumber': message.to, 'Version': '2010-03-31',
      'MessageAttributes.entry.1.Name': 'AWS.SNS.SMS.SMSType', 'MessageAttributes.entry.1.Value.DataType': 'String', 'MessageAttributes.entry.1.Value.StringValue': 'Transactional',
      'MessageAttributes.entry.2.Name': 'AWS.SNS.SMS.SenderID', 'MessageAttributes.entry.2.Value.DataType': 'String', 'MessageAttributes.entry.2.Value.StringValue': 'Clinic',
    });
    expect(headers).toMatchObject(signedHeaders({ host: headers.host!, region: 'eu-west-1', service: 'sns', body, accessKeyId: 'AKIDEXAMPLE', secretKey: 's3cr{et}', at: message.at }));
    expect([method, path, headers['x-amz-date'], Number(headers['content-length'])]).toEqual(['POST', '/', '20260314T090000Z', Buffer.byteLength(body)]);
  });

  // post-x-www-form-urlencoded of the test suite that Amazon publishes for Signature Version 4.
  test('knows the signature by the published one', () => {
    const { authorization } = signedHeaders({
      host: 'example.amazonaws.com', region: 'us-east-1', service: 'service', body: 'Param1=value1', accessKeyId: 'AKIDEXAMPLE', secretKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', at: Date.UTC(2015, 7, 30, 12, 36),
    });
    expect(authorization).toBe('AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a');
  });

  test('publishes to a topic where one is named, and is asked again when it throttles', async () => {
    const answers = [[200, answer], [400, '<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>'], [400, '<ErrorResponse><Error><Code>InvalidParameter</Code></Error></ErrorResponse>'], [403, '']] as const;
    let next = 0;
    const { url, received } = await httpReceiver((response) => {
      const [status, body] = answers[next++]!;
      response.writeHead(status).end(body);
    });
    const ask = () => sendSns({ settings: { ...settings, endpoint: url, topicArn: 'arn:aws:sns:eu-west-1:123456789012:patients' }, ...around() });
    expect([await ask(), await ask(), await ask(), await ask()]).toMatchObject([{ kind: 'taken' }, { kind: 'later', fault: 'busy' }, { kind: 'refused', fault: 'refused' }, { kind: 'refused', fault: 'auth' }]);
    expect(Object.fromEntries(new URLSearchParams(received[0]!.body))).toEqual({ Action: 'Publish', Message: message.text, TopicArn: 'arn:aws:sns:eu-west-1:123456789012:patients', Version: '2010-03-31' });
  });
});

test('addresses that are not encrypted stay within the building', () => {
  for (const fine of ['https://gateway.example/x', 'http://192.168.8.1/sms', 'http://localhost:8080/']) expect(isSafeUrl(fine), fine).toBe(true);
  for (const bad of ['http://gateway.example/x', 'ftp://192.168.8.1/', 'file:///etc/passwd', 'https://user:pass@gateway.example/', 'gateway.example', '']) expect(isSafeUrl(bad), bad).toBe(false);
  expect([retryAfter('0', 0), retryAfter('soon', 0), retryAfter(undefined, 0), retryAfter('Thu, 01 Jan 1970 00:00:01 GMT', 0), retryAfter('Thu, 01 Jan 1970 00:00:01 GMT', 5000)]).toEqual([0, null, null, 1000, 0]);
});
