import { z } from 'zod';
import { questionKinds } from '../forms/question.ts';
import { CalendarDate, Id } from './shapes.ts';

/** Longer than the rules let in, so that the answer names the limit. */
const Typed = z.string().max(20_000);
export const NamesShape = z.record(z.string().max(35), Typed);
const PartId = z.string().max(60);
const Limit = z.number().min(-1e9).max(1e9).nullable();

export const QuestionShape = z.object({
  id: PartId, kind: z.enum(questionKinds), names: NamesShape, help: NamesShape, required: z.boolean(), unit: z.string().max(400), low: Limit, high: Limit,
  choices: z.array(z.object({ id: PartId, names: NamesShape })).max(300),
});

export const DefinitionShape = z.object({ names: NamesShape, questions: z.array(QuestionShape).max(500) });

/** One version of a form. `definition` is null where a newer program wrote what this one cannot read. */
export const FormVersion = z.object({
  id: Id, formKey: Id, version: z.int(), names: NamesShape, definition: DefinitionShape.nullable(),
  active: z.boolean(), createdAt: z.string(), createdBy: z.string().nullable(),
});
export type FormVersion = z.infer<typeof FormVersion>;

/** A form by its newest version. */
export const FormShape = FormVersion.extend({ versions: z.int() });
export type FormShape = z.infer<typeof FormShape>;

/** As boxes hold it, by the question's id. */
export const TypedAnswersShape = z.record(PartId, z.union([Typed, z.array(PartId).max(300)]));

export const AnswerLineShape = z.object({
  questionId: z.string(), names: NamesShape, kind: z.enum(questionKinds), unit: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]).nullable(), chosen: z.array(NamesShape),
});

/** A filled form, told by the version it was filled in. */
export const FilledForm = z.object({
  id: Id, encounterId: Id.nullable(), formKey: z.string(), definitionId: z.string(), version: z.int(),
  /** What the form was called; empty where its version is not here yet. */
  names: NamesShape,
  filledAt: z.string(), filledBy: z.string().nullable(), removed: z.boolean(), asked: z.boolean(),
  /** The earlier answers this one corrects. */
  replacesId: Id.nullable(),
  /** Somebody corrected it since; it stays as it was. */
  replaced: z.boolean(),
  lines: z.array(AnswerLineShape),
  /** As they were given, to be corrected. */
  typed: TypedAnswersShape,
});
export type FilledForm = z.infer<typeof FilledForm>;

/** What answers are searched by; the period is in days of the clinic, both ends in it. */
export const AnswerSearch = z.object({
  formKey: Id, from: CalendarDate.optional(), to: CalendarDate.optional(),
  /** All of these must be true; none finds every answer to the form. */
  where: z.array(z.object({
    /** `key` of a searchable question. */
    question: z.string().max(200), how: z.enum(['answered', 'empty', 'is', 'contains', 'below', 'above', 'between', 'one-of']),
    value: z.string().max(400).optional(), to: z.string().max(400).optional(), ids: z.array(PartId).max(300).optional(),
  })).max(5).default([]),
});
export type AnswerSearch = z.input<typeof AnswerSearch>;

export const FoundAnswer = z.object({
  id: Id, patientId: Id, patientName: z.string(), patientNumber: z.string(), version: z.int(), filledAt: z.string(), filledBy: z.string().nullable(),
  lines: z.array(AnswerLineShape),
});
export type FoundAnswer = z.infer<typeof FoundAnswer>;

export const SearchableShape = z.object({
  key: z.string(), id: z.string(), kind: z.enum(questionKinds), unit: z.string(), names: NamesShape,
  choices: z.array(z.object({ id: z.string(), names: NamesShape })), earlier: z.boolean(),
});
export type SearchableShape = z.infer<typeof SearchableShape>;
