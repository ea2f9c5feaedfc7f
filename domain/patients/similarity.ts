/**
 * Jaro–Winkler similarity of two texts, 0 to 1: counts shared letters near the same place and favours a common
 * beginning of up to four letters (Winkler 1990, scaling factor 0.1).
 */
export function spellingSimilarity(a: string, b: string): number {
  if (a === b) return a === '' ? 0 : 1;
  const jaro = jaroSimilarity(a, b);
  let prefix = 0;
  while (prefix < 4 && a[prefix] !== undefined && a[prefix] === b[prefix]) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

function jaroSimilarity(a: string, b: string): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Array<boolean>(b.length).fill(false);
  const sharedA: string[] = [];
  for (let i = 0; i < a.length; i++) {
    for (let j = Math.max(0, i - reach); j <= Math.min(b.length - 1, i + reach); j++) {
      if (taken[j] || a[i] !== b[j]) continue;
      taken[j] = true;
      sharedA.push(a[i] ?? '');
      break;
    }
  }
  if (sharedA.length === 0) return 0;
  const sharedB = [...b].filter((_, j) => taken[j]);
  const moved = sharedA.filter((letter, i) => letter !== sharedB[i]).length / 2;
  const shared = sharedA.length;
  return (shared / a.length + shared / b.length + (shared - moved) / shared) / 3;
}
