import { expect, test } from 'vitest';
import { sentences as arabic } from '#renderer/text/arabic.ts';
import { sentences as english } from '#renderer/text/english.ts';
import { sentences as spanish } from '#renderer/text/spanish.ts';
import { endpoints } from '#tests/support/contract-walk.ts';

/** Endpoints whose look at a patient is written by themselves. */
const BY_THEMSELVES = ['bedside.stays'];
/** Areas whose commands leave nothing in the log: what they change is this PC's own. */
const OF_THIS_PC: ReadonlySet<string> = new Set(['printing', 'drafts', 'devices', 'analysers', 'stock.cancelImport', 'sync.now', 'sync.joinCode', 'sync.check', 'sync.seen', 'sync.trust']);

type Words = { readonly [key: string]: string | Words };
const wordsOf = (sentences: object, name: string): unknown =>
  name.split('.').reduce<Words | string | undefined>((at, part) => (typeof at === 'object' ? at[part] : undefined), (sentences as { audit: { action: Words } }).audit.action);

test.each([['English', english], ['Spanish', spanish], ['Arabic', arabic]])('what the audit list can name has words in %s', (_, sentences) => {
  const looks = endpoints.filter(({ meta }) => meta.audit === 'patient').map(({ name }) => name);
  const changes = endpoints.filter(({ name, meta }) => meta.kind === 'command' && !OF_THIS_PC.has(name) && !OF_THIS_PC.has(name.split('.')[0] ?? '')).map(({ name }) => name);
  expect([...BY_THEMSELVES, ...looks, ...changes].filter((name) => typeof wordsOf(sentences, name) !== 'string')).toEqual([]);
});
