import { z } from 'zod';
import { command, query } from './endpoint.ts';
import { Person } from './session.ts';
import { Done, Id, Language, Nothing, RoleName } from './shapes.ts';

const StaffMember = Person.extend({ active: z.boolean() });
const one = z.object({ personId: Id });
const path = '/staff/{personId}';
const Password = z.string().min(1).max(200);

/** Members of staff who come in by another program: with their password instead of a token made for the program. */
export const auth = {
  /** The token goes into `Authorization: Bearer …`. It ends by itself, when its person may no longer come in, and with the program. */
  login: query({ permission: 'anyone' }, z.object({ name: z.string().min(1).max(200), password: Password }),
    z.object({ token: z.string(), expiresAt: z.string(), person: Person, permissions: z.array(z.string()) }))
    .route({ method: 'POST', path: '/auth/login', tags: ['authentication'] }),
  logout: query({ permission: 'signed-in' }, Nothing.optional(), Done).route({ method: 'POST', path: '/auth/logout', tags: ['authentication'] }),
  register: command({ permission: 'users.manage' },
    z.object({ name: z.string().max(200), roles: z.array(RoleName).min(1), password: Password, language: Language.nullable().default(null) }), StaffMember)
    .route({ method: 'POST', path: '/auth/register', successStatus: 201, tags: ['authentication'] }),
};

/** Who works here, for other programs. */
export const staff = {
  list: query({ permission: 'users.manage' }, Nothing, z.object({ staff: z.array(StaffMember) })).route({ method: 'GET', path: '/staff', tags: ['staff'] }),
  get: query({ permission: 'users.manage' }, one, StaffMember).route({ method: 'GET', path, tags: ['staff'] }),
  /** Only the fields that are present change. */
  update: command({ permission: 'users.manage' },
    one.extend({ name: z.string().max(200).optional(), roles: z.array(RoleName).min(1).optional(), language: Language.nullable().optional(), password: Password.optional(), active: z.boolean().optional() }),
    StaffMember).route({ method: 'PUT', path, tags: ['staff'] }),
  /** Whoever worked here stays in the record; they can no longer come in. */
  remove: command({ permission: 'users.manage' }, one, Done).route({ method: 'DELETE', path, tags: ['staff'] }),
};
