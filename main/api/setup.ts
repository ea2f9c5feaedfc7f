import type { Contract } from '#domain/contract/contract.ts';
import type { ClinicSettings } from '#domain/contract/clinic.ts';
import { SLOT_ALPHABET } from '#domain/patients/number.ts';
import type { WriteDb } from '#db/door.ts';
import { clinicColumns, findClinic, setMeta } from '#db/queries/clinic.ts';
import { arrivalOf, mustWait } from '#db/sync/arrival.ts';
import { placeOf } from '#db/sync/place.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import type { DeskParts } from '../desk.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { hashSecret, passwordProblem, pinProblem } from '../sessions/secrets.ts';
import { personColor } from '../sessions/person-color.ts';

/** What is written down of a new clinic; of the rest the usual holds until somebody chooses. */
type NewClinic = Omit<ClinicSettings, 'waveDays' | 'chartMinutes' | 'altitudeM'>;

/** What a new clinic starts with; every value can be changed in the settings. */
export const newClinicSettings: Omit<NewClinic, 'name' | 'zone' | 'languages'> = {
  dateOrder: 'dmy', autoLockMinutes: 10, elderlyAge: 65, waitAttentionMinutes: 30, waitLateMinutes: 60,
  temperatureUnit: 'Cel', weightUnit: 'kg', heightUnit: 'cm', glucoseUnit: 'mg/dL',
  announce: { on: true, privacy: 'name', chime: true, repeats: 2, rate: 0.9, volume: 1, voices: {}, speaker: 'desk' },
};

/** First run. */
export function setupHandlers(desk: DeskParts): Handlers<Contract['setup']> {
  const zone = Intl.DateTimeFormat().resolvedOptions();
  const known = { training: desk.training, suggestedZone: zone.timeZone, suggestedLanguage: zone.locale.split('-')[0] ?? 'en' };
  return {
    status: (call) => {
      const removed = desk.removal.state;
      // After the record is gone there is no store to ask.
      const clinic = removed.phase === 'done' ? undefined : findClinic(call.read);
      const ready = clinic !== undefined && !mustWait(arrivalOf(call.read));
      const arriving = removed.phase === 'no' && !ready && placeOf(call.read) !== undefined;
      return {
        ready, arriving, ...known, coming: arriving ? comingOf(desk) : null,
        removed: { ...removed, waiting: removed.phase === 'handing-in' ? desk.sync.status().waiting : 0 },
      };
    },
    run: async (call, input) => {
      if (findClinic(call.read) || placeOf(call.read)) throw fail('CONFLICT', { reason: 'already-set-up' });
      const clinic = checkedClinic(input);
      const pin = pinProblem(input.manager.pin);
      if (pin) throw invalid('manager.pin', pin);
      const password = passwordProblem(input.manager.password);
      if (password) throw invalid('manager.password', password);
      const [pinHash, passwordHash] = await Promise.all([hashSecret(input.manager.pin), hashSecret(input.manager.password)]);
      return call.write((tx) => {
        if (findClinic(tx)) throw fail('CONFLICT', { reason: 'already-set-up' });
        addClinic(tx, desk, { ...newClinicSettings, ...clinic, dateOrder: usualDateOrder(clinic.languages[0] ?? 'en') });
        addPlaces(tx, input.rooms, input.services);
        const id = tx.newId();
        tx.insert('person', {
          id, name: input.manager.name.trim(), roles: JSON.stringify(['manager']), language: clinic.languages[0] ?? null,
          color: personColor(0), active: 1,
        });
        tx.insert('credential', { id, pin_hash: pinHash, password_hash: passwordHash });
        return { recoveryKey: desk.recoveryKey };
      });
    },
  };
}

function comingOf({ sync }: Pick<DeskParts, 'sync'>): { rows: number; of: number; waits: boolean } {
  const { state, arriving, progress } = sync.status();
  // A short log comes instead of a copy: its changes are what can be counted then.
  const [rows, of] = arriving ? [arriving.rows, arriving.of] : [progress.here, progress.head];
  return { rows, of, waits: state === 'offline' || state === 'stopped' };
}

function checkedClinic(input: { clinicName: string; zone: string; languages: string[]; manager: { name: string } }) {
  const name = input.clinicName.trim();
  if (name === '') throw invalid('clinicName', 'empty');
  if (input.manager.name.trim() === '') throw invalid('manager.name', 'empty');
  if (!isZone(input.zone)) throw invalid('zone', 'unknown-zone');
  return { name, zone: input.zone, languages: input.languages };
}

/** Whether this is a zone of the IANA database, as `Africa/Nairobi`. */
export function isZone(zone: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Only American English writes the month first; a clinic can change it. */
const usualDateOrder = (language: string): ClinicSettings['dateOrder'] => (language === 'en-US' ? 'mdy' : 'dmy');

/** The clinic's row and this PC's identity in it: random letters, so that clinics that never met do not collide. */
export function addClinic(tx: WriteDb, desk: Pick<DeskParts, 'random'>, settings: NewClinic): void {
  const letters = (length: number): string =>
    [...desk.random(new Uint8Array(length))].map((byte) => SLOT_ALPHABET[byte % SLOT_ALPHABET.length]).join('');
  tx.insert('clinic', { id: tx.newId(), code: letters(3), queue_day_set: null, ...(clinicColumns(settings) as Omit<SyncedRow<'clinic'>, 'id' | 'code' | 'queue_day_set'>) });
  setMeta(tx, 'device_id', tx.newId());
  setMeta(tx, 'slot', letters(2));
  setMeta(tx, 'slot_suffix', '');
  setMeta(tx, 'desk_letter', 'A');
}

export function addPlaces(tx: WriteDb, rooms: readonly string[], services: readonly string[]): { rooms: string[]; services: string[] } {
  const roomIds = distinct(rooms).map((name, position) => {
    const id = tx.newId();
    tx.insert('room', { id, name, active: 1, position });
    return id;
  });
  const serviceIds = distinct(services).map((name, position) => {
    const id = tx.newId();
    tx.insert('service', { id, name, active: 1, room_id: null, position });
    return id;
  });
  return { rooms: roomIds, services: serviceIds };
}

const distinct = (names: readonly string[]): string[] => [...new Set(names.map((name) => name.trim()).filter((name) => name !== ''))];
