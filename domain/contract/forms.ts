import { z } from 'zod';
import { command, query } from './endpoint.ts';
import { AnswerSearch, DefinitionShape, FilledForm, FormShape, FormVersion, FoundAnswer, SearchableShape, TypedAnswersShape } from './forms-shapes.ts';
import { Done, Id, Language, Nothing } from './shapes.ts';

const one = z.object({ patientId: Id });

/** A clinic's own forms: built, filled, searched. spec: ENC-4 */
export const forms = {
  /** Every form by its newest version, those in use first. */
  list: query({ permission: 'record.read' }, Nothing, z.object({ forms: z.array(FormShape) })),
  /** One version, whatever came after it. */
  version: query({ permission: 'record.read' }, z.object({ definitionId: Id }), FormVersion),
  /** Newest first, each with how many answers were given to it. */
  versions: query({ permission: 'record.read' }, z.object({ formKey: Id }), z.object({ versions: z.array(FormVersion.extend({ answers: z.int() })) })),
  /**
   * Makes a form, or its next version; versions that were answered stay as they are. `basedOn` is the version that was changed:
   * CONFLICT `form-changed` where another was published since. What changes nothing makes no version.
   */
  publish: command({ permission: 'forms.manage' }, z.object({ formKey: Id.optional(), basedOn: Id.optional(), definition: DefinitionShape }), FormShape),
  /** A form out of use is not offered any more; its answers stay. */
  setActive: command({ permission: 'forms.manage' }, z.object({ formKey: Id, active: z.boolean() }), FormShape),

  /** All a patient's filled forms, newest first, corrected ones among them; with `removed` those that were taken out. */
  ofPatient: query({ permission: 'record.read', audit: 'patient' }, one.extend({ removed: z.boolean().default(false) }), z.object({ filled: z.array(FilledForm) })),
  /**
   * Stores answers to the version they were asked by, also when another was published or the form went out of use meanwhile. With
   * `inVisit` it belongs to the open visit, which begins with it where there is none; with `replacesId` it corrects an earlier one.
   */
  fill: command({ permission: 'record.write' }, one.extend({
    definitionId: Id, answers: TypedAnswersShape, inVisit: z.boolean().default(false), replacesId: Id.optional(),
  }), FilledForm),
  /** Takes one out, or puts it back. Nothing is erased. */
  setRemoved: command({ permission: 'record.write' }, one.extend({ id: Id, removed: z.boolean() }), Done),

  /** What answers to a form can be searched by, over all its versions. */
  searchable: query({ permission: 'forms.report' }, z.object({ formKey: Id }), z.object({ questions: z.array(SearchableShape) })),
  /** Answers that count (not corrected, not taken out) of patients in use, newest first. `count` is of all, `found` of at most `limit`. */
  search: query({ permission: 'forms.report' }, AnswerSearch.extend({ limit: z.int().min(1).max(500).default(100) }),
    z.object({ found: z.array(FoundAnswer), count: z.int() })),
  /** The same as CSV, a column a question; without patients who refused that their record leaves the clinic, whom `leftOut` counts. */
  export: query({ permission: 'forms.export' }, AnswerSearch.extend({ language: Language }), z.object({ file: z.file(), fileName: z.string(), leftOut: z.int() })),
};
