import type { Named } from '../world.ts';

/** A change of one file of the product as it is loaded: `from` must occur exactly once. */
export interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** A protection of the product, and how it is taken out of the code that runs, never out of the code that is kept. */
export interface Mutation extends Named {
  readonly edits: readonly Edit[];
  /** What holds the same promise in the database. */
  readonly sql?: string;
}

const NEVER = 'if (1 > 2)';

export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'prev', about: 'a column write names the version it saw',
    edits: [{ file: 'domain/sync/conflict.ts', from: '|| hasSeen(operation, column, standing)) continue;', to: '|| operation.dseq > 0) continue;' }],
  },
  {
    name: 'column-clock', about: 'a write is stamped above the columns it replaces',
    edits: [{ file: 'domain/sync/clock.ts', from: 'Math.max(hlcFromMs(physicalMs), last + 1, replaced + 1)', to: 'Math.max(hlcFromMs(physicalMs), last + 1, Math.min(replaced, 0))' }],
  },
  {
    name: 'op-tie', about: 'equal stamps are decided by the operation id',
    edits: [{ file: 'domain/sync/operation.ts', from: 'parseInt(opId.slice(-12), 16)', to: 'opId.length' }],
  },
  {
    name: 'chain', about: 'the hash chain of a device\'s stream is compared',
    edits: [
      { file: 'server/sync/compare-chains.ts', from: 'const same = links.after(at.dseq - from + 1)?.equals(at.chain);', to: 'const same = links.after(at.dseq - from + 1) !== null;' },
      { file: 'main/sync/steps/hello.ts', from: 'const isSplit = answer.last > mine ||', to: 'const isSplit = answer.last > mine + 1e9 && answer.last > 0 &&' },
      { file: 'db/sync/receive.ts', from: 'if (isUnderPresentName(place, operation)) throw new OwnOperationUnknown();', to: 'if (isUnderPresentName(place, operation)) continue;' },
    ],
  },
  {
    name: 'timeline', about: 'every cursor belongs to a timeline',
    edits: [
      { file: 'server/sync/pull.ts', from: 'if (clinic.timeline !== request.timeline)', to: NEVER },
      { file: 'server/sync/push.ts', from: 'if (timelines.at(-1)?.id !== request.timeline)', to: NEVER },
      { file: 'db/sync/new-timeline.ts', from: 'if (!place || start === null || start === undefined) return;', to: 'if (place) changePlace(tx, { timelines, contributed: timelines.at(-1)?.id ?? "" });\n  if (!place || start !== -1) return;' },
    ],
  },
  {
    name: 'op-id', about: 'the log takes an operation id once',
    edits: [{ file: 'server/sync/log-rows.ts', from: 'if (opIds.length === 0) return new Set();', to: 'if (opIds.length >= 0) return new Set();' }],
    sql: 'ALTER TABLE op_log DROP CONSTRAINT op_log_clinic_id_op_id_key',
  },
  {
    name: 'cursor-atomic', about: 'cursor and rows are committed together',
    edits: [
      { file: 'main/sync/steps/pull.ts', from: 'if (isAll) this', to: 'this.#link.parts.store.write(syncWrite, (tx) => { changePlace(tx, { cursor }); });\n    if (isAll) this' },
      { file: 'main/sync/steps/pull.ts', from: "import { NetworkFailure } from '../transport.ts';", to: "import { NetworkFailure } from '../transport.ts';\nimport { changePlace } from '#db/sync/place.ts';" },
    ],
  },
  {
    name: 'chunk-last', about: 'a chunk of a copy counts as loaded with the last of its rows',
    edits: [{ file: 'main/sync/steps/load-chunk.ts', from: '  if (!isLast) return;\n', to: '  if (from > 0) return;\n' }],
  },
  {
    name: 'server-ack', about: 'acknowledged is what the server says, nothing else',
    edits: [
      { file: 'main/sync/steps/hello.ts', from: 'changePlace(tx, { acked: answer.last, durable', to: 'changePlace(tx, { acked: Math.max(acked, answer.last), durable' },
      { file: 'db/sync/new-timeline.ts', from: 'acked: Math.min(place.acked, last)', to: 'acked: place.acked + Math.min(0, last)' },
      { file: 'main/sync/steps/push.ts', from: 'changePlace(tx, { acked: answer.last, ...', to: 'changePlace(tx, { acked: Math.max(place.acked, answer.last), ...' },
    ],
  },
  {
    name: 'contribute', about: 'after a server restore, PCs hand in what others had written',
    edits: [{ file: 'main/sync/steps/contribute.ts', from: 'if (link.place.contributed === timeline) return 0;', to: 'if (link.place.contributed !== "-") return 0;' }],
  },
  {
    name: 'tripwire', about: 'an own operation that is unknown here stops the pull',
    edits: [{ file: 'db/sync/receive.ts', from: 'if (isUnderPresentName(place, operation)) throw new OwnOperationUnknown();', to: 'if (isUnderPresentName(place, operation)) continue;' }],
  },
  {
    name: 'history', about: 'the whole history of timelines is compared',
    edits: [{ file: 'domain/sync/timelines.ts', from: 'return after.length === 0 ? null : Math.min(...after.map((timeline) => timeline.start));', to: 'return after.length === 0 ? null : servers.at(-1)?.start ?? 0;' }],
  },
  {
    name: 'log-mark', about: 'a place of the log is known by when it was stored, not by its operation alone',
    edits: [
      { file: 'main/sync/steps/went-back.ts', from: "typeof stored === 'number' && typeof present === 'number' && stored !== present", to: "typeof stored === 'number' && typeof present === 'number' && stored < 0" },
      { file: 'server/sync/went-back.ts', from: '(stored === undefined || stored === null ||', to: '(stored !== -1 || stored === null ||' },
    ],
  },
  {
    name: 'went-back', about: 'a PC that knows more of the log than the log holds has it begin another life',
    edits: [{ file: 'main/sync/steps/hello.ts', from: "if (answer.status === 'active' && holdsLess(before, answer))", to: NEVER }],
  },
  {
    name: 'unconfirm', about: 'every change of timeline makes what was confirmed above it unconfirmed',
    edits: [{ file: 'db/sync/new-timeline.ts', from: "unconfirmAfter(tx, start);", to: '' }],
  },
  {
    name: 'whole-groups', about: 'a group is never divided over requests, pages or transactions',
    edits: [
      { file: 'db/sync/outbox.ts', from: 'if (rows.length <= most && size <= bytes) return rows;', to: 'if (most > 0) return rows.slice(0, most);' },
      { file: 'server/sync/log-page.ts', from: 'const start = startOfGroup(rows, rows.length - 1);', to: 'const start = rows.length > limit ? limit : startOfGroup(rows, 0);' },
    ],
  },
  {
    name: 'group-aside', about: 'what was written together with a bad operation is put aside with it',
    edits: [{ file: 'server/sync/read-operations.ts', from: 'const reason = reasons[i] ?? (spoiled', to: 'const reason = reasons[i] ?? (new Set<string>()' }],
  },
  {
    name: 'contribute-groups', about: 'contributions come in whole groups, each in one piece',
    edits: [{ file: 'db/sync/new-timeline.ts', from: 'ORDER BY origin, grp, dseq LIMIT ?`', to: 'ORDER BY hlc % 7, op_id LIMIT ?`' }],
  },
  {
    name: 'deferred', about: 'what cannot be applied yet is kept and waits',
    edits: [{ file: 'db/sync/foreign-door.ts', from: '    this.#defer(operation, reason);\n', to: '' }],
  },
  {
    name: 'quarantine', about: 'what cannot be taken is put aside, visibly, and the stream goes on',
    edits: [{ file: 'server/sync/read-operations.ts', from: 'else bad.push({ linked, reason });', to: '' }],
  },
  {
    name: 'fates', about: 'a PC is told what of its own was put aside',
    edits: [{ file: 'main/sync/steps/push.ts', from: "if (answer.kind === 'stored' || answer.kind === 'set-aside') keepFates", to: `${NEVER} keepFates` }],
  },
  {
    name: 'copy-rows', about: 'after a server restore, PCs hand in rows of which only their copy of the clinic tells',
    edits: [{ file: 'main/sync/steps/hand-in-rows.ts', from: "    const timeline = this.#link.place.timelines.at(-1)?.id ?? '';", to: "    if (operations.length > 0) return 0;\n    const timeline = this.#link.place.timelines.at(-1)?.id ?? '';" }],
  },
  {
    name: 'offer-first', about: 'a PC hands in what only its copy tells before it reads what was written since',
    edits: [{ file: 'main/sync/steps/offer-copies.ts', from: 'if (!lacking.isWanted ||', to: 'if (timeline !== "" ||' }],
  },
  {
    name: 'take-back', about: 'what a manager discarded is taken out of the rows of the PC that wrote it',
    edits: [{ file: 'main/sync/steps/discarded.ts', from: 'const notDone = isChanged ? make(tx, name, rowId, target) : undefined;', to: "const notDone = isChanged && make === undefined ? 'discard-kept' : undefined;" }],
  },
  {
    name: 'elder-names', about: 'a PC whose stream split hears what became of what it wrote under its earlier names',
    edits: [{ file: 'server/sync/set-aside.ts', from: 'd.device_id = elder.before)', to: 'd.device_id = elder.before AND d.device_id IS NULL)' }],
  },
  {
    name: 'copies-names', about: 'a PC hears what became of its operations under the name of a copy of its disk, which sent them first',
    edits: [{ file: 'server/sync/set-aside.ts', from: 'd.forked_from = name.id)', to: 'd.forked_from = name.id AND d.device_id IS NULL)' }],
  },
  {
    name: 'reopen', about: 'a conflict whose decision was discarded is open again',
    edits: [{ file: 'server/sync/undecided.ts', from: 'if (decisions.length === 0) return [];', to: 'if (decisions.length >= 0) return [];' }],
  },
  {
    name: 'newest-fate', about: 'what a restored server says of an operation counts, whatever it had said before',
    edits: [{ file: 'db/sync/fates.ts', from: "(fate = 'conflict' AND excluded", to: "(fate = '' AND excluded" }],
  },
  {
    name: 'heard-anew', about: 'a PC hears anew, in another life of the log, what was set aside of all that it wrote',
    edits: [{ file: 'main/sync/steps/hello.ts', from: 'String(before.heard ?? before.acked)', to: 'String(before.acked)' }],
  },
  {
    name: 'asked-anew', about: 'a PC asks a restored server anew whether what it has undone is discarded',
    edits: [{ file: 'db/sync/new-timeline.ts', from: '  doubtDiscarded(tx);', to: '  [doubtDiscarded].slice(1);' }],
  },
  {
    name: 'rows-as-read', about: 'a row of which something was discarded becomes what the server has at the place of the log up to which this PC has read',
    edits: [{ file: 'main/sync/steps/discarded.ts', from: 'seq !== link.place.cursor', to: 'seq < 0' }],
  },
  {
    name: 'needed-rows', about: 'a discarded row of which the record has changes is listed, and may be let in',
    edits: [{ file: 'server/sync/needed-rows.ts', from: 's.base_hlc = 0', to: 's.base_hlc < 0' }],
  },
  {
    name: 'hand-in', about: 'a PC that was stopped still gives what it has',
    edits: [{ file: 'main/sync/steps/hand-in.ts', from: 'while (await pushOnce(link, size, signal));', to: 'await Promise.resolve([pushOnce, size, signal]);' }],
  },
  {
    name: 'issued-numbers', about: 'a printed number that is used twice is told to a person',
    edits: [{ file: 'server/sync/issued-numbers.ts', from: 'if (before) used.set(', to: 'if (before && number === "") used.set(' }],
  },
  {
    name: 'adopt-conflicts', about: 'conflicts that come back after a restore become the server\'s own again, or are settled',
    edits: [{ file: 'server/sync/adopt-conflicts.ts', from: 'if (ids.length === 0) return undefined;', to: 'if (ids.length >= 0) return undefined;' }],
  },
  {
    name: 'clash-list', about: 'a slot that two PCs booked is listed',
    edits: [{ file: 'domain/calendar/attention.ts', from: '...(theirs.length > capacityAt(', to: '...(theirs.length > 99 + capacityAt(' }],
  },
];

/** Those that no change of a line can take out. */
const COMPOSED: readonly Named[] = [
  { name: 'keep-acked', about: 'acknowledged operations are kept until the backup horizon' },
  { name: 'register', about: 'enrolments and revocations are also kept outside the database' },
];

export const PROTECTIONS: readonly Named[] = [...MUTATIONS.map(({ name, about }) => ({ name, about })), ...COMPOSED];

/** The edits that take protections out, by file. Throws for a name that is not one. */
export function editsOf(names: readonly string[]): Map<string, Edit[]> {
  const edits = new Map<string, Edit[]>();
  for (const name of names) {
    const mutation = MUTATIONS.find((one) => one.name === name);
    for (const edit of mutation?.edits ?? []) edits.set(edit.file, [...(edits.get(edit.file) ?? []), edit]);
  }
  return edits;
}

/** The text with every edit made. Throws when one does not fit any more: the product changed, and so must the edit. */
export function edited(text: string, edits: readonly Edit[]): string {
  let changed = text;
  for (const { file, from, to } of edits) {
    if (changed.split(from).length !== 2) throw new Error(`the protection in ${file} is not where it was: ${from}`);
    changed = changed.replace(from, () => to);
  }
  return changed;
}
