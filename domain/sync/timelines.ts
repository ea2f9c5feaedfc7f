/** One life of the server's log: it ends when the server is restored or a clinic moves. `start` is the sequence it began after. */
export interface Timeline {
  readonly id: string;
  readonly start: number;
}

/**
 * How far a PC may trust what it holds when the server's history differs from the one it knew: up to the smallest
 * start after the longest common beginning. Comparing only the newest timeline misses two restores in a row.
 * Returns null when the histories are equal (sync design 2.16).
 */
export function rewindTo(mine: readonly Timeline[], servers: readonly Timeline[]): number | null {
  let common = 0;
  while (common < mine.length && common < servers.length && mine[common]?.id === servers[common]?.id) common += 1;
  const after = [...mine.slice(common), ...servers.slice(common)];
  return after.length === 0 ? null : Math.min(...after.map((timeline) => timeline.start));
}
