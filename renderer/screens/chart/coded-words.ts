import type { TFunction } from 'i18next';
import { ANSWER_NAMES, TEST_NAMES } from '#domain/lab/names.ts';
import { rangeText } from '#domain/lab/range.ts';
import { priorityOf } from '#domain/lab/status.ts';
import { nameIn } from '#domain/lab/test.ts';
import { ltr } from '#renderer/text/ltr.ts';

/** Where the screens' words stand for what a column holds: a word, or a list of words. */
const WORDS: Readonly<Record<string, string>> = {
  'lab_order_line.status': 'laboratory.line-status', 'lab_value.flag': 'laboratory.flag', 'lab_value.source': 'laboratory.source', 'lab_value.refused': 'laboratory.refused',
  'pregnancy.status': 'mothers.status', 'pregnancy.due_method': 'mothers.method', 'pregnancy.rhesus': 'mothers.rhesus', 'pregnancy.smoking': 'mothers.smoking',
  'pregnancy.risks': 'mothers.risk', 'pregnancy.end_kind': 'mothers.end-kind',
  'maternity_visit.kind': 'mothers.visit', 'maternity_visit.presentation': 'mothers.presentation', 'maternity_visit.dangers': 'mothers.danger',
  'maternity_visit.feeding': 'mothers.feeding', 'maternity_visit.contraception': 'mothers.contraception',
  'delivery.place': 'mothers.place', 'delivery.onset': 'mothers.onset', 'delivery.mode': 'mothers.mode', 'delivery.caesarean_reason': 'mothers.caesarean-reason',
  'delivery.lie': 'mothers.lie', 'delivery.conditions': 'mothers.condition', 'delivery.mother_outcome': 'mothers.mother-outcome',
  'newborn.outcome': 'mothers.outcome', 'document.kind': 'papers.kinds', 'encounter.outcome': 'visit.outcome',
};

/** What a column of the record holds, as the screens say it; undefined for what needs no words of its own. */
export function codedWords(record: string, field: string, value: string, t: TFunction, language: string): string | undefined {
  const column = `${record}.${field}`;
  const words = WORDS[column];
  if (words !== undefined) return listOf(value).map((word) => t(`${words}.${word}`, { defaultValue: word })).join(t('everywhere.comma')) || t('audit.nothing');
  if (field === 'test_code') return testName(value, language);
  if (column === 'lab_value.text') return nameIn(ANSWER_NAMES[value] ?? { en: value }, language);
  if (column === 'lab_order_line.priority') return t(`laboratory.priority.${priorityOf(Number(value))}`);
  if (column === 'maternity_visit.children') return childDangers(value, t);
  const held = partsOf(value);
  if (column === 'lab_value.range' && held) return ltr(rangeText({ low: numberOf(held.low), high: numberOf(held.high) })) || undefined;
  if (column === 'lab_value.delta' && held) return t('laboratory.delta-from', { percent: String(held.percent), previous: String(held.previous) });
  return column === 'newborn.apgar' && held ? apgarWords(held) : undefined;
}

/** The laboratory's name of a test; a test of the clinic's own is called by its code here. */
export const testName = (code: string, language: string): string => nameIn(TEST_NAMES[code] ?? { en: code }, language);

/** What was seen in the newborns, each danger sign once. */
function childDangers(value: string, t: TFunction): string | undefined {
  const children = parsed(value);
  if (!Array.isArray(children)) return undefined;
  const dangers = new Set(children.flatMap((child: { readonly dangers?: unknown }) => (Array.isArray(child.dangers) ? child.dangers.map(String) : [])));
  return dangers.size === 0 ? t('audit.nothing') : [...dangers].map((danger) => t(`mothers.child-danger.${danger}`, { defaultValue: danger })).join(t('everywhere.comma'));
}

/** `1′: 6 · 5′: 9`, of each minute the points that were given. */
function apgarWords(minutes: Readonly<Record<string, unknown>>): string {
  return ltr(Object.entries(minutes).map(([minute, points]) => {
    const given = Object.values(points ?? {}).filter((each) => typeof each === 'number');
    return `${minute}′: ${String(given.reduce((sum, each) => sum + each, 0))}`;
  }).join(' · '));
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

function listOf(value: string): readonly string[] {
  if (!value.startsWith('[')) return [value];
  const list = parsed(value);
  return Array.isArray(list) ? list.map(String) : [value];
}

function partsOf(value: string): Readonly<Record<string, unknown>> | undefined {
  const held = value.startsWith('{') ? parsed(value) : undefined;
  return typeof held === 'object' && held !== null ? { ...held } : undefined;
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
