import { benchDesk } from './bench-desk.ts';
import { openScratch } from './scratch-store.ts';
import { typedQueries } from './typed-queries.ts';

/** Started by forkTask: answers with the resident memory in MB of a desk on a register that was searched so many times as people type, and did nothing else. */
const [scratch = '', folder = '', keyHex = '', times = '', each = '', limit = ''] = process.argv.slice(2);
const own = openScratch(scratch, folder, Buffer.from(keyHex, 'hex'));
const { client } = benchDesk(own);
const typed = typedQueries(Number(each), 4);
for (let i = 0; i < Number(times); i++) await client.patients.search({ text: typed[i % typed.length] ?? '', limit: Number(limit) });
const megabytes = process.memoryUsage.rss() / 1e6;
own.store.close();
process.send?.(megabytes);
process.disconnect();
