import { describe, expect, test } from 'vitest';
import { translations } from '#build/checks/translations/translations.ts';
import { treeOf } from '#build/checks/tree.ts';

type Text = Readonly<Record<string, unknown>>;

/** What the check says of an area `desk` in three languages and the component that uses it. */
function findings(texts: { en: Text; es?: Text; ar?: Text }, code: string): string[] {
  const { en, es = en, ar = en } = texts;
  return translations(treeOf({
    'renderer/text/en/desk.json': JSON.stringify(en),
    'renderer/text/es/desk.json': JSON.stringify(es),
    'renderer/text/ar/desk.json': JSON.stringify(ar),
    'renderer/screens/desk.tsx': code,
  })).findings.map((f) => f.what);
}

test('complete texts in three languages pass, six plural forms in Arabic included', () => {
  const en = { title: 'Desk', waiting_one: '{{count}} person waits', waiting_other: '{{count}} people wait' };
  const es = { title: 'Mesa', waiting_one: '{{count}} espera', waiting_many: '{{count}} esperan', waiting_other: '{{count}} esperan' };
  const forms = ['zero', 'one', 'two', 'few', 'many', 'other'].map((form) => [`waiting_${form}`, `{{count}} ${form}`]);
  const ar = { title: 'المكتب', ...Object.fromEntries(forms) };
  expect(findings({ en, es, ar }, `t('desk.title'); t('desk.waiting', { count });`)).toEqual([]);
});

describe('keys', () => {
  test('missing and surplus ones in a language', () => {
    expect(findings({ en: { a: 'A', b: 'B' }, es: { a: 'A', c: 'C' } }, `t('desk.a'); t('desk.b')`)).toEqual([
      'desk.b is not translated', 'desk.c does not exist in en',
    ]);
  });
  test('asked for but absent, and present but never asked for', () => {
    expect(findings({ en: { a: 'A', b: 'B' } }, `t('desk.a'); i18n.t('desk.z')`)).toEqual([`'desk.z' has no text in en`, 'desk.b is not used']);
  });
  test('both arms of a condition and i18nKey are asked for', () => {
    expect(findings({ en: { a: 'A' } }, `t(x ? 'desk.a' : 'desk.q'); <Trans i18nKey="desk.r" />`)).toEqual([
      `'desk.q' has no text in en`, `'desk.r' has no text in en`,
    ]);
  });
  test('a template asks for every key it matches, and for at least one', () => {
    const en = { state: { waiting: 'W', called: 'C' } };
    expect(findings({ en }, 't(`desk.state.${s}`)')).toEqual([]);
    expect(findings({ en }, 't(`desk.state.${s}`); t(`desk.mode.${s}`)')).toEqual([`no key matches 'desk.mode.…'`]);
  });
  test('a key kept in a table counts as used', () => {
    expect(findings({ en: { a: 'A' } }, `const label = { x: 'desk.a' };`)).toEqual([]);
  });
});

describe('sentences', () => {
  test('the same placeholders and tags in every language', () => {
    expect(findings({ en: { a: 'Call {{name}} <b>now</b>' }, es: { a: 'Llamar {{nombre}}' } }, `t('desk.a')`)).toEqual([
      'desk.a has {{nombre}} where en has <b> {{name}}', 'desk.a is still in the source language',
    ]);
  });
  test('formatting options of a placeholder do not matter', () => {
    expect(findings({ en: { a: '{{when, datetime}}' }, es: { a: '{{ when }}' } }, `t('desk.a')`)).toEqual([]);
  });
  test('a sentence left in English is found, a name or unit is not', () => {
    expect(findings({ en: { a: 'Please come in', b: 'mmHg' } }, `t('desk.a'); t('desk.b')`)).toEqual([
      'desk.a is still in the source language', 'desk.a is still in the source language',
    ]);
  });
  test('empty sentences and values that are none', () => {
    expect(findings({ en: { a: 'A' }, es: { a: ' ' }, ar: { a: 3 } }, `t('desk.a')`)).toEqual([
      'desk.a is empty', 'desk.a is neither a sentence nor a group of sentences', 'desk.a is not translated',
    ]);
  });
  test('a broken file is named', () => {
    const { findings: found } = translations(treeOf({ 'renderer/text/en/desk.json': '{' }));
    expect(found).toEqual([{ file: 'renderer/text/en/desk.json', what: 'is not valid JSON' }]);
  });
});

describe('plural forms', () => {
  const code = `t('desk.n', { count })`;
  const en = { n_one: '{{count}} x', n_other: '{{count}} xs' };
  test('each language needs its own', () => {
    expect(findings({ en, es: { ...en, n_many: '{{count}} xs' } }, code)).toEqual(
      ['zero', 'two', 'few', 'many'].map((form) => `desk.n_* lacks the plural form _${form}`),
    );
  });
  test('a form the language does not use is refused, an own sentence for zero is not', () => {
    const found = findings({ en: { ...en, n_few: 'x', n_zero: 'nobody' } }, code);
    expect(found.filter((what) => what.includes('which en'))).toEqual(['desk.n_* has the plural form _few, which en does not use']);
  });
  test('ordinals follow ordinal rules', () => {
    const ordinal = { p_ordinal_one: 'a', p_ordinal_two: 'b', p_ordinal_few: 'c', p_ordinal_other: 'd' };
    const other = { p_ordinal_other: 'd' };
    expect(findings({ en: ordinal, es: other, ar: other }, `t('desk.p', { count, ordinal: true })`)).toEqual([]);
  });
  test('a form may leave the number out but not another placeholder', () => {
    const spelt = { n_one: 'uno', n_many: '{{count}} xs', n_other: '{{count}} xs' };
    expect(findings({ en, es: spelt }, code).filter((what) => what.includes('n_one'))).toEqual([]);
    const own = { n_one: 'one at {{room}}', n_other: '{{count}} at {{room}}' };
    expect(findings({ en: own, es: { ...own, n_one: 'uno', n_many: '{{count}} a {{room}}' } }, code)).toContain(
      'desk.n_one has no placeholder where en has {{room}}',
    );
  });
});
