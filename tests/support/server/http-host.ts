import { onTestFinished } from 'vitest';
import { Admission, USUAL_LIMITS, type AdmissionLimits } from '#server/http/admission.ts';
import { BodyBudget } from '#server/http/body.ts';
import { dispatcher, type Authenticators } from '#server/http/dispatch.ts';
import { fail } from '#server/http/errors.ts';
import { listen } from '#server/http/listen.ts';
import { newMetrics, type Metrics } from '#server/http/metrics.ts';
import { matcher, type AnyRoute } from '#server/http/route.ts';
import { jsonLog } from '#server/log.ts';

export const HOST_CLINIC = '00000000-0000-7000-8000-000000000001';

export interface HttpHost {
  readonly address: string;
  readonly port: number;
  readonly metrics: Metrics;
  /** Lines of the log so far. */
  readonly lines: readonly string[];
  ask(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

/** Routes behind the real HTTP layer without a database: everybody with any Authorization is a device of one clinic. */
export async function httpHost(routes: readonly AnyRoute[], { limits = USUAL_LIMITS, budget = 1e8 }: { limits?: AdmissionLimits; budget?: number } = {}): Promise<HttpHost> {
  const lines: string[] = [];
  const metrics = newMetrics();
  const closing = new AbortController();
  const nobody = async (): Promise<never> => { throw fail('not-allowed'); };
  const authenticators: Authenticators = {
    none: async () => null, operator: async () => null, admin: nobody, 'admin-code': nobody, 'join-code': nobody, program: nobody,
    device: async ({ headers }) => {
      if (headers.authorization === undefined) throw fail('not-allowed');
      return { clinicId: HOST_CLINIC, deviceId: 'd', role: 'desk', status: 1 };
    },
  };
  let requests = 0;
  const dispatch = dispatcher({
    match: matcher(routes), authenticators, admission: new Admission(limits), budget: new BodyBudget(budget), metrics,
    log: jsonLog((line) => lines.push(line), () => 0), newRequestId: () => `r${String(++requests)}`, elapsed: () => 0, closing: closing.signal,
  });
  const listening = await listen({ host: '127.0.0.1', port: 0, portIsFixed: true }, dispatch);
  const close = async (): Promise<void> => {
    closing.abort();
    await listening.close(2000);
  };
  onTestFinished(close);
  return { address: listening.address, port: listening.port, metrics, lines, ask: (path, init) => fetch(`${listening.address}${path}`, init), close };
}
