import { createHash, type Hash } from 'node:crypto';
import { countLines, damaged, readEvents, type Manifest, type Part, type PartSummary } from './format.ts';

/** Counts and hashes the rows of one part as they pass. */
export class PartMeter {
  readonly #part: Pick<Part, 'table' | 'clinic'>;
  readonly #hash: Hash = createHash('sha256');
  #rows = 0;

  constructor(part: Pick<Part, 'table' | 'clinic'>) {
    this.#part = part;
  }

  pass(rows: Buffer): void {
    this.#hash.update(rows);
    this.#rows += countLines(rows);
  }

  end(): PartSummary {
    return { table: this.#part.table, clinic: this.#part.clinic, rows: this.#rows, sha256: this.#hash.digest('hex') };
  }
}

/** Reads a whole backup and compares every part's count and hash with the manifest. Returns it, or throws Problem. */
export async function verifyBackup(path: string): Promise<Manifest> {
  const found: PartSummary[] = [];
  let meter: PartMeter | undefined;
  let manifest: Manifest | undefined;
  let isFirst = true;
  for await (const event of readEvents(path)) {
    if (isFirst !== (event.kind === 'head')) throw damaged('it does not begin as a backup does');
    if (manifest) throw damaged('something follows its end');
    isFirst = false;
    if (event.kind === 'rows') {
      if (!meter) throw damaged('rows stand outside a part');
      meter.pass(event.rows);
      continue;
    }
    if (meter) found.push(meter.end());
    meter = event.kind === 'part' ? new PartMeter(event.part) : undefined;
    if (event.kind === 'manifest') manifest = event.manifest;
  }
  if (!manifest) throw damaged('its end is missing');
  if (JSON.stringify(found) !== JSON.stringify(manifest.parts)) throw damaged('its contents are not what its manifest says');
  return manifest;
}
