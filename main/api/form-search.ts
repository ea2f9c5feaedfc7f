import type { Contract } from '#domain/contract/contract.ts';
import type { AnswerSearch, SearchableShape } from '#domain/contract/forms-shapes.ts';
import { readComparison } from '#domain/forms/comparison.ts';
import { searchableQuestions, searchKey, type SearchableQuestion } from '#domain/forms/searchable.ts';
import { addDays } from '#domain/kit/calendar.ts';
import { inZone, instantAt } from '#domain/kit/time.ts';
import { mayUsePatient } from '#db/queries/consents.ts';
import { eachAnswer, searchAnswers, type AnswerQuery, type Condition } from '#db/queries/form-search.ts';
import { versionsOf } from '#db/queries/forms.ts';
import type { ReadDb } from '#db/read.ts';
import type { Call } from '../dispatch/call.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { answersCsv } from '../exchange/export/answers-csv.ts';
import { clinicOf } from './clinic.ts';
import { clinicDay } from './visits.ts';

type Searching = Pick<Handlers<Contract['forms']>, 'searchable' | 'search' | 'export'>;
type Wanted = Pick<AnswerSearch, 'formKey' | 'from' | 'to'> & { readonly where: NonNullable<AnswerSearch['where']> };

/** Answers of all patients, found by what was answered. */
export function formSearchHandlers(): Searching {
  return {
    searchable: (call, { formKey }) => ({ questions: structuredClone(searchableOf(call.read, formKey)) as SearchableShape[] }),
    search: (call, { limit, ...wanted }) => searchAnswers(call.read, queryOf(call, wanted), limit),
    export: (call, { language, ...wanted }) => {
      const query = queryOf(call, wanted);
      const { zone } = clinicOf(call.read);
      const leaving = consenting(call.read);
      const text = answersCsv([...eachAnswer(call.read, query)].filter(({ patient_id }) => leaving.may(patient_id)), versionsOf(call.read, wanted.formKey), { language, zone });
      const fileName = `answers-${inZone(call.now, zone).date}.csv`;
      return { file: new File([text], fileName, { type: 'text/csv' }), fileName, leftOut: leaving.refused() };
    },
  };
}

/** Who lets the record leave the clinic, asked once for each patient; and how many of those asked do not. */
function consenting(db: ReadDb): { may: (patientId: string) => boolean; refused: () => number } {
  const known = new Map<string, boolean>();
  return {
    may: (patientId) => {
      const answer = known.get(patientId) ?? mayUsePatient(db, patientId, 'sharing');
      known.set(patientId, answer);
      return answer;
    },
    refused: () => [...known.values()].filter((may) => !may).length,
  };
}

const startOf = (day: string, zone: string): string => new Date(instantAt(day, '00:00', zone)).toISOString();

function searchableOf(db: ReadDb, formKey: string): SearchableQuestion[] {
  const versions = versionsOf(db, formKey);
  if (versions.length === 0) throw fail('NOT_FOUND', { what: 'form' });
  return searchableQuestions(versions.flatMap(({ definition }) => definition ?? []));
}

function queryOf(call: Call, { formKey, from, to, where }: Wanted): AnswerQuery {
  const { read: db } = call;
  const { zone, dateOrder } = clinicOf(db);
  const context = { today: clinicDay(db, call.now), order: dateOrder };
  const questions = searchableOf(db, formKey);
  if (from !== undefined && to !== undefined && from > to) throw invalid('to', 'limits-crossed');
  const conditions = where.map(({ question: key, ...typed }, index): Condition => {
    const question = questions.find((each) => each.key === key);
    if (!question) throw invalid(`where.${String(index)}.question`, 'not-offered');
    const read = readComparison(question, typed, context);
    if (!read.ok) throw invalid(`where.${String(index)}.${read.error.field}`, read.error.code);
    const definitionIds = versionsOf(db, formKey).filter(({ definition }) => definition?.questions.some((each) => searchKey(each) === key)).map(({ id }) => id);
    return { questionId: question.id, definitionIds, comparison: read.value };
  });
  return {
    formKey, where: conditions, from: from === undefined ? null : startOf(from, zone),
    before: to === undefined ? null : startOf(addDays(to, 1), zone),
  };
}
