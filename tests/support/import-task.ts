import { importFhirPaths } from '#main/exchange/bring-in.ts';
import { openTestStore } from '#tests/unit/exchange/open-store.ts';

/** A program of its own that imports FHIR files into a store and says after each commit how far the log has come. */
const [folder = '', keyHex = '', path = ''] = process.argv.slice(2);
const { store, jobs } = openTestStore(folder, Buffer.from(keyHex, 'hex'));
store.onChange(({ sequence }) => process.send?.(sequence));
await importFhirPaths(jobs, [path], '2026-06-01', { dryRun: false });
store.close();
process.disconnect();
