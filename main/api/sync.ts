import type { Contract } from '#domain/contract/contract.ts';
import { done } from '#domain/contract/shapes.ts';
import { tableById } from '#domain/sync/tables.ts';
import { DevicesAnswer, Done, JoinCodeAnswer, QuarantineAnswer } from '#domain/sync/wire/messages.ts';
import { listConflicts, openConflict } from '#db/queries/conflicts.ts';
import { lastCheck } from '#db/queries/integrity.ts';
import type { ReadDb } from '#db/read.ts';
import { listIncidents, noteIncidentsSeen } from '#db/sync/incidents.ts';
import { deviceOf } from '#db/sync/place.ts';
import type { DeskParts } from '../desk.ts';
import type { Call } from '../dispatch/call.ts';
import { fail } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { ownAddresses } from '../native/own-addresses.ts';
import { addressesForOthers } from '../sync/for-other-pcs.ts';
import { checkIntegrity } from '../sync/integrity.ts';
import type { ServerLink } from '../sync/link.ts';
import { wordsOf } from '../sync/shown-certificate.ts';
import { ClinicWatch } from '../sync/clinic-watch.ts';
import { asked } from './ask-server.ts';
import { enrolHandlers } from './enrolling.ts';
import { settle } from './settle-conflict.ts';
import { syncAlerts } from './sync-alerts.ts';

const TIMEOUT = { timeoutMs: 15_000 } as const;

/** Several PCs on one record. */
export function syncHandlers(desk: DeskParts): Handlers<Contract['sync']> {
  const { sync } = desk;
  const watch = new ClinicWatch(desk.now);
  const ask = async <T>(work: (link: ServerLink) => Promise<T>): Promise<T> => {
    if (!sync.link) throw fail('CONFLICT', { reason: 'no-server' });
    return asked(work(sync.link));
  };
  return {
    status: () => sync.status(),
    now: () => {
      sync.tryNow();
      return done;
    },
    ...enrolHandlers(desk),
    joinCode: async (call) => ask(async (link) => {
      const { code, expiresAt } = await link.ask(JoinCodeAnswer, { ...TIMEOUT, method: 'POST', path: '/join-codes', body: {}, ...by(call) });
      const { server, certificate } = link.place;
      return { code, expiresAt, server, addresses: await addressesForOthers(server, ownAddresses()), certificate: wordsOf(certificate) };
    }),
    devices: async (call) => ask(async (link) => {
      watch.forget();
      const { devices } = await link.ask(DevicesAnswer, { ...TIMEOUT, method: 'GET', path: '/devices', ...by(call) });
      const [mine, head] = [deviceOf(link.place), Math.max(sync.status().progress.head, ...devices.map(({ pulled }) => pulled))];
      const replaced = new Map(call.read.all(call.read.build.selectFrom('device').select(['id', 'replaced_by'])).map((row) => [row.id, row.replaced_by]));
      return {
        devices: devices.filter(({ role }) => role !== 'server').map(({ id, name, slot, letter, status, lastSeen, skewMs, report, pulled, forkedFrom }) => ({
          id, name, slot, letter, status, lastSeen, skewMs, thisPc: id === mine, outbox: report?.outbox ?? null, oldestUnsent: instant(report?.oldestUnsent),
          program: report?.program ?? null, schema: report?.schema ?? null, behind: Math.max(0, head - (id === mine ? link.place.cursor : pulled)), lastCheck: instant(report?.lastCheck),
          diskFreeBytes: report?.diskFreeBytes ?? null, forkedFrom, replacedBy: replaced.get(id) ?? null,
        })),
      };
    }),
    setDevice: async (call, { id, status, reason }) => ask(async (link) => {
      await link.ask(Done, { ...TIMEOUT, method: 'POST', path: `/devices/${id}/status`, body: { status, reason }, ...by(call) });
      watch.forget();
      return done;
    }),
    conflicts: (call, input) => ({ conflicts: listConflicts(call.read, input) }),
    resolve: (call, input) => call.write((tx) => {
      const conflict = openConflict(tx, input.id);
      if (!conflict) throw fail('CONFLICT', { reason: 'conflict-over' });
      settle(tx, conflict, input.choice, call.now);
      return done;
    }),
    setAside: async (call) => ask(async (link) => {
      watch.forget();
      const { operations } = await link.ask(QuarantineAnswer, { ...TIMEOUT, method: 'GET', path: '/quarantine?contents=1', ...by(call) });
      const names = new Map(call.read.all(call.read.build.selectFrom('device').select(['id', 'name'])).map(({ id, name }) => [id, name]));
      return { operations: operations.map(({ opId, origin, reason, receivedAt, contents }) => ({
        opId, pc: names.get(origin) ?? '', reason, receivedAt, record: recordOf(contents), contents: contents ?? null,
      })) };
    }),
    decide: async (call, { opId, admit, needed, reason }) => ask(async (link) => {
      await link.ask(Done, { ...TIMEOUT, method: 'POST', path: `/quarantine/${opId}/${admit ? 'admit' : 'discard'}`, body: { reason, ...(needed ? { needed } : {}) }, ...by(call) });
      watch.forget();
      return done;
    }),
    check: () => ask(compared),
    alerts: async (call) => ({ alerts: await syncAlerts(desk, call, () => watch.look(sync.link, call.caller.personId)) }),
    seen: (call) => call.write((tx) => {
      noteIncidentsSeen(tx, call.now);
      return done;
    }),
    incidents: (call) => ({ lastCheck: checkOf(call.read), incidents: listIncidents(call.read, 200) }),
  };
}

async function compared(link: ServerLink): Promise<{ tables: number; different: number; repaired: number }> {
  const { tables: all, different, repaired } = await checkIntegrity(link);
  return { tables: all, different, repaired };
}

function checkOf(db: ReadDb): { at: string; tables: number; different: number } | null {
  const check = lastCheck(db);
  return check ? { ...check, at: new Date(check.at).toISOString() } : null;
}

const instant = (ms: number | null | undefined): string | null => (ms === null || ms === undefined ? null : new Date(ms).toISOString());

const by = (call: Call): { personId?: string } => (call.caller.personId === null ? {} : { personId: call.caller.personId });

function recordOf(contents: string | undefined): string {
  if (contents === undefined) return '';
  const { table } = JSON.parse(contents) as { table: number };
  return tableById(table) ?? String(table);
}
