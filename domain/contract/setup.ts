import { z } from 'zod';
import { command, query } from './endpoint.ts';
import { Language, Nothing, ShortText } from './shapes.ts';

/**
 * First run: at most five questions, then the recovery key is shown once. `arriving`: this PC joined a clinic and its
 * record is still on its way; `coming` says how many rows of what people need to work are here, `waits` that the line is
 * cut and it goes on by itself. `removed`: it was taken out of one; `done` once nothing of the record is left on it.
 */
export const setup = {
  status: query({ permission: 'public' }, Nothing,
    z.object({
      ready: z.boolean(), arriving: z.boolean(), training: z.boolean(), suggestedZone: z.string(), suggestedLanguage: Language,
      coming: z.object({ rows: z.int(), of: z.int(), waits: z.boolean() }).nullable(),
      removed: z.object({ phase: z.enum(['no', 'handing-in', 'done']), clinicName: z.string(), waiting: z.int(), handedIn: z.int() }),
    })),
  run: command({ permission: 'public' },
    z.object({
      clinicName: z.string().max(200),
      zone: z.string().max(80),
      languages: z.array(Language).min(1).max(8),
      manager: z.object({ name: z.string().max(200), pin: z.string().max(20), password: z.string().max(200) }),
      rooms: z.array(ShortText).min(1).max(60),
      services: z.array(ShortText).min(1).max(60),
    }),
    z.object({ recoveryKey: z.string() })),
};
