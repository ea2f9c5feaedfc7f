import { writeFileSync } from 'node:fs';
import { openApiDocument } from '../transport/openapi.ts';
import { say, type CliArgs } from './args.ts';

/** Writes the OpenAPI description to a file or to standard output. Needs no store. */
export async function runOpenApi(args: CliArgs): Promise<void> {
  const text = JSON.stringify(await openApiDocument(), null, 2);
  const [file] = args.rest;
  if (file === undefined) process.stdout.write(`${text}\n`);
  else {
    writeFileSync(file, `${text}\n`);
    say(args, { file }, `Written to ${file}`);
  }
}
