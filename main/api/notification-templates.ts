import type { EventTemplate } from '#domain/contract/notifications.ts';
import { addDays } from '#domain/kit/calendar.ts';
import { decimalsOf } from '#domain/kit/money.ts';
import { dateOfWall, wallNow } from '#domain/calendar/wall.ts';
import { defaultTexts, textLanguages, type EventTexts } from '#domain/notifications/default-texts.ts';
import { notificationEvents, variablesOf, type NotificationEvent } from '#domain/notifications/events.ts';
import { fillIn, oneLine, parseTemplate, type Values } from '#domain/notifications/template.ts';
import { vaccineWord } from '#domain/notifications/vaccine-words.ts';
import type { WriteDb } from '#db/door.ts';
import { listRooms, listServices } from '#db/queries/clinic.ts';
import { ownTemplates, textsOf } from '#db/queries/notifications.ts';
import { clinicCurrency } from '#db/queries/stock.ts';
import type { ReadDb } from '#db/read.ts';
import { derivedId } from '../billing/derived-id.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import { dayText, tagOf, timeText } from '../notify/sources/source.ts';
import { clinicOf } from './clinic.ts';

/** Every event in every language that has texts, or in which patients of this clinic are spoken to. */
export function listTemplates(db: ReadDb): EventTemplate[] {
  const own = ownTemplates(db);
  const languages = [...new Set([...clinicOf(db).languages, ...textLanguages, ...own.map(({ language }) => language)])];
  return notificationEvents.flatMap((event) => languages.map((language) => ({
    event, language, ...(textsOf(db, event, language) ?? { subject: '', body: '', short: '' }), own: own.some((row) => row.event === event && row.language === language),
  })));
}

const fields = ['subject', 'body', 'short'] as const;
type Wish = EventTexts & { readonly event: NotificationEvent; readonly language: string };

export function writeTemplate(tx: WriteDb, wish: Wish): EventTemplate {
  const texts = { subject: oneLine(wish.subject), body: wish.body.trim(), short: wish.short.trim() };
  const issues = fields.flatMap((field) => {
    if (texts[field] === '') return [{ field, code: 'empty' }];
    const parsed = parseTemplate(texts[field], variablesOf(wish.event));
    if (parsed.ok) return [];
    return [parsed.error.code === 'unknown-variable' ? { field, code: parsed.error.code, limit: parsed.error.name } : { field, code: parsed.error.code }];
  });
  if (issues.length > 0) throw fail('INVALID', { issues });
  put(tx, wish, { ...texts, own: 1 });
  return { event: wish.event, language: wish.language, ...texts, own: true };
}

export function resetTemplate(tx: WriteDb, event: NotificationEvent, language: string): void {
  if (!tx.row('notification_template', idOf(event, language))) return;
  if (!defaultTexts(event, language)) throw invalid('language', 'no-default');
  tx.update('notification_template', idOf(event, language), { own: 0 });
}

/** One row for an event and language, whichever PC makes it. */
const idOf = (event: NotificationEvent, language: string): string => derivedId('notification-template', event, language);

function put(tx: WriteDb, { event, language }: Wish, row: EventTexts & { readonly own: 0 | 1 }): void {
  const id = idOf(event, language);
  if (tx.row('notification_template', id)) tx.update('notification_template', id, row);
  else tx.insert('notification_template', { id, event, language, ...row });
}

type Fault = { readonly field: (typeof fields)[number]; readonly code: string; readonly name: string | null };

/** The texts for somebody made up, and what is wrong with them. */
export function previewTexts(db: ReadDb, now: number, wish: Wish): EventTexts & { faults: Fault[] } {
  const values = sampleValues(db, now, wish.language);
  const faults: Fault[] = [];
  const show = (field: (typeof fields)[number]): string => {
    const parsed = parseTemplate(wish[field], variablesOf(wish.event));
    if (!parsed.ok) {
      faults.push({ field, code: parsed.error.code, name: parsed.error.code === 'unknown-variable' ? parsed.error.name : null });
      return '';
    }
    const filled = fillIn(parsed.value, values);
    return filled.ok ? filled.value : '';
  };
  return { subject: oneLine(show('subject')), body: show('body'), short: show('short'), faults };
}

/** A patient whom nobody is. */
function sampleValues(db: ReadDb, now: number, language: string): Values {
  const { name, zone } = clinicOf(db);
  const currency = clinicCurrency(db);
  const tomorrow = addDays(dateOfWall(wallNow(now, zone)), 1);
  return {
    patient: language === 'ar' ? 'سلمى المثال' : 'Alex Example', clinic: name, date: dayText(tomorrow, language), time: timeText('10:30', language), provider: language === 'ar' ? 'د. المثال' : 'Dr Example', room: listRooms(db)[0]?.name ?? '1', service: listServices(db)[0]?.name ?? name,
    vaccines: vaccineWord('measles-rubella', language), number: 'A-0001', amount: new Intl.NumberFormat(tagOf(language), { style: 'currency', currency }).format(1200 / 10 ** decimalsOf(currency)),
  };
}
