import { expect, vi } from 'vitest';
import type { Client } from '../desk.ts';

/** Whatever is due is in the outbox, and out of it: the second message that was asked for found nothing under way, so that somebody looked. */
export async function lookedOnceMore(client: Client, channel: { readonly id: string }): Promise<void> {
  for (let times = 0; times < 2; times += 1) {
    const { id } = await client.notifications.test({ channelId: channel.id, to: 'grace@clinic.example' });
    await vi.waitFor(async () => {
      const { messages, counts } = await client.notifications.outbox({});
      expect([messages.find((message) => message.id === id)?.status, counts.waiting, counts.sending]).toEqual(['sent', 0, 0]);
    }, { timeout: 20_000, interval: 50 });
  }
}
