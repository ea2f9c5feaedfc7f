import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { Contract } from '#domain/contract/contract.ts';
import { done } from '#domain/contract/shapes.ts';
import { listedCount } from '#domain/record/diagnoses/search.ts';
import { MOST_TERMS, readTermList, type ReadTerm } from '#domain/record/diagnoses/read-list.ts';
import { addTerms, beginTermList, completeTermList, dropTermList, listTermLists, searchTerms, unfinishedTermLists } from '#db/queries/terms.ts';
import type { DeskParts } from '../desk.ts';
import type { Call } from '../dispatch/call.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { detectEncoding } from '../exchange/table/encoding.ts';
import { atOf } from './visits.ts';

/** So many terms are stored at a time; between them the desk answers others. */
const AT_A_TIME = 1000;
/** So many lines that were left out are told one by one. */
const TOLD = 200;

/** Coded terms for diagnoses, searched without any network. */
export function termHandlers(desk: DeskParts): Handlers<Contract['terms']> {
  // One after the other: what another import left unfinished is cleared away before one begins.
  let importing = false;
  return {
    search: (call, { text, language, limit }) => ({ terms: searchTerms(call.read, text, language, limit) }),
    lists: (call) => ({ lists: listTermLists(call.read), builtIn: listedCount() }),
    importList: async (call, { name, system, data }) => {
      if (name.trim() === '') throw invalid('name', 'empty');
      const read = readTermList(await textOf(data), system.trim());
      if (read.terms.length === 0) throw invalid('data', 'no-terms');
      if (read.terms.length > MOST_TERMS) throw invalid('data', 'too-many-terms', MOST_TERMS);
      if (importing) throw fail('CONFLICT', { reason: 'import-running' });
      importing = true;
      const listId = await bringIn(desk, call, { name: name.trim(), system: system.trim(), terms: read.terms }).finally(() => { importing = false; });
      return call.write((tx) => {
        completeTermList(tx, listId);
        const list = listTermLists(tx).find(({ id }) => id === listId);
        if (!list) throw new Error('the list was not stored');
        return { list, refused: read.refused.length, lines: read.refused.slice(0, TOLD) };
      });
    },
    removeList: (call, { listId }) => call.write((tx) => {
      if (!dropTermList(tx, listId)) throw fail('NOT_FOUND', { what: 'list' });
      return done;
    }),
  };
}

/** The text of a file, in whatever encoding a table program wrote it. */
async function textOf(data: Blob): Promise<string> {
  const chunks = [new Uint8Array(await data.arrayBuffer())];
  return new TextDecoder(await detectEncoding(Readable.from(chunks))).decode(chunks[0]);
}

/** Stores a list that nobody finds until it is complete. What an earlier import left behind goes first. */
async function bringIn(desk: DeskParts, call: Call, { name, system, terms }: { name: string; system: string; terms: readonly ReadTerm[] }): Promise<string> {
  const listId = desk.newId();
  const header = { personId: call.caller.personId, intent: call.endpoint };
  desk.store.write(header, (tx) => {
    for (const left of unfinishedTermLists(tx)) dropTermList(tx, left);
    beginTermList(tx, { id: listId, name, system, at: atOf(call) });
  });
  for (let from = 0; from < terms.length; from += AT_A_TIME) {
    desk.store.write(header, (tx) => { addTerms(tx, listId, terms.slice(from, from + AT_A_TIME)); });
    await setImmediate();
  }
  return listId;
}
