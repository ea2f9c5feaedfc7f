import type { Person } from '#domain/contract/session.ts';

/** Somebody who works here, or used to. */
export type StaffMember = Person & { readonly active: boolean };
