import { done } from '#domain/contract/shapes.ts';
import type { Contract } from '#domain/contract/contract.ts';
import type { Bed } from '#domain/contract/bedside.ts';
import { confirmCode } from '#domain/vitals/form.ts';
import { tidyText } from '#domain/patients/draft.ts';
import type { WriteDb } from '#db/door.ts';
import { recordAccess } from '#db/queries/audit.ts';
import { alarmsOfStay, findAlarm, findOrigin, listBeds, openStayOf, openStays, openUses, openUsesOf, unansweredAlarms, type OpenUse } from '#db/queries/bedside.ts';
import { listProfiles } from '#db/queries/devices.ts';
import { observationsOfSet } from '#db/queries/vitals.ts';
import { keptClock } from '../clock/kept-clock.ts';
import type { DeskParts } from '../desk.ts';
import { AlarmWatch } from '../devices/alarm-watch.ts';
import { chartSet, isCharted, judge } from '../devices/chart-values.ts';
import type { Bedside } from '../devices/hub.ts';
import type { Entry } from '../devices/live-values.ts';
import type { Call } from '../dispatch/call.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { stayOf, stayView } from './bedside-view.ts';
import { trendsOf, waveOf } from './bedside-trends.ts';

/** One look at the same bed by the same person is written into the log once in so long, milliseconds: the list is read after every change. */
const LOOK_MS = 15 * 60_000;

/** Who is watched, by what, and what it says. */
export function bedsideHandlers(desk: DeskParts, bedside: Bedside): Handlers<Contract['bedside']> {
  const looks = new Map<string, number>();
  return {
    beds: (call) => ({ beds: listBeds(call.read) }),
    saveBeds: (call, { beds }) => call.write((tx) => ({ beds: saveBeds(tx, beds) })),
    stays: (call) => {
      const stays = openStays(call.read);
      noteLooks(desk, call, stays.map(({ patient }) => patient.id), looks);
      const uses = openUses(call.read);
      return { stays: stays.map((stay) => stayView(call.read, bedside, stay, call.now, uses)) };
    },
    live: (call) => bedside.feed.follow(openStays(call.read).map(({ id }) => id), call.origin.signal),
    assign: (call, input) => call.write((tx) => {
      const stayId = assign(desk, bedside, tx, call, input);
      return stayView(tx, bedside, stayOf(tx, stayId), call.now);
    }),
    release: (call, { deviceId, reason }) => call.write((tx) => {
      const uses = openUsesOf(tx, deviceId);
      if (uses.length === 0) throw fail('NOT_FOUND', { what: 'use' });
      for (const use of uses) endUse(desk, bedside, tx, call, use, tidyText(reason));
      return done;
    }),
    moveBed: (call, { stayId, bedId }) => call.write((tx) => {
      stayOf(tx, stayId);
      checkBed(tx, bedId);
      tx.update('bedside_stay', stayId, { bed_id: bedId });
      return stayView(tx, bedside, stayOf(tx, stayId), call.now);
    }),
    discharge: (call, { stayId, reason }) => call.write((tx) => {
      stayOf(tx, stayId);
      const at = new Date(call.now).toISOString();
      for (const use of openUses(tx).filter((one) => one.stayId === stayId)) endUse(desk, bedside, tx, call, use, 'discharged');
      AlarmWatch.end(tx, stayId, null, at);
      tx.update('bedside_stay', stayId, { status: 'ended', ended_at: at, ended_by: call.caller.personId, end_reason: tidyText(reason) });
      return done;
    }),
    chart: (call, input) => chartByHand(desk, bedside, call, input),
    setLimits: (call, { stayId, limits }) => call.write((tx) => {
      stayOf(tx, stayId);
      for (const [code, { low, high }] of Object.entries(limits)) if (low !== null && high !== null && low >= high) throw invalid(code, 'low-not-below-high');
      tx.update('bedside_stay', stayId, { limits: JSON.stringify(limits) });
      return stayView(tx, bedside, stayOf(tx, stayId), call.now);
    }),
    acknowledge: (call, { alarmId }) => {
      const view = call.write((tx) => {
        const alarm = findAlarm(tx, alarmId);
        if (!alarm) throw fail('NOT_FOUND', { what: 'alarm' });
        if (alarm.view.acknowledgedAt === null) tx.update('bedside_alarm', alarmId, { acknowledged_at: new Date(call.now).toISOString(), acknowledged_by: call.caller.personId });
        return findAlarm(tx, alarmId)?.view ?? alarm.view;
      });
      const stayId = findAlarm(call.read, alarmId)?.stayId;
      if (stayId !== undefined) bedside.feed.touch(stayId);
      return view;
    },
    ringing: (call) => ({ alarms: unansweredAlarms(call.read) }),
    alarms: (call, { stayId }) => ({ alarms: alarmsOfStay(call.read, stayId) }),
    trends: (call, input) => trendsOf(call.read, input, call.now),
    wave: (call, input) => waveOf(call.read, input),
    origin: (call, { patientId, originId }) => {
      const row = findOrigin(call.read, patientId, originId);
      return {
        origin: row === undefined ? null : {
          deviceName: row.device_name, driver: row.driver, driverVersion: row.driver_version, port: row.port, deviceSerial: row.device_serial,
          deviceTime: row.device_time, receivedAt: row.received_at, flags: JSON.parse(row.flags) as string[], raw: row.raw,
        },
      };
    },
  };
}

function noteLooks({ store, newId }: DeskParts, call: Call, patientIds: readonly string[], looks: Map<string, number>): void {
  const { personId } = call.caller;
  const keyOf = (patientId: string): string => `${personId ?? ''}/${patientId}`;
  const fresh = patientIds.filter((id) => call.now - (looks.get(keyOf(id)) ?? -Infinity) >= LOOK_MS);
  if (fresh.length === 0) return;
  store.write({ personId, intent: call.endpoint }, (tx) => {
    for (const patientId of fresh) recordAccess(tx, { id: newId(), patientId, personId, endpoint: call.endpoint, at: call.now });
  });
  if (looks.size > 5000) looks.clear();
  for (const id of fresh) looks.set(keyOf(id), call.now);
}

/** The list as it was sent, in its order; beds left out stay in the record, switched off. */
function saveBeds(tx: WriteDb, beds: readonly { id?: string | undefined; name: string; roomId: string | null }[]): Bed[] {
  const names = beds.map(({ name }) => name.trim());
  if (names.includes('')) throw invalid('name', 'empty');
  if (new Set(names.map((name) => name.toLowerCase())).size < names.length) throw invalid('name', 'taken');
  const kept = new Set<string>();
  beds.forEach(({ id, roomId }, position) => {
    const row = { name: names[position] ?? '', room_id: roomId, position, active: 1 } as const;
    if (roomId !== null && !tx.row('room', roomId)) throw fail('NOT_FOUND', { what: 'room' });
    if (id !== undefined && !tx.row('bed', id)) throw fail('NOT_FOUND', { what: 'bed' });
    const bedId = id ?? tx.newId();
    if (id === undefined) tx.insert('bed', { id: bedId, ...row });
    else tx.update('bed', id, row);
    kept.add(bedId);
  });
  for (const { id } of listBeds(tx)) if (!kept.has(id)) tx.update('bed', id, { active: 0 });
  return listBeds(tx);
}

function checkBed(tx: WriteDb, bedId: string | null): void {
  if (bedId !== null && tx.row('bed', bedId)?.active !== 1) throw fail('NOT_FOUND', { what: 'bed' });
}

interface Assignment { deviceId: string; patientId: string; bedId: string | null; tokenId?: string | undefined; takeOver: boolean }

/** Gives the device to the patient; returns the stay. Everything or nothing. */
function assign(desk: DeskParts, bedside: Bedside, tx: WriteDb, call: Call, { deviceId, patientId, bedId, tokenId, takeOver }: Assignment): string {
  const profile = listProfiles(tx).find(({ id }) => id === deviceId);
  if (!profile) throw fail('NOT_FOUND', { what: 'device' });
  if (!tx.row('patient', patientId)) throw fail('NOT_FOUND', { what: 'patient' });
  checkBed(tx, bedId);
  const uses = openUsesOf(tx, deviceId);
  const others = uses.filter((use) => use.patientId !== patientId);
  if (others.length > 0 && !takeOver) throw fail('CONFLICT', { reason: 'device-in-use' });
  for (const use of others) endUse(desk, bedside, tx, call, use, 'handed-over');
  const at = new Date(call.now).toISOString();
  const { personId } = call.caller;
  const known = openStayOf(tx, patientId);
  const stayId = known ?? tx.newId();
  if (known === undefined) {
    tx.insert('bedside_stay', {
      id: stayId, patient_id: patientId, bed_id: bedId, status: 'open', started_at: at, started_by: personId, ended_at: null, ended_by: null, end_reason: null,
      limits: null, token_id: tokenId ?? null,
    });
  } else {
    tx.update('bedside_stay', stayId, { ...(bedId === null ? {} : { bed_id: bedId }), ...(tokenId === undefined ? {} : { token_id: tokenId }) });
  }
  if (uses.length === others.length) {
    tx.insert('device_use', {
      id: tx.newId(), stay_id: stayId, patient_id: patientId, device_id: deviceId, device_name: profile.name, driver: profile.driver, status: 'open',
      started_at: at, started_by: personId, ended_at: null, ended_by: null, end_reason: null,
    });
  }
  return stayId;
}

function endUse({ now }: Pick<DeskParts, 'now'>, bedside: Bedside, tx: WriteDb, call: Call, use: OpenUse, reason: string | null): void {
  const at = new Date(now()).toISOString();
  tx.update('device_use', use.id, { status: 'ended', ended_at: at, ended_by: call.caller.personId, end_reason: reason });
  AlarmWatch.end(tx, use.stayId, bedside.devices.driverOf(use.deviceId)?.facts.measures ?? [], at);
}

/** What stands at the bed goes into the chart because somebody says so, by the rules of the vitals form. */
function chartByHand(desk: DeskParts, bedside: Bedside, call: Call, { stayId, codes, confirmed }: { stayId: string; codes?: string[] | undefined; confirmed: string[] }) {
  const stay = stayOf(call.read, stayId);
  const entries = wanted(bedside, stayId, codes);
  const charted = call.write((tx) => {
    const { refused, unusual, values } = judge(tx, stay.patient.id, entries, call.now);
    if (refused.length > 0) throw fail('INVALID', { issues: refused.map(({ field, code, limit }) => ({ field, code, ...(limit === undefined ? {} : { limit }) })) });
    const open = unusual.filter((issue) => !confirmed.includes(confirmCode(issue)));
    if (open.length > 0) throw fail('CONFIRM', { issues: open.map((issue) => ({ ...issue })) });
    const takenAt = new Date(Math.max(...entries.map(({ heard }) => heard.wall))).toISOString();
    const setId = chartSet(tx, entries, values, {
      patientId: stay.patient.id, tokenId: stay.tokenId, by: call.caller.personId, takenAt, now: call.now, confirmed: unusual.length > 0, clock: keptClock(desk),
      sourceOf: (entry) => bedside.sourceOf(entry),
    });
    return { setId, observations: observationsOfSet(tx, stay.patient.id, setId) };
  });
  for (const entry of entries) {
    const use = bedside.useOf(entry.deviceId);
    if (use) bedside.charting.byHand(use, [entry]);
  }
  bedside.feed.touch(stayId);
  return charted;
}

/** Every steady value, or those named, which need only be current. */
function wanted(bedside: Bedside, stayId: string, codes: readonly string[] | undefined): Entry[] {
  const standing = bedside.entriesOf(stayId);
  if (codes === undefined) {
    const all = standing.filter((entry) => isCharted(entry) && bedside.isSteady(entry) && entry.waiting !== 'from-memory');
    if (all.length === 0) throw fail('CONFLICT', { reason: 'nothing-steady' });
    return all;
  }
  return codes.map((code) => {
    const entry = standing.find((one) => one.code === code);
    if (!entry || entry.stale || entry.value === null || entry.beyond !== null) throw invalid(code, 'not-current');
    if (!isCharted(entry)) throw invalid(code, 'not-charted');
    return entry;
  });
}
