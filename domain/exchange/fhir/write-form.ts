import type { AnswerValue, Answers } from '../../forms/answers.ts';
import { hasChoices, nameIn, type FormDefinition, type Names, type Question, type QuestionKind } from '../../forms/question.ts';
import type { SyncedRow } from '../../sync/tables.ts';
import type { JsonObject } from './json.ts';
import { to } from './write-request.ts';

/** One published version of a form. */
export interface PublishedForm {
  readonly id: string;
  readonly version: number;
  readonly definition: FormDefinition;
  readonly active: boolean;
  /** ISO instant. */
  readonly createdAt: string;
}

const EXTENSIONS = 'http://hl7.org/fhir/StructureDefinition';
/** Codes of http://hl7.org/fhir/item-type. */
const TYPES: Readonly<Record<QuestionKind, string>> = {
  'text': 'string', 'long': 'text', 'number': 'decimal', 'date': 'date', 'yes-no': 'boolean', 'one': 'choice', 'several': 'choice', 'heading': 'display',
};

/** A version has an address of its own: answers name what they were asked by, whatever is asked now. */
const addressOf = (definitionId: string): string => `urn:uuid:${definitionId}`;

/** A version of a form as a FHIR R4 Questionnaire. */
export const writeQuestionnaire = ({ id, version, definition: { names, questions }, active, createdAt }: PublishedForm): JsonObject => ({
  resourceType: 'Questionnaire', id, url: addressOf(id), version: String(version), ...named('title', names), status: active ? 'active' : 'retired', subjectType: ['Patient'], date: createdAt,
  item: questions.map(writeQuestion),
});

function writeQuestion(question: Question): JsonObject {
  const { id, kind, names, required, low, high, unit, choices } = question;
  const extension = [
    ...(low === null ? [] : [{ url: `${EXTENSIONS}/minValue`, valueDecimal: low }]), ...(high === null ? [] : [{ url: `${EXTENSIONS}/maxValue`, valueDecimal: high }]),
    ...(unit === '' ? [] : [{ url: `${EXTENSIONS}/questionnaire-unit`, valueCoding: { display: unit } }]),
  ];
  return {
    ...(extension.length === 0 ? {} : { extension }), linkId: id, ...named('text', names), type: TYPES[kind],
    ...(kind === 'heading' ? {} : { required }), ...(kind === 'several' ? { repeats: true } : {}),
    ...(hasChoices(question) ? { answerOption: choices.map((choice) => ({ valueCoding: codingOf(choice.id, choice.names) })) } : {}),
  };
}

const codingOf = (code: string, names: Names): JsonObject => ({ code, ...named('display', names) });

/** A name in the form's first language, those in others as translations beside it. */
function named(element: string, names: Names): JsonObject {
  const [first, ...others] = Object.entries(names).filter(([, name]) => name !== '');
  if (!first) return {};
  const translations = others.map(([language, name]) => (
    { url: `${EXTENSIONS}/translation`, extension: [{ url: 'lang', valueCode: language }, { url: 'content', valueString: name }] }
  ));
  return { [element]: first[1], ...(translations.length === 0 ? {} : { [`_${element}`]: { extension: translations } }) };
}

type Filled = Pick<SyncedRow<'form_answer'>, 'id' | 'patient_id' | 'encounter_id' | 'definition_id' | 'form_version' | 'filled_at' | 'replaces_id'>;

/** A filled form as a FHIR R4 QuestionnaireResponse, its questions as its version asked them. */
export const writeQuestionnaireResponse = (row: Filled, { questions }: FormDefinition, answers: Answers): JsonObject => ({
  resourceType: 'QuestionnaireResponse', id: row.id, questionnaire: `${addressOf(row.definition_id)}|${String(row.form_version)}`, status: row.replaces_id === null ? 'completed' : 'amended',
  subject: to('Patient', row.patient_id), ...(row.encounter_id === null ? {} : { encounter: to('Encounter', row.encounter_id) }), authored: row.filled_at,
  item: questions.flatMap((question) => {
    const value = answers[question.id];
    return value === undefined ? [] : [{ linkId: question.id, text: nameIn(question.names, 'en'), answer: writeAnswer(question, value) }];
  }),
});

function writeAnswer({ kind, choices }: Question, value: AnswerValue): JsonObject[] {
  if (typeof value === 'boolean') return [{ valueBoolean: value }];
  if (typeof value === 'number') return [{ valueDecimal: value }];
  if (kind === 'date') return [{ valueDate: value }];
  if (kind !== 'one' && kind !== 'several') return [{ valueString: value }];
  return [value].flat().map((id) => ({ valueCoding: codingOf(id, choices.find((choice) => choice.id === id)?.names ?? {}) }));
}
