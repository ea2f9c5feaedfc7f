/** Which runners take part, and what is passed through to each. */
export interface Plan {
  readonly unit: boolean;
  readonly e2e: boolean;
  /** Whether missing system packages may be installed. */
  readonly install: boolean;
  readonly unitArguments: readonly string[];
  readonly e2eArguments: readonly string[];
}

/**
 * Reads `npm test -- …`: `--unit` or `--e2e` run one half, `--no-install` brings nothing, a path or a word narrows
 * the half it belongs to (`tests/e2e/…` the second, anything else the first), other options go to every half that runs.
 */
export function planOf(args: readonly string[]): Plan {
  const own = new Set(['--unit', '--e2e', '--no-install']);
  const options = args.filter((arg) => arg.startsWith('-') && !own.has(arg));
  const filters = args.filter((arg) => !arg.startsWith('-'));
  const only = args.includes('--unit') !== args.includes('--e2e');
  const wantsUnit = !only || args.includes('--unit');
  const wantsE2e = !only || args.includes('--e2e');
  const isE2e = (filter: string): boolean => !wantsUnit || /^(\.\/)?tests\/e2e\b|\.spec\.ts\b/.test(filter);
  const unitFilters = filters.filter((filter) => !isE2e(filter));
  const e2eFilters = filters.filter(isE2e);
  return {
    unit: wantsUnit && (filters.length === 0 || unitFilters.length > 0),
    e2e: wantsE2e && (filters.length === 0 || e2eFilters.length > 0),
    install: !args.includes('--no-install'),
    unitArguments: [...options, ...unitFilters],
    e2eArguments: [...options, ...e2eFilters],
  };
}
