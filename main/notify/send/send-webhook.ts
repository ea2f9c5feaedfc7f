import { createHmac } from 'node:crypto';
import type { WebhookSettings } from '#domain/contract/notifications.ts';
import type { SendOutcome } from '#domain/notifications/outbox.ts';
import { httpExchange, outcomeOfStatus, outcomeUnanswered } from './http-exchange.ts';
import type { Sending } from './message.ts';

/** The signature of a body: HMAC-SHA256 of the instant in seconds, a dot and the body, in hex. */
export const signatureOf = (secret: string, seconds: number, body: string): string =>
  createHmac('sha256', secret).update(`${String(seconds)}.${body}`).digest('hex');

/** Tells another program of a message. It is signed, and named by an id that stays the same over all tries. */
export async function sendWebhook({ settings, secret, message, limits, signal }: Sending<WebhookSettings>): Promise<SendOutcome> {
  const { id, event, to, language, text, at } = message;
  const body = JSON.stringify({ id, event, at: new Date(at).toISOString(), to: to === '' ? null : to, language, text });
  const seconds = Math.floor(at / 1000);
  const result = await httpExchange({
    url: settings.url, method: 'POST', body, limits, signal,
    headers: {
      'content-type': 'application/json', 'user-agent': 'Daybook', 'idempotency-key': id,
      'daybook-signature': `t=${String(seconds)},v1=${signatureOf(secret, seconds, body)}`,
    },
  });
  if (result.kind !== 'answer') return outcomeUnanswered(result);
  const outcome = outcomeOfStatus(result, at);
  return outcome === 'success' ? { kind: 'taken', reference: null } : outcome;
}
