import type { Named } from '../world.ts';

const ABOUT = {
  'prev': 'a column write names the version it saw',
  'idempotency': 'device numbers, chain and unique operation ids together',
  'column-clock': 'a write is stamped above the columns it replaces',
  'keep-acked': 'acknowledged operations are kept until the backup horizon',
  'chain': 'the hash chain of a device\'s stream is compared',
  'timeline': 'every cursor belongs to a timeline',
  'op-id': 'the log takes an operation id once',
  'cursor-atomic': 'cursor and rows are committed together',
  'op-tie': 'equal stamps are decided by the operation id, not by the device',
  'server-ack': 'acknowledged is what the server says, nothing else',
  'contribute': 'after a server restore, PCs hand in what others had written',
  'tripwire': 'an own operation that is unknown here stops the pull',
  'history': 'the whole history of timelines is compared',
  'log-mark': 'a place of the log is known by the transaction that stored it, not by its operation alone',
  'copy-place': 'a PC that starts from a snapshot compares the snapshot\'s place with the log',
  'went-back': 'a PC that knows more of the log than the log holds has it begin another life',
  'contribute-by-id': 'contributions are taken by operation id, outside the stream of their origin',
  'unconfirm': 'every change of timeline makes what was confirmed above it unconfirmed',
  'start-up-check': 'a program notices at start that its disk was copied or rolled back',
  'whole-groups': 'a group is never divided over requests, pages or transactions',
  'answer-check': 'a hash over every message',
  'deferred': 'operations with an unknown column wait for the upgrade',
  'quarantine': 'what cannot be taken is put aside, visibly, and the stream goes on',
  'take-back': 'what a manager discarded is taken out of the rows of the PC that wrote it',
  'register': 'enrolments and revocations are also kept outside the database',
  'horizon': 'nothing is pruned that a restorable backup lacks',
  'snapshot-tail': 'a PC that starts from a snapshot also pulls everything above the backup horizon',
} as const;

export type Protection = keyof typeof ABOUT;

/** Which protections are in force. */
export type Protections = Readonly<Record<Protection, boolean>>;

export const PROTECTIONS: readonly Named[] = Object.entries(ABOUT).map(([name, about]) => ({ name, about }));

/** One name may stand for several parts: without idempotency, the chain and the unique id are gone as well. */
export function protectionsWithout(without: ReadonlySet<string>): Protections {
  const on = Object.fromEntries(Object.keys(ABOUT).map((name) => [name, !without.has(name)])) as Record<Protection, boolean>;
  if (!on.idempotency) {
    on.chain = false;
    on['op-id'] = false;
  }
  return on;
}
