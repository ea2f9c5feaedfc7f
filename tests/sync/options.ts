import { parseArgs } from 'node:util';

export interface SimOptions {
  readonly world: string;
  readonly seeds: number;
  readonly from: number;
  /** Only these faults; empty means all of them. */
  readonly faults: readonly string[];
  readonly without: readonly string[];
  readonly list: boolean;
  readonly sensitivity: boolean;
}

const USAGE = 'npm run sim -- [--seeds N] [--from S] [--fault NAME]… [--without PROTECTION]… [--world model|product] [--list] [--sensitivity]';

/** The command line, or what is wrong with it. */
export function simOptions(args: readonly string[]): SimOptions | { readonly mistake: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        'seeds': { type: 'string' }, 'from': { type: 'string', default: '1' }, 'fault': { type: 'string', multiple: true, default: [] },
        'without': { type: 'string', multiple: true, default: [] }, 'world': { type: 'string', default: 'model' },
        'list': { type: 'boolean', default: false }, 'sensitivity': { type: 'boolean', default: false },
      },
    });
    const seeds = Number(values.seeds ?? (values.sensitivity ? 500 : 200));
    const from = Number(values.from);
    if (!Number.isInteger(seeds) || seeds < 1 || !Number.isInteger(from)) return { mistake: `--seeds and --from are whole numbers\n${USAGE}` };
    return { world: values.world, seeds, from, faults: values.fault, without: values.without, list: values.list, sensitivity: values.sensitivity };
  } catch (error) {
    return { mistake: `${error instanceof Error ? error.message : String(error)}\n${USAGE}` };
  }
}

/** The command that runs one seed again under the same conditions. */
export function commandFor(seed: number, options: SimOptions): string {
  const parts = ['npm run sim --', '--seeds 1', `--from ${String(seed)}`];
  if (options.world !== 'model') parts.push(`--world ${options.world}`);
  for (const fault of options.faults) parts.push(`--fault ${fault}`);
  for (const protection of options.without) parts.push(`--without ${protection}`);
  return parts.join(' ');
}

/** The names among `given` that the world does not have. */
export const unknownNames = (given: readonly string[], known: readonly { readonly name: string }[]): string[] =>
  given.filter((name) => !known.some((one) => one.name === name));
