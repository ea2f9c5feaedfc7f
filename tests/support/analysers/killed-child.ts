import { writeSync } from 'node:fs';
import { idSource } from '#domain/kit/ids.ts';
import { listAnalysers, saveAnalyser } from '#db/queries/analysers.ts';
import { openStore } from '#db/store.ts';
import { AnalyserService } from '#main/devices/analysers/analyser-service.ts';
import { tcpPort } from '#main/devices/analysers/tcp-port.ts';

/**
 * A process that listens for an analyser on a real store and loses its power in the very moment in which it would answer for
 * the Nth time. Run as `node killed-child.ts FOLDER N PROTOCOL`; prints where it listens.
 */
const [folder = '', answer = '1', protocol = 'astm'] = process.argv.slice(2);
const newId = idSource(() => Date.now(), (bytes) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>));
const store = openStore({ folder, key: new Uint8Array(32).fill(7), now: () => Date.now(), newId });
if (listAnalysers(store.read).length === 0) {
  store.write({ personId: null, intent: 'test.write' }, (tx) => {
    saveAnalyser(tx, {
      id: '00000000-0000-7000-8000-0000000000a1', name: 'Chemistry', protocol: protocol as 'astm' | 'hl7', withoutEnquiry: false, active: true,
      line: { kind: 'tcp', host: '127.0.0.1', port: 0 },
    }, new Date().toISOString());
  });
}
let answers = 0;
const silent = (): void => undefined;
const service = new AnalyserService({
  store, now: () => Date.now(), newId, log: { info: silent, warn: silent, error: silent }, clock: () => null, ordered: () => undefined, changed: silent,
  after: (ms, work) => {
    const timer = setTimeout(work, ms);
    return () => { clearTimeout(timer); };
  },
  openPort: ({ line }) => (events) => tcpPort('127.0.0.1', line.kind === 'tcp' ? line.port : 0)({
    ...events,
    opened: (write) => events.opened((bytes) => {
      answers += 1;
      if (answers === Number(answer)) process.kill(process.pid, 'SIGKILL');
      write(bytes);
    }),
    state: (state, address) => {
      if (address !== undefined) writeSync(1, `${address}\n`);
      events.state(state, address);
    },
  }),
});
service.start();
