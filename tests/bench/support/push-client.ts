import { Agent, request } from 'node:http';
import type { Pc } from '#tests/server/sync/pc.ts';

/** Sends what was made before, so that the clock measures the server. */
export class PushClient {
  readonly #base: URL;
  readonly #pc: Pc;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  #token = '';

  constructor(address: string, pc: Pc) {
    this.#base = new URL(address);
    this.#pc = pc;
  }

  /** Gets the token that requests need; it lasts fifteen minutes. */
  async open(): Promise<void> {
    const { clinicId, id } = this.#pc;
    const ask = (body: object): Promise<string> => this.#send('POST', `/v1/sync/${clinicId}/token`, Buffer.from(JSON.stringify(body)), {});
    const { nonce } = JSON.parse(await ask({ device: id })) as { nonce: string };
    const { token } = JSON.parse(await ask({ device: id, nonce, signature: this.#pc.sign(`daybook-token:${clinicId}:${id}:${nonce}`) })) as { token: string };
    this.#token = token;
  }

  /** Throws when anything in it is not simply stored. */
  async push(packed: Buffer): Promise<void> {
    const answer = await this.#send('POST', `/v1/sync/${this.#pc.clinicId}/push`, packed, { 'content-encoding': 'zstd' });
    const { kind, fates } = JSON.parse(answer) as { kind: string; fates: readonly { readonly fate: string; readonly reason?: string }[] };
    const [first] = fates;
    if (kind !== 'stored' || first) throw new Error(`a push was answered ${kind}, ${String(fates.length)} of it ${first?.fate ?? ''} ${first?.reason ?? ''}`);
  }

  close(): void {
    this.#agent.destroy();
  }

  #send(method: string, path: string, body: Buffer, more: Readonly<Record<string, string>>): Promise<string> {
    const headers = { 'content-type': 'application/json', 'content-length': body.length, ...(this.#token ? { authorization: `Bearer ${this.#token}` } : {}), ...more };
    return new Promise((resolve, reject) => {
      const sent = request({ method, path, host: this.#base.hostname, port: this.#base.port, agent: this.#agent, headers }, (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => { pieces.push(piece); });
        response.on('end', () => {
          const text = Buffer.concat(pieces).toString('utf8');
          if (response.statusCode === 200) resolve(text);
          else reject(new Error(`${path.split('/').at(-1) ?? ''}: ${String(response.statusCode)} ${text.slice(0, 200)}`));
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
