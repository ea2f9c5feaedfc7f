import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { chooseEncoding } from '#server/http/answer.ts';
import { matcher, type AnyRoute, type Answer, type Call } from '#server/http/route.ts';
import { HOST_CLINIC, httpHost } from '#tests/support/server/http-host.ts';

const get = (path: string, handle: (call: Call<'none'>) => Promise<Answer>): AnyRoute => ({ method: 'GET', path, auth: 'none', queue: 'control', handle });
const ok = async (): Promise<Answer> => ({ json: { ok: true } });

describe('the table of routes', () => {
  const match = matcher([get('/health', ok), get('/v1/c/{clinic:uuid}/rows/{row}', ok), { method: 'POST', path: '/health', auth: 'none', queue: 'control', handle: ok }]);

  it('matches whole paths and decodes named parts', () => {
    expect(match('GET', `/v1/c/${HOST_CLINIC}/rows/a%2Fb`)).toMatchObject({ found: 'route', params: { clinic: HOST_CLINIC, row: 'a/b' } });
    expect(match('HEAD', '/health')).toMatchObject({ found: 'route' });
    expect(match('PUT', '/health')).toEqual({ found: 'other-methods', allow: ['GET', 'POST'] });
    for (const path of ['/health/', '/Health', '/v1/c/not-a-uuid/rows/1', `/v1/c/${HOST_CLINIC}/rows/`, `/v1/c/${HOST_CLINIC}/rows/%ff`, '']) {
      expect(match('GET', path), path).toEqual({ found: 'nothing' });
    }
  });

  it('never throws, whatever is asked', () => {
    fc.assert(fc.property(fc.string(), fc.webPath(), (method, path) => { expect(['route', 'other-methods', 'nothing']).toContain(match(method, path).found); }));
  });

  it('refuses two routes for the same address', () => {
    expect(() => matcher([get('/a/{x}', ok), get('/a/{y:uuid}', ok)])).toThrow(/two routes/);
  });
});

describe('an answer', () => {
  it('is compressed as the caller takes it, and only when that pays', async () => {
    const host = await httpHost([get('/small', ok), get('/large', async () => ({ json: { text: 'word '.repeat(1000) } }))]);
    expect((await host.ask('/small')).headers.get('content-encoding')).toBeNull();
    for (const encoding of ['zstd', 'br', 'gzip']) {
      const answer = await host.ask('/large', { headers: { 'accept-encoding': encoding } });
      expect(answer.headers.get('content-encoding')).toBe(encoding);
      expect(Number(answer.headers.get('content-length'))).toBeLessThan(500);
    }
    const plain = await host.ask('/large', { headers: { 'accept-encoding': 'identity' } });
    expect(await plain.json()).toEqual({ text: 'word '.repeat(1000) });
    expect(chooseEncoding('br;q=0, gzip;q=0.5')).toBe('gzip');
    expect(chooseEncoding('gzip;q=0')).toBeNull();
  });

  it('says what failed by a code, and nothing of what was sent', async () => {
    const host = await httpHost([
      get('/bug', async () => { throw new Error('Ruth Okello'); }),
      { method: 'POST', path: '/shape', auth: 'none', queue: 'control', handle: async (call) => ({ json: call.json(z.object({ name: z.number() })) }) },
    ]);
    expect(await (await host.ask('/bug?name=Okello')).json()).toEqual({ code: 'internal', message: 'Something went wrong; the log has it under this id.', id: 'r1' });
    const wrong = await host.ask('/shape', { method: 'POST', body: '{"name":"Okello"}' });
    expect([wrong.status, await wrong.json()]).toEqual([400, { code: 'bad-request', message: 'The request is not understood.', at: ['name'] }]);
    expect((await host.ask('/shape', { method: 'POST', body: '{"name":' })).status).toBe(400);
    expect([(await host.ask('/none')).status, (await host.ask('/shape')).status]).toEqual([404, 405]);
    expect(host.lines.join('\n')).not.toContain('Okello');
    expect(host.lines.filter((line) => line.includes('http.bug'))).toHaveLength(1);
    expect(host.metrics.text()).toContain('daybook_http_errors_total{code="bad-request"} 2');
    expect(host.metrics.text()).toContain('daybook_http_requests_total{path="/shape",status="400"} 2');
  });

  it('is a refusal for another clinic than one\'s own, before the handler', async () => {
    let handled = 0;
    const host = await httpHost([{ method: 'GET', path: '/c/{clinic:uuid}', auth: 'device', queue: 'pull', handle: async () => { handled += 1; return { json: {} }; } }]);
    const as = { headers: { authorization: 'x' } };
    expect((await host.ask(`/c/${HOST_CLINIC}`)).status).toBe(401);
    expect((await host.ask(`/c/${HOST_CLINIC.replace(/1$/, '2')}`, as)).status).toBe(403);
    expect((await host.ask(`/c/${HOST_CLINIC}`, as)).status).toBe(200);
    expect(handled).toBe(1);
  });
});

describe('a long poll', () => {
  it('gives up its place while it waits, and ends at once when the server stops', async () => {
    let waiting = 0;
    const both = Promise.withResolvers<undefined>();
    const poll: AnyRoute = {
      method: 'GET', path: '/poll', auth: 'none', queue: 'pull',
      handle: async (call) => {
        await call.parked(() => new Promise((resolve) => {
          call.ending.addEventListener('abort', resolve);
          if (++waiting === 2) both.resolve(undefined);
        }));
        return { json: { news: [] } };
      },
    };
    const one = { active: 1, waiting: 5 };
    const host = await httpHost([poll, get('/now', ok)], { limits: { active: 1, queues: { control: one, pull: one, push: one, bootstrap: one }, waitMs: 5000 } });
    const polls = [host.ask('/poll'), host.ask('/poll')];
    await both.promise;
    expect(await (await host.ask('/now')).json()).toEqual({ ok: true });
    const closed = host.close();
    expect(await Promise.all(polls.map(async (answer) => (await answer).json()))).toEqual([{ news: [] }, { news: [] }]);
    await closed;
  });

  it('ends when its caller hangs up', async () => {
    const ended = Promise.withResolvers<string>();
    const started = Promise.withResolvers<undefined>();
    const host = await httpHost([get('/poll', (call) => new Promise((_, reject) => {
      call.ending.addEventListener('abort', () => { ended.resolve('gone'); reject(new Error('gone')); });
      started.resolve(undefined);
    }))]);
    const socket = connect(host.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('GET /poll HTTP/1.1\r\nHost: x\r\n\r\n');
    await started.promise;
    socket.destroy();
    expect(await ended.promise).toBe('gone');
    await host.close();
    expect(host.lines.some((line) => line.includes('http.bug'))).toBe(false);
  });
});
