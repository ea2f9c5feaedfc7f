import type { ChannelSettings } from '#domain/contract/notifications.ts';
import type { SendOutcome } from '#domain/notifications/outbox.ts';

/** One message, ready to go. */
export interface Message {
  /** The outbox's own: the same whenever this message is tried, so that receivers can tell a repetition. */
  readonly id: string;
  readonly event: string;
  /** An e-mail address or a phone number; empty where the channel names the receiver. */
  readonly to: string;
  readonly language: string;
  /** Of an e-mail; empty otherwise. */
  readonly subject: string;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface SendLimits {
  /** Until a connection stands. */
  readonly connectMs: number;
  /** Until the other side answers. */
  readonly answerMs: number;
  /** Until a mail is given, of which a server answers every part: one that always says a little must not keep the others waiting for ever. */
  readonly mailMs: number;
}

export const usualLimits: SendLimits = { connectMs: 15_000, answerMs: 60_000, mailMs: 300_000 };

/** Everything a try needs. `secret` is empty where the channel has none. */
export interface Sending<S extends ChannelSettings = ChannelSettings> {
  readonly settings: S;
  readonly secret: string;
  readonly message: Message;
  readonly limits: SendLimits;
  /** Ends the try at once: the program closes. */
  readonly signal: AbortSignal;
}

export type Send<S extends ChannelSettings = ChannelSettings> = (sending: Sending<S>) => Promise<SendOutcome>;
