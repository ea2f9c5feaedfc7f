import { join } from 'node:path';
import { buildPart } from './bundle/build-part.ts';
import { PARTS, type PartName } from './bundle/parts.ts';
import { hashInputs, isFresh, writeStamp } from './bundle/stamp.ts';

const ROOT = join(import.meta.dirname, '..');

/**
 * Brings parts of out/ up to date and leaves those alone whose inputs did not change.
 * @returns the parts that were built anew
 */
export async function bundle(names: readonly PartName[] = PARTS.map((part) => part.name)): Promise<PartName[]> {
  const built: PartName[] = [];
  for (const part of PARTS.filter(({ name }) => names.includes(name))) {
    const inputs = hashInputs(ROOT, part.inputs);
    const stampFile = `out/.stamp-${part.name}.json`;
    if (isFresh(ROOT, stampFile, inputs)) continue;
    const outputs = await buildPart(ROOT, part);
    writeStamp(ROOT, stampFile, { inputs, outputs });
    built.push(part.name);
  }
  return built;
}

if (import.meta.main) {
  const built = await bundle();
  console.log(built.length > 0 ? `Built ${built.join(', ')} into out/.` : 'out/ is up to date.');
}
