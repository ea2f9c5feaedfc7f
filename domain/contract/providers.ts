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

/** Doctors, nurses and others who treat. spec: ENC-3 */
export const providers = {
  list: query({ permission: 'clinic.read' }, Nothing, z.object({ providers: z.array(Provider) })),
  /** INVALID `name`: empty; `personId`: `taken` when another provider is this person already; `roomIds`: `unknown-room`. */
  save: command({ permission: 'clinic.manage' }, z.object({
    id: Id.optional(), kind: z.enum(providerKinds), personId: Id.nullable().default(null), name: ShortText, speciality: ShortText.default(''),
    registrationNumber: z.string().max(100).default(''), roomIds: z.array(Id).max(50).default([]), phone: z.string().max(60).default(''),
    email: z.string().max(254).default(''), active: z.boolean().default(true),
  }), Provider),
  /** Those who may be linked: everybody who works here, by name. */
  people: query({ permission: 'clinic.manage' }, Nothing, z.object({ people: z.array(z.object({ id: Id, name: z.string() })) })),
};
