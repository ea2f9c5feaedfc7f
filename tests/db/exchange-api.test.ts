import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { ImportReport } from '#domain/contract/exchange.ts';
import { exchangeHandlers } from '#main/api/exchange.ts';
import { newClinicSettings } from '#main/api/setup.ts';
import type { DeskParts } from '#main/desk.ts';
import type { Call } from '#main/dispatch/call.ts';
import { clinicColumns, setMeta } from '#db/queries/clinic.ts';
import { count, openTestStore } from '#tests/unit/exchange/open-store.ts';
import type { TestStore } from '#tests/unit/exchange/open-store.ts';

const fixture = new File([readFileSync(join(import.meta.dirname, '../support/fhir/small-clinic.json'))], 'small.json');
const closing: (() => Promise<void>)[] = [];
afterEach(async () => { for (const close of closing.splice(0)) await close(); });

/** The handlers of a desk that has been set up, called by name on a real store. */
function desk(): { at: TestStore; call: Call; exchange: ReturnType<typeof exchangeHandlers> } {
  const at = openTestStore();
  at.store.write({ personId: null, intent: 'test' }, (tx) => {
    const settings = clinicColumns({ ...newClinicSettings, name: 'Test', zone: 'UTC', languages: ['en'] });
    tx.insert('clinic', { id: tx.newId(), code: 'KB7', ...settings } as Parameters<typeof tx.insert<'clinic'>>[1]);
    setMeta(tx, 'slot', '3F');
  });
  const log = { info: () => undefined, error: () => undefined } as unknown as DeskParts['log'];
  const exchange = exchangeHandlers({ store: at.store, now: Date.now, newId: at.newId, log } as unknown as DeskParts);
  const call: Call = {
    caller: { personId: null, permissions: new Set() }, origin: { via: 'script' }, endpoint: 'exchange.test', now: Date.now(), read: at.store.read,
    write: (work) => at.store.write({ personId: null, intent: 'exchange.test' }, (tx) => work(tx) as never) as never,
    writeAndTell: (work, tell) => at.store.write({ personId: null, intent: 'exchange.test' }, (tx) => tell(work(tx), tx) as never) as never,
  };
  closing.push(async () => {
    await exchange.close();
    at.close();
  });
  return { at, call, exchange };
}

async function ended({ call, exchange }: ReturnType<typeof desk>, importId: string): Promise<ImportReport> {
  for (;;) {
    const report = await exchange.handlers.get(call, { importId });
    if (report.status !== 'running') return report as ImportReport;
    await new Promise((resolve) => { setTimeout(resolve, 5); });
  }
}

// spec: REG-6
test('a bundle is brought in behind the answer, listed, and undone', async () => {
  const at = desk();
  const { call, exchange: { handlers } } = at;
  const started = await handlers.importFhir(call, { fileName: 'small.json', data: fixture, dryRun: false });
  expect(started).toMatchObject({ status: 'running', name: 'small.json' });
  expect(() => handlers.importFhir(call, { fileName: 'small.json', data: fixture, dryRun: false })).toThrow(expect.objectContaining({ code: 'CONFLICT', data: { reason: 'import-running' } }));
  const report = await ended(at, started.id);
  expect(report).toMatchObject({ status: 'done', stored: { Patient: 1 }, refusedCount: 1 });
  expect(await handlers.list(call, {})).toEqual({ imports: [report] });
  expect(await handlers.refusals(call, { importId: report.id })).toEqual({ refused: report.refused });
  expect(at.at.store.read.statement('SELECT number FROM patient').get()).toMatchObject({ number: expect.stringMatching(/^KB7-3F-00001-/) as string });
  expect(await handlers.undo(call, { importId: report.id })).toMatchObject({ status: 'undone' });
  await expect(handlers.undo(call, { importId: report.id })).rejects.toMatchObject({ code: 'CONFLICT', data: { reason: 'nothing-to-undo' } });
  expect(count(at.at.store, 'patient WHERE archived = 0')).toBe(0);
});

test('a table is looked at, brought in, and taken out in every format', async () => {
  const at = desk();
  const { call, exchange: { handlers } } = at;
  const data = new File(['Nombre;Edad;Sexo\nAna Prueba;34;M\nLuis Uno;5;H\n'], 'gente.csv');
  const head = await handlers.inspectTable(call, { fileName: 'gente.csv', data });
  expect(head).toMatchObject({ rows: 2, encoding: 'utf-8' });
  const columns = head.columns.map((column) => column.guess);
  const started = await handlers.importTable(call, { fileName: 'gente.csv', data, columns, dateOrder: 'dmy', dryRun: false });
  expect(await ended(at, started.id)).toMatchObject({ status: 'done', stored: { Patient: 2 }, refusedCount: 0 });
  expect(at.at.store.read.statement('SELECT name, sex FROM patient ORDER BY name').all()).toEqual([{ name: 'Ana Prueba', sex: 'female' }, { name: 'Luis Uno', sex: 'male' }]);
  for (const format of ['csv', 'excel', 'fhir'] as const) {
    const { file, fileName } = await handlers.export(call, { format });
    expect(fileName).toMatch(/^patients-\d{4}-\d\d-\d\d\.(csv|xlsx|json)$/);
    expect(file.size).toBeGreaterThan(100);
  }
  await expect(handlers.inspectTable(call, { fileName: 'x.xls', data: new File([new Uint8Array([0xd0, 0xcf, 0x11, 0xe0])], 'x.xls') }))
    .rejects.toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'data', code: 'not-a-spreadsheet' }] } });
});
