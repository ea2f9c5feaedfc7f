import type { Finding, Verdict } from '../finding.ts';
import type { Tree } from '../tree.ts';
import { LICENCE_EXCEPTIONS, type LicenceException } from './exceptions.ts';
import { isAllowed } from './expression.ts';
import { importedPackages, shippedPlaces, type LockedPackages } from './shipped-packages.ts';

/** Packages that are given away with the program carry licences that allow it. */
export function licences(tree: Tree, exceptions: readonly LicenceException[] = LICENCE_EXCEPTIONS): Verdict {
  const { packages } = JSON.parse(tree.read('package-lock.json')) as { packages: LockedPackages };
  const places = shippedPlaces(packages, importedPackages(tree));
  const used = new Set<LicenceException>();
  const findings: Finding[] = [];
  for (const place of places) {
    const { name: published, version = '', license } = packages[place] ?? {};
    const name = published ?? place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const exception = exceptions.find((e) => e.name === name && e.version === version);
    if (exception) used.add(exception);
    else if (!license) findings.push({ what: `${name} ${version} states no licence: read it, then add it to build/checks/licences/exceptions.ts` });
    else if (!isAllowed(license)) findings.push({ what: `${name} ${version} is under ${license}, which is not on the list of build/checks/licences` });
  }
  const stale = exceptions.filter((e) => !used.has(e));
  findings.push(...stale.map((e) => ({ what: `the licence exception for ${e.name} ${e.version} is no longer needed` })));
  return { findings, note: `${places.length} shipped packages` };
}
