import { loincAmong } from './field-text.ts';
import { isLoinc } from './loinc.ts';

export interface TestNaming {
  readonly testCode: string;
  readonly testName: string;
  readonly loinc: string | null;
}

const clean = (part: string): string => part.trim().replace(/\/+$/, '');

/**
 * Which test a result is of. The maker's code is the fourth component (`^^^GLU`, `^^^413`, c311 with a slash behind it), the fifth
 * at Sysmex (`^^^^WBC^1`, a dilution behind it); a LOINC code may stand among them (`^^^WBC^804-5^1`).
 */
export function testOf(parts: readonly string[]): TestNaming {
  const loinc = loincAmong(parts);
  const genexpert = genexpertTest(parts);
  if (genexpert) return { ...genexpert, loinc };
  const named = parts.map(clean);
  const own = named.slice(3).find((part) => part !== '' && !isLoinc(part)) ?? named.slice(0, 3).reverse().find((part) => part !== '' && !isLoinc(part));
  const code = own ?? loinc ?? '';
  const written = named.slice(0, 3).find((part) => part !== '' && part !== code && !isLoinc(part) && /\p{L}/u.test(part));
  return { testCode: code, testName: written ?? code, loinc };
}

/** GeneXpert: component 2 the assay's short name, 4 its group, 5 its full name, 6 its version, 7 what was looked for, 8 a figure of it. */
function genexpertTest(parts: readonly string[]): { testCode: string; testName: string } | undefined {
  if (parts.length < 7) return undefined;
  const [assay, group, fullName, lookedFor] = [parts[1], parts[3], parts[4], parts[6]].map((part) => clean(part ?? ''));
  if (!assay || !group) return undefined;
  const code = lookedFor || group;
  return { testCode: code, testName: fullName ? `${code} (${fullName})` : code };
}

/** The rows below a GeneXpert result, curves and end points of its parts, name no assay in full. */
export function isGenexpertDetail(sender: string, parts: readonly string[]): boolean {
  if (!/genexpert|cepheid/i.test(sender) && genexpertTest(parts) === undefined) return false;
  return parts.length >= 7 && clean(parts[4] ?? '') === '';
}
