import { join } from 'node:path';
import { startDesktop } from '#main/windows/desktop.ts';

/** The desktop program's own windows and fences around a desk that only echoes: what is tested here is Electron's side. */
startDesktop({
  preload: join(import.meta.dirname, '../../../out/preload/preload.cjs'),
  renderer: join(import.meta.dirname, 'fixture-app/renderer'),
  sentenceOf: () => undefined,
  async openDesk({ keyVault }) {
    const key = await keyVault.load();
    if (!key) await keyVault.save(new Uint8Array(32).fill(7));
    let ports = 0;
    return {
      attachPort(port) {
        ports += 1;
        const number = ports;
        port.on('message', (event) => {
          const data = event?.data;
          port.postMessage(typeof data === 'string' ? `${number}:${data}` : data);
        });
      },
      close: async () => undefined,
    };
  },
});
