import { ChangedArea, type ClinicSettings } from '#domain/contract/clinic.ts';
import type { Contract } from '#domain/contract/contract.ts';
import { inZone } from '#domain/kit/time.ts';
import { tokenLetters } from '#domain/queue/token.ts';
import { clinicColumns, findClinic, listRooms, listServices, metaOf, type ClinicIdentity } from '#db/queries/clinic.ts';
import type { ReadDb } from '#db/read.ts';
import type { WriteDb } from '#db/door.ts';
import type { DeskParts } from '../desk.ts';
import { changeFeed } from '../dispatch/change-feed.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { isZone } from './setup.ts';

/** The clinic's settings; throws when first run has not happened. */
export function clinicOf(db: ReadDb): ClinicSettings & ClinicIdentity {
  const clinic = findClinic(db);
  if (!clinic) throw fail('CONFLICT', { reason: 'not-set-up' });
  return clinic;
}

/** The clinic itself: settings, rooms, services, live changes. */
export function clinicHandlers(desk: DeskParts): Handlers<Contract['clinic']> {
  return {
    capabilities: (call) => {
      const clinic = findClinic(call.read);
      return {
        shell: desk.shell.kind, training: desk.training, version: desk.version, secondWindow: desk.shell.openDisplay !== undefined,
        clinicName: clinic?.name ?? null, languages: clinic?.languages ?? [], today: inZone(call.now, clinic?.zone ?? 'UTC').date,
        deskLetter: tokenLetters(metaOf(call.read, 'desk_letter') ?? 'A', metaOf(call.read, 'slot_suffix') ?? ''), storeReadOnly: false,
      };
    },
    settings: (call) => withoutIdentity(clinicOf(call.read)),
    saveSettings: (call, { commandId: _, ...input }) => call.write((tx) => {
      const clinic = clinicOf(tx);
      checkSettings({ ...clinic, ...input });
      tx.update('clinic', clinic.id, clinicColumns(input));
      return withoutIdentity(clinicOf(tx));
    }),
    rooms: (call) => ({ rooms: listRooms(call.read) }),
    saveRoom: (call, { id, name, active }) => call.write((tx) => {
      const row = { name: nameOf(name, listRooms(tx).filter((room) => room.id !== id)), active: active ? 1 : 0 } as const;
      return { id: savePlace(tx, 'room', id, row), name: row.name, active };
    }),
    services: (call) => ({ services: listServices(call.read) }),
    saveService: (call, { id, name, roomId, active }) => call.write((tx) => {
      const row = {
        name: nameOf(name, listServices(tx).filter((service) => service.id !== id)), room_id: roomId, active: active ? 1 : 0,
      } as const;
      return { id: savePlace(tx, 'service', id, row), name: row.name, roomId, active };
    }),
    changes: (call) => changeFeed(desk.store, call.origin.signal, (change) => ({
      areas: [...change.areas].filter(isShown), patientIds: change.patientIds.size > MOST_NAMED ? [] : [...change.patientIds], sequence: change.sequence,
    })),
    openDisplay: () => {
      desk.shell.openDisplay?.();
      return { opened: desk.shell.openDisplay !== undefined, url: desk.shell.openDisplay ? null : '/display' };
    },
  };
}

/** Of more patients than these a commit is told without names: a page of the clinic's log has thousands, and every window would read all their ids. */
const MOST_NAMED = 100;

const shownAreas: ReadonlySet<string> = new Set(ChangedArea.options);
const isShown = (area: string): area is ChangedArea => shownAreas.has(area);

function withoutIdentity({ id: _id, code: _code, queueDaySet: _days, ...settings }: ClinicSettings & ClinicIdentity): ClinicSettings {
  return settings;
}

function checkSettings(settings: ClinicSettings): void {
  if (settings.name.trim() === '') throw invalid('name', 'empty');
  if (!isZone(settings.zone)) throw invalid('zone', 'unknown-zone');
  if (settings.waitLateMinutes <= settings.waitAttentionMinutes) throw invalid('waitLateMinutes', 'not-after-attention', settings.waitAttentionMinutes);
}

/** Two places of one name could not be told apart when called aloud. */
function nameOf(typed: string, others: readonly { name: string; active: boolean }[]): string {
  const name = typed.trim();
  if (name === '') throw invalid('name', 'empty');
  if (others.some((other) => other.active && other.name.toLowerCase() === name.toLowerCase())) throw invalid('name', 'taken');
  return name;
}

function savePlace(tx: WriteDb, table: 'room' | 'service', id: string | undefined, row: { name: string; active: 0 | 1; room_id?: string | null }): string {
  if (id !== undefined) {
    if (!tx.row(table, id)) throw fail('NOT_FOUND', { what: table });
    tx.update(table, id, row);
    return id;
  }
  const made = tx.newId();
  const position = table === 'room' ? listRooms(tx).length : listServices(tx).length;
  if (table === 'room') tx.insert('room', { id: made, name: row.name, active: row.active, position });
  else tx.insert('service', { id: made, name: row.name, active: row.active, room_id: row.room_id ?? null, position });
  return made;
}
