import { z } from 'zod';
import { command, query, stream } from './endpoint.ts';
import { Done, Id, Language, Nothing, RoleName, ShortText } from './shapes.ts';
import { eventIterator } from '@orpc/contract';
import { Person } from './session.ts';
import { AnnounceSettings } from './voice-settings.ts';

export { AnnounceSettings };

export const ClinicSettings = z.object({
  name: z.string().max(200),
  zone: z.string().max(80),
  /** First one is the clinic's own language; announcements add the patient's before it. */
  languages: z.array(Language).min(1).max(8),
  dateOrder: z.enum(['dmy', 'mdy', 'ymd']),
  autoLockMinutes: z.int().min(1).max(240),
  elderlyAge: z.int().min(40).max(120),
  /** Minutes after which a wait turns amber, then red. */
  waitAttentionMinutes: z.int().min(1).max(600),
  waitLateMinutes: z.int().min(2).max(900),
  temperatureUnit: z.enum(['Cel', '[degF]']),
  weightUnit: z.enum(['kg', '[lb_av]']),
  heightUnit: z.enum(['cm', '[in_i]']),
  glucoseUnit: z.enum(['mg/dL', 'mmol/L']),
  announce: AnnounceSettings,
  /** Days after which a stored waveform is erased; trends and what is in the chart stay. */
  waveDays: z.int().min(1).max(365),
  /** Minutes after which a streamed value goes into the chart again by itself. */
  chartMinutes: z.int().min(1).max(240),
  /** Metres above the sea of the clinic, where its patients live: haemoglobin is judged by it. Null while nobody has said. */
  altitudeM: z.int().min(-400).max(5500).nullable(),
});
export type ClinicSettings = z.infer<typeof ClinicSettings>;

export const Room = z.object({ id: Id, name: z.string(), active: z.boolean() });
export const Service = z.object({ id: Id, name: z.string(), roomId: Id.nullable(), active: z.boolean() });
export type Room = z.infer<typeof Room>;
export type Service = z.infer<typeof Service>;

/** Names of the areas whose lists a window may be showing. */
export const ChangedArea = z.enum(['clinic', 'users', 'patients', 'queue', 'vitals', 'printing', 'imports', 'drafts', 'sessions', 'sync', 'bedside', 'lab', 'record', 'merging', 'calendar', 'stock', 'billing', 'notifications']);
export type ChangedArea = z.infer<typeof ChangedArea>;

/** A committed change, without content: windows that show one of these areas or records read it again. No patient is named where it may be anyone's. */
export const ChangeEvent = z.object({
  areas: z.array(ChangedArea), patientIds: z.array(Id), sequence: z.int(),
});
export type ChangeEvent = z.infer<typeof ChangeEvent>;

/** The clinic itself: settings, rooms, services, people, tokens for other programs, this PC. */
export const clinic = {
  /** What this installation can do, so that screens never ask which shell they run in. */
  capabilities: query({ permission: 'public' }, Nothing, z.object({
    shell: z.enum(['electron', 'browser']), training: z.boolean(), version: z.string(),
    secondWindow: z.boolean(), clinicName: z.string().nullable(), languages: z.array(Language), today: z.string(),
    deskLetter: z.string(), storeReadOnly: z.boolean(),
  })),
  settings: query({ permission: 'clinic.read' }, Nothing, ClinicSettings),
  saveSettings: command({ permission: 'clinic.manage' }, ClinicSettings.partial(), ClinicSettings),
  rooms: query({ permission: 'clinic.read' }, Nothing, z.object({ rooms: z.array(Room) })),
  saveRoom: command({ permission: 'clinic.manage' }, z.object({ id: Id.optional(), name: ShortText, active: z.boolean() }), Room),
  services: query({ permission: 'clinic.read' }, Nothing, z.object({ services: z.array(Service) })),
  saveService: command({ permission: 'clinic.manage' },
    z.object({ id: Id.optional(), name: ShortText, roomId: Id.nullable(), active: z.boolean() }), Service),
  /** Live changes, at most one event per commit. The first event arrives at once with the current sequence. */
  changes: stream({ permission: 'signed-in' }, Nothing, eventIterator(ChangeEvent)),
  /** Opens the public display in a window of its own, where the shell can. */
  openDisplay: query({ permission: 'queue.read' }, Nothing, z.object({ opened: z.boolean(), url: z.string().nullable() })),
};

/** People who work here and what they may do. */
export const users = {
  list: query({ permission: 'users.manage' }, Nothing, z.object({ people: z.array(Person.extend({ active: z.boolean() })) })),
  save: command({ permission: 'users.manage' }, z.object({
    id: Id.optional(), name: z.string().max(200), roles: z.array(RoleName).min(1), language: Language.nullable(),
    active: z.boolean(), pin: z.string().max(20).optional(), password: z.string().max(200).optional(),
  }), Person),
  /** Ends a lock-out after wrong PINs. */
  unlock: command({ permission: 'users.manage' }, z.object({ id: Id }), Done),
};

export const ApiToken = z.object({
  id: Id, name: z.string(), permissions: z.array(z.string()), createdAt: z.string(), lastUsedAt: z.string().nullable(), active: z.boolean(),
});

/** Tokens by which other programs use the REST interface. The secret is shown once. */
export const tokens = {
  list: query({ permission: 'tokens.manage' }, Nothing, z.object({ tokens: z.array(ApiToken) })),
  create: command({ permission: 'tokens.manage' },
    z.object({ name: ShortText, permissions: z.array(z.string()).min(1) }), z.object({ token: ApiToken, secret: z.string() })),
  revoke: command({ permission: 'tokens.manage' }, z.object({ id: Id }), Done),
};
