import { TRAINING_PIN } from '#domain/setup/training.ts';
import { ensureTrainingClinic } from '../training/ensure-training-clinic.ts';
import { openDesk } from './open-desk.ts';
import { say, UsageError, wholeNumber, type CliArgs } from './args.ts';

/** Makes or refreshes the training clinic without opening it. */
export async function runTraining(args: CliArgs): Promise<void> {
  const patients = wholeNumber(args, 'patients', 1);
  const seed = wholeNumber(args, 'seed', 0);
  if (patients !== undefined && patients > 1_000_000) throw new UsageError('--patients takes at most 1000000.');
  const desk = await openDesk(args);
  try {
    const { stored } = await ensureTrainingClinic(desk.parts, { ...(patients === undefined ? {} : { patients }), ...(seed === undefined ? {} : { seed }) });
    const counts = Object.entries(stored).map(([type, count]) => `${count} ${type}`).join(', ') || 'nothing new';
    say(args, { stored, pin: TRAINING_PIN }, `Training clinic in ${args.store}: stored ${counts}. Everybody's PIN is ${TRAINING_PIN}. Open it with: npm start -- --training`);
  } finally {
    await desk.close();
  }
}
