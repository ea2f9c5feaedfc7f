import { z } from 'zod';
import { termFaults } from '../record/diagnoses/read-list.ts';
import { command, query } from './endpoint.ts';
import { Done, Id, Language, Nothing } from './shapes.ts';

export const TermFound = z.object({ system: z.string(), code: z.string(), title: z.string() });
export type TermFound = z.infer<typeof TermFound>;

/** A list of coded terms a clinic brought in under its own licence; it stays on the PC it was brought to. */
export const TermList = z.object({ id: Id, name: z.string(), system: z.string(), terms: z.int(), importedAt: z.string() });
export type TermList = z.infer<typeof TermList>;

/** Coded terms for diagnoses, searched without any network. */
export const terms = {
  /** Words in any order, without accents, each as far as typed; or a code. The program's short list and the clinic's own. */
  search: query({ permission: 'record.read' },
    z.object({ text: z.string().max(200), language: Language, limit: z.int().min(1).max(50).default(12) }), z.object({ terms: z.array(TermFound) })),
  lists: query({ permission: 'record.read' }, Nothing, z.object({ lists: z.array(TermList), builtIn: z.int() })),
  /**
   * Brings in a CSV file: a line a term with `code,title` and perhaps the code system, with or without a first line of names. A list
   * of the same name is replaced. A line that holds no term is left out alone: `refused` counts them, `lines` says of the first which and why.
   */
  importList: command({ permission: 'clinic.manage' },
    z.object({ name: z.string().max(200), system: z.string().max(200), data: z.file().max(64 * 1024 * 1024) }),
    z.object({ list: TermList, refused: z.int(), lines: z.array(z.object({ line: z.int(), fault: z.enum(termFaults), text: z.string() })) })),
  removeList: command({ permission: 'clinic.manage' }, z.object({ listId: Id }), Done),
};
