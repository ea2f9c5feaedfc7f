export interface BenchOptions {
  /** Runs the benches whose file or name contains this. */
  readonly only: string | undefined;
  readonly json: string | undefined;
  readonly gate: boolean;
  readonly quick: boolean;
}

/** Reads `npm run bench -- [--only NAME] [--json FILE] [--gate] [--quick]`; `--only=NAME` works as well. */
export function benchOptions(args: readonly string[]): BenchOptions | { readonly mistake: string } {
  let only: string | undefined;
  let json: string | undefined;
  let gate = false;
  let quick = false;
  const rest = args.flatMap((arg) => (/^--\w+=/.test(arg) ? [arg.slice(0, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1)] : [arg]));
  for (let i = 0; i < rest.length; i++) {
    const arg = rest[i] ?? '';
    if (arg === '--gate') gate = true;
    else if (arg === '--quick') quick = true;
    else if (arg === '--only' || arg === '--json') {
      const value = rest[++i];
      if (value === undefined || value.startsWith('--')) return { mistake: `${arg} needs a value` };
      if (arg === '--only') only = value;
      else json = value;
    } else return { mistake: `unknown option ${arg}` };
  }
  return { only, json, gate, quick };
}
