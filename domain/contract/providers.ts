import { z } from 'zod';
import { command, query } from './endpoint.ts';
import { Id, Nothing, ShortText } from './shapes.ts';

export const providerKinds = ['doctor', 'nurse', 'midwife', 'other'] as const;

/** Somebody who treats. Who signs in here is linked; others, such as a visiting surgeon, are known by name. */
export const Provider = z.object({
  id: Id, kind: z.enum(providerKinds), personId: Id.nullable(), name: z.string(), speciality: z.string().nullable(),
  registrationNumber: z.string().nullable(), roomIds: z.array(Id), phone: z.string().nullable(), email: z.string().nullable(), active: z.boolean(),
});
export type Provider = z.infer<typeof Provider>;

const one = z.object({ providerId: Id });

/** Doctors, nurses and others who treat. spec: ENC-3 */
export const providers = {
  list: query({ permission: 'clinic.read' }, Nothing, z.object({ providers: z.array(Provider) })).route({ method: 'GET', path: '/doctors', tags: ['doctors'] }),
  get: query({ permission: 'clinic.read' }, one, Provider).route({ method: 'GET', path: '/doctors/{providerId}', tags: ['doctors'] }),
  /** INVALID `name`: empty; `personId`: `taken` when another provider is this person already; `roomIds`: `unknown-room`. */
  save: command({ permission: 'clinic.manage' }, z.object({
    id: Id.optional(), kind: z.enum(providerKinds), personId: Id.nullable().default(null), name: ShortText, speciality: ShortText.default(''),
    registrationNumber: z.string().max(100).default(''), roomIds: z.array(Id).max(50).default([]), phone: z.string().max(60).default(''),
    email: z.string().max(254).default(''), active: z.boolean().default(true),
  }), Provider),
  /** Only the fields that are present change. */
  update: command({ permission: 'clinic.manage' }, one.extend({
    kind: z.enum(providerKinds), personId: Id.nullable(), name: ShortText, speciality: ShortText, registrationNumber: z.string().max(100),
    roomIds: z.array(Id).max(50), phone: z.string().max(60), email: z.string().max(254), active: z.boolean(),
  }).partial().required({ providerId: true }), Provider).route({ method: 'PUT', path: '/doctors/{providerId}', tags: ['doctors'] }),
  /** Does not work here any more. Nothing of theirs is erased; appointments with them are listed to be moved. */
  retire: command({ permission: 'clinic.manage' }, one, Provider).route({ method: 'DELETE', path: '/doctors/{providerId}', tags: ['doctors'] }),
  /** Those who may be linked: everybody who works here, by name. */
  people: query({ permission: 'clinic.manage' }, Nothing, z.object({ people: z.array(z.object({ id: Id, name: z.string() })) })),
};
