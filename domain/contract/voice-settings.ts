import { z } from 'zod';

/** How calls are spoken. */
export const AnnounceSettings = z.object({
  on: z.boolean(),
  /** 'token-only' never speaks or shows a name in public. */
  privacy: z.enum(['name', 'token-only']),
  chime: z.boolean(),
  repeats: z.int().min(1).max(5),
  rate: z.number().min(0.5).max(2),
  volume: z.number().min(0).max(1),
  /** Chosen voice by language tag: the voice's URI in this PC's speech system. */
  voices: z.record(z.string(), z.string()),
  /** Which window speaks: the desk that called, or only windows showing the public display. */
  speaker: z.enum(['desk', 'display']),
});
export type AnnounceSettings = z.infer<typeof AnnounceSettings>;
