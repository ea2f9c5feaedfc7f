import { benchDesk } from './bench-desk.ts';
import { fillStore } from './fill.ts';
import { personRow, seeded } from './people.ts';
import { openScratch } from './scratch-store.ts';

/** Started by forkTask: fills a store with patients and answers with the seconds it took. */
const [scratch = '', name = '', keyHex = '', count = '0'] = process.argv.slice(2);
const own = openScratch(scratch, name, Buffer.from(keyHex, 'hex'));
benchDesk(own);
const random = seeded(3);
const seconds = fillStore(own.store, Number(count), (tx, i) => { tx.insert('patient', personRow(own.newId(), i + 1, random)); });
own.store.close();
process.send?.(seconds);
process.disconnect();
