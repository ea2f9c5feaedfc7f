import type { SmsSettings } from '#domain/contract/notifications.ts';
import type { SendOutcome } from '#domain/notifications/outbox.ts';
import { oneLine } from '#domain/notifications/template.ts';
import { httpExchange, outcomeOfStatus, outcomeUnanswered } from './http-exchange.ts';
import type { Sending } from './message.ts';

/** What a request to a gateway may name. */
export const smsVariables = ['to', 'text', 'id', 'secret'] as const;

const TYPES = { json: 'application/json', form: 'application/x-www-form-urlencoded', text: 'text/plain; charset=utf-8' } as const;

const plain = (value: string): string => value;
/** A value within quotation marks of a JSON text. */
const inJson = (value: string): string => JSON.stringify(value).slice(1, -1);

/** Fills `{to}` and the others in, each value written as its place needs it. Braces that name none of them stay, for JSON is full of them. */
export function fillRequest(template: string, values: Readonly<Record<(typeof smsVariables)[number], string>>, write: (value: string) => string): string {
  return template.replace(/\{(to|text|id|secret)\}/g, (_, name: (typeof smsVariables)[number]) => write(values[name]));
}

/** Asks a gateway, in its own words, to send a text message. */
export async function sendSms({ settings, secret, message, limits, signal }: Sending<SmsSettings>): Promise<SendOutcome> {
  const values = { to: message.to, text: message.text, id: message.id, secret };
  const hasBody = settings.method !== 'GET';
  const write = settings.format === 'json' ? inJson : settings.format === 'form' ? encodeURIComponent : plain;
  const result = await httpExchange({
    url: fillRequest(settings.url, values, encodeURIComponent), method: settings.method, limits, signal,
    body: hasBody ? fillRequest(settings.body, values, write) : null,
    headers: {
      ...(hasBody ? { 'content-type': TYPES[settings.format] } : {}), 'user-agent': 'Daybook', 'idempotency-key': message.id,
      ...Object.fromEntries(settings.headers.map(({ name, value }) => [name.toLowerCase(), oneLine(fillRequest(value, values, plain))])),
    },
  });
  if (result.kind !== 'answer') return outcomeUnanswered(result);
  const outcome = outcomeOfStatus(result, message.at);
  if (outcome !== 'success') return outcome;
  if (settings.success === '' || result.body.includes(settings.success)) return { kind: 'taken', reference: null };
  // A gateway that says 200 and something else did not take it; one whose answer broke off may have.
  return result.whole ? { kind: 'refused', fault: 'bad-answer' } : { kind: 'lost', fault: 'bad-answer' };
}
