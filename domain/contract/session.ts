import { z } from 'zod';
import { command, query } from './endpoint.ts';
import { Done, Id, Language, Nothing, RoleName } from './shapes.ts';

export const Person = z.object({
  id: Id, name: z.string(), roles: z.array(RoleName), language: Language.nullable(), color: z.string(), hasPin: z.boolean(),
});
export type Person = z.infer<typeof Person>;

const Session = z.object({
  /** Opaque; sent back as the header `x-daybook-session` with every call. */
  token: z.string(),
  person: Person,
  permissions: z.array(z.string()),
  locked: z.boolean(),
});
export type Session = z.infer<typeof Session>;

/** Who is at the desk: sign in, switch by PIN, lock. */
export const session = {
  /** Names for the sign-in screen. Only names: nothing about a patient is visible before sign-in. */
  people: query({ permission: 'public' }, Nothing, z.object({ people: z.array(Person) })),
  current: query({ permission: 'public' }, Nothing, z.object({ session: Session.nullable() })),
  /** Fast switching is the same call: the new person replaces the old in this window. */
  signIn: query({ permission: 'public' },
    z.object({ personId: Id, secret: z.string().min(1).max(200), using: z.enum(['pin', 'password']) }), Session),
  signOut: query({ permission: 'public' }, Nothing, Done),
  lock: query({ permission: 'public' }, Nothing, Done),
  /** The person moved: keeps auto-lock away. Background refreshes never count. */
  touch: query({ permission: 'signed-in' }, Nothing, Done),
  changeSecret: command({ permission: 'signed-in' },
    z.object({ current: z.string().max(200), using: z.enum(['pin', 'password']), next: z.string().max(200), nextKind: z.enum(['pin', 'password']) }), Done),
};
