import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultTexts, testTexts, textLanguages } from '#domain/notifications/default-texts.ts';
import { eventSpecs, leadFor, notificationEvents, variablesOf } from '#domain/notifications/events.ts';
import { escapeHtml, fillIn, htmlOf, MOST_BODY, MOST_SHORT, MOST_SUBJECT, parseTemplate, type Values } from '#domain/notifications/template.ts';
import { nastyText } from '#tests/support/notify/nasty-text.ts';

const fill = (template: string, values: Values) => {
  const parts = parseTemplate(template, Object.keys(values));
  return parts.ok ? fillIn(parts.value, values) : parts;
};

describe('templates', () => {
  test('say what is wrong: an unknown variable by its name, a brace that is alone', () => {
    expect(parseTemplate('Dear {patien}', ['patient'])).toEqual({ ok: false, error: { code: 'unknown-variable', name: 'patien' } });
    for (const open of ['Dear {patient', 'Dear patient}', '{{patient}', '{patient}}', '{a{patient}}']) {
      expect(parseTemplate(open, ['patient']), open).toMatchObject({ ok: false, error: { code: 'open-brace' } });
    }
    expect(fill('{{patient}} is {patient}', { patient: 'Amina' })).toEqual({ ok: true, value: '{patient} is Amina' });
  });

  test('with a value that is not there are not filled in', () => {
    for (const empty of [null, '', '  \n ']) expect(fill('Room {room}', { room: empty })).toEqual({ ok: false, error: { code: 'missing-value', name: 'room' } });
  });

  test('without braces are what they were, and any text survives doubled braces', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const doubled = text.replaceAll('{', '{{').replaceAll('}', '}}');
      expect(fill(doubled, {})).toEqual({ ok: true, value: text });
    }));
  });

  test('put every value in one line, and never read a value as a template', () => {
    fc.assert(fc.property(nastyText().filter((value) => value.trim() !== ''), (value) => {
      const made = fill('a{x}b', { x: value });
      if (!made.ok) return expect(made.error).toMatchObject({ code: 'missing-value' });
      expect(made.value).not.toMatch(/[\r\n\p{Cc}\u2028\u2029]/u);
      expect(made.value.startsWith('a') && made.value.endsWith('b')).toBe(true);
    }));
    expect(fill('{x}', { x: '{y}' })).toEqual({ ok: true, value: '{y}' });
  });

  test('as HTML hold no markup but their own', () => {
    fc.assert(fc.property(nastyText(), (text) => {
      const inner = htmlOf(text, 'en').replace(/^<!doctype html><html lang="en"><head><meta charset="utf-8"><\/head><body>/, '').replace(/<\/body><\/html>$/, '');
      expect(inner.replaceAll(/<p dir="auto">|<\/p>|<br>/g, '')).not.toMatch(/[<>"']|&(?!amp;|lt;|gt;|quot;|#39;)/);
    }));
    expect(escapeHtml(`<a href="x">'&'`)).toBe('&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;');
  });

  test('of the program fit every event in every language, and name what every such message has', () => {
    for (const language of textLanguages) {
      for (const event of notificationEvents) {
        const texts = defaultTexts(event, language)!;
        for (const text of Object.values(texts)) expect(parseTemplate(text, eventSpecs[event].always), `${language} ${event}`).toMatchObject({ ok: true });
        expect(texts.subject.length <= MOST_SUBJECT && texts.body.length <= MOST_BODY && texts.short.length <= MOST_SHORT).toBe(true);
      }
    }
    expect(variablesOf('appointment-booked')).toContain('room');
    expect(testTexts(['sw', 'es', 'en']).language).toBe('es');
    expect(testTexts(['sw']).language).toBe('en');
  });

  test('go with rules whose span the event can have', () => {
    expect([leadFor('appointment-booked', 999), leadFor('appointment-reminder', 120), leadFor('appointment-reminder', 5), leadFor('appointment-reminder', 100 * 1440)]).toEqual([0, 120, undefined, undefined]);
    expect([leadFor('bill-unpaid', 14 * 1440), leadFor('bill-unpaid', 90), leadFor('follow-up-due', 0), leadFor('follow-up-due', -1440), leadFor('follow-up-due', 0.5)]).toEqual([14 * 1440, undefined, 0, undefined, undefined]);
  });
});
