import './native/collector.ts';
import { join } from 'node:path';
import { sentenceOf, usualMarks } from './cli/args.ts';
import { composeDesk } from './compose.ts';
import { ensureTrainingClinic } from './training/ensure-training-clinic.ts';
import { startDesktop } from './windows/desktop.ts';

const OUT = join(import.meta.dirname, '..');

startDesktop({
  openDesk: async ({ storeDir, training, keyVault, openDisplay }) => {
    const desk = await composeDesk({ storeDir, training, keyVault, marksDir: usualMarks(), shell: { kind: 'electron', openDisplay } });
    if (training) await ensureTrainingClinic(desk.parts, {});
    return desk;
  },
  sentenceOf,
  preload: join(OUT, 'preload/preload.cjs'),
  renderer: join(OUT, 'renderer'),
});
