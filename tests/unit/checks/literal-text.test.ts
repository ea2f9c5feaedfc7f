import { expect, test } from 'vitest';
import { literalText, literalsIn } from '#build/checks/literal-text.ts';
import { treeOf } from '#build/checks/tree.ts';

const found = (jsx: string): number => literalsIn('renderer/a.tsx', `const a = ${jsx};`).length;

test.each([
  '<p>Waiting list</p>',
  '<p>\n  Waiting\n  list\n</p>',
  '<p>قائمة</p>',
  `<p>{'Waiting'}</p>`,
  `<p>{on ? 'Open' : t('desk.closed')}</p>`,
  `<p>{on && 'Open'}</p>`,
  '<p>{`Room ${n}`}</p>',
  `<p>{'Room ' + n}</p>`,
  '<Input label="Name" />',
  '<Input placeholder={`Name`} />',
  `<Input title={x ?? 'Name'} />`,
  '<button aria-label="Close" />',
])('%s is a sentence in a component', (jsx) => expect(found(jsx)).toBe(1));

test.each([
  `<p>{t('desk.title')}</p>`,
  '<p>{name}: {count} / 3 · °</p>',
  '<Kbd>Enter</Kbd>',
  '<kbd>{"Esc"}</kbd>',
  '<h1>Daybook</h1>',
  `<Input label={t('desk.name')} name="family" className="wide" type="text" />`,
  `<p>{mode === 'open' && <b />}</p>`,
  `<p>{list.map((x) => x.get('name'))}</p>`,
])('%s is not', (jsx) => expect(found(jsx)).toBe(0));

test('only components are read, and the line is named', () => {
  const jsx = 'const a = (\n  <p>Hello</p>\n);';
  const { findings } = literalText(treeOf({ 'renderer/a.tsx': jsx, 'tests/a.tsx': jsx, 'renderer/b.ts': 'const a = "Hello";' }));
  expect(findings).toMatchObject([{ file: 'renderer/a.tsx', line: 2 }]);
});
