import { parseArgs } from 'node:util';

export interface SimOptions {
  /** `model`, `product` or `process`; null: model and product, one after the other. */
  readonly level: string | null;
  readonly seeds: number;
  readonly from: number;
  /** How many times as likely as usual faults are among the steps. */
  readonly density: number;
  /** Only these faults; empty means all of them. */
  readonly faults: readonly string[];
  readonly without: readonly string[];
  readonly list: boolean;
  readonly sensitivity: boolean;
  /** The name of an execution that is told step by step, instead of seeds. */
  readonly story: string | null;
  /** Of the level `process`. */
  readonly rounds: number;
}

const USAGE = 'npm run sim -- [--level model|product|process] [--seeds N] [--from S] [--fault NAME]… [--density N] [--without PROTECTION]… [--list] [--sensitivity] [--story NAME] [--rounds N]';

/** The command line, or what is wrong with it. */
export function simOptions(args: readonly string[]): SimOptions | { readonly mistake: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        'seeds': { type: 'string' }, 'from': { type: 'string', default: '1' }, 'density': { type: 'string', default: '1' }, 'fault': { type: 'string', multiple: true, default: [] },
        'without': { type: 'string', multiple: true, default: [] }, 'level': { type: 'string' }, 'rounds': { type: 'string', default: '20' },
        'list': { type: 'boolean', default: false }, 'story': { type: 'string' }, 'sensitivity': { type: 'boolean', default: false },
      },
    });
    const seeds = Number(values.seeds ?? (values.sensitivity ? 500 : 200));
    const from = Number(values.from);
    const rounds = Number(values.rounds);
    const density = Number(values.density);
    if (!(density >= 1)) return { mistake: `--density is a number from 1 on\n${USAGE}` };
    if (!Number.isInteger(seeds) || seeds < 1 || !Number.isInteger(from) || !Number.isInteger(rounds) || rounds < 1) return { mistake: `--seeds, --from and --rounds are whole numbers\n${USAGE}` };
    return { level: values.level ?? null, rounds, seeds, from, density, faults: values.fault, without: values.without, list: values.list, sensitivity: values.sensitivity, story: values.story ?? null };
  } catch (error) {
    return { mistake: `${error instanceof Error ? error.message : String(error)}\n${USAGE}` };
  }
}

/** The command that runs one seed again under the same conditions. */
export function commandFor(level: string, seed: number, options: Pick<SimOptions, 'faults' | 'without' | 'density'>): string {
  const parts = ['npm run sim --', `--level ${level}`, '--seeds 1', `--from ${String(seed)}`];
  for (const fault of options.faults) parts.push(`--fault ${fault}`);
  if (options.density !== 1) parts.push(`--density ${String(options.density)}`);
  for (const protection of options.without) parts.push(`--without ${protection}`);
  return parts.join(' ');
}

/** The names among `given` that the world does not have. */
export const unknownNames = (given: readonly string[], known: readonly { readonly name: string }[]): string[] =>
  given.filter((name) => !known.some((one) => one.name === name));
