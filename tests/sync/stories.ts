import type { CallFault, Step } from './step.ts';

/** An execution told step by step, for what chance brings about too seldom. */
export interface Story {
  readonly name: string;
  readonly about: string;
  /** Breaks a promise without this protection of the product, and none with it. */
  readonly without: string;
  readonly steps: readonly Step[];
  /** Operations are gone for good in it: rows at most show what they said. */
  readonly rowsAlone?: true;
}

type Sync = Extract<Step, { readonly do: 'sync' }>;

const enrol = (device: number): Step => ({ do: 'enrol', device, clockMs: 0, version: 2, r: 11 + device });
const keeper = (device: number): Step => ({ do: 'enrol', device, clockMs: 0, version: 2, r: 11 + device, keeps: true });
const write = (device: number, what: 'receipt' | 'group' | 'edit' | 'resolve', r: number): Step => ({ do: 'write', device, what, r });
const copied = (device: number, as: number): Step => ({ do: 'clone-disk', device, as, noticed: true, r: 2 });
/** With this `r` it goes on to the end. */
const TO_THE_END = 4;
const sync = (device: number, r = TO_THE_END, faults: Sync['faults'] = []): Step => ({ do: 'sync', device, r, faults });
const from = (first: number, fault: CallFault): Sync['faults'] => Array.from({ length: 12 }, (_, i) => ({ call: first + i, fault }));

export const STORIES: readonly Story[] = [
  {
    name: 'same-places', without: 'log-mark',
    about: 'what the server lost is made up for by as much of something else, and a PC that never had its answer brings the same operation to the same place',
    steps: [
      ...[0, 1, 2, 3].map(enrol), { do: 'back-up', r: 1 },
      write(1, 'receipt', 21), sync(1), write(2, 'receipt', 22), sync(2, TO_THE_END, from(1, 'drop-response').slice(0, 3)), sync(0), sync(0), sync(0),
      // With it goes the PC that wrote what only PC 0 has now.
      { do: 'restore-server', which: 0, r: 2, unannounced: true, lost: 1 },
      write(3, 'receipt', 23), sync(3), sync(2), sync(2),
    ],
  },
  {
    name: 'restored-twice', without: 'history',
    about: 'a PC is away while the server is restored twice, the second time to a later place than the PC knows',
    steps: [
      ...[0, 1, 2].map(enrol), { do: 'back-up', r: 1 },
      write(1, 'receipt', 21), sync(1), sync(0), sync(0),
      { do: 'restore-server', which: 0, r: 2 },
      write(2, 'group', 22), write(2, 'receipt', 23), sync(2), sync(2), { do: 'back-up', r: 3 },
      { do: 'restore-server', which: 0, r: 4 },
      sync(0), sync(0),
    ],
  },
  {
    name: 'half-handed-in', without: 'contribute-groups',
    about: 'the line is cut while a PC hands in transactions of a PC that is gone',
    steps: [
      ...[0, 1, 2].map(enrol), { do: 'back-up', r: 1 },
      ...[21, 22, 23, 24, 25, 26].map((r) => write(1, 'group', r)), sync(1), sync(1), sync(0), sync(0),
      { do: 'restore-server', which: 0, r: 2, lost: 1 },
      sync(0, TO_THE_END, from(9, 'drop-request')), sync(2), sync(2),
    ],
  },
  {
    name: 'discarded-after-split', without: 'elder-names',
    about: 'a copy of a disk goes on under a name of its own before a manager discards what both know to be set aside under the old one',
    steps: [
      ...[0, 1, 2].map(enrol), { do: 'suspend', device: 1 }, write(1, 'receipt', 21), sync(1),
      { do: 'clone-disk', device: 1, as: 3, noticed: true, r: 2 }, { do: 'resume', device: 1 },
      write(1, 'receipt', 22), sync(1), write(3, 'receipt', 23), sync(3), sync(3), { do: 'discard', r: 3 },
    ],
  },
  {
    name: 'discarded-under-copys-name', without: 'copies-names',
    about: 'a disk is copied with something on it that was not sent, both go on under new names, and a manager discards what both sent',
    steps: [
      ...[0, 1, 2].map(enrol), copied(1, 3), write(3, 'receipt', 21), sync(3), { do: 'suspend', device: 1 },
      write(1, 'receipt', 22), copied(1, 4), sync(1), sync(4), sync(1), ...[1, 3, 4].map((device): Step => ({ do: 'resume', device })), { do: 'discard', r: 3 },
    ],
  },
  {
    name: 'discarded-ahead', without: 'rows-as-read', rowsAlone: true,
    about: 'somebody changes the row of which something was discarded before its author has read that, and the server forgets the change',
    steps: [
      ...[0, 1, 2].map(enrol), { do: 'suspend', device: 1 }, ...[41, 42, 43].map((r) => write(1, 'edit', r)), sync(1), { do: 'resume', device: 1 },
      ...[5, 6, 7].map((r): Step => ({ do: 'discard', r })), { do: 'back-up', r: 1 }, ...[51, 52, 53, 54, 55].map((r) => write(0, 'edit', r)),
      { ...sync(1), meanwhile: { call: 2, step: sync(0) } } as Step,
      { do: 'restore-server', which: 0, r: 2, lost: 0 },
    ],
  },
  {
    name: 'decision-forgotten', without: 'asked-anew',
    about: 'the server is restored to before a manager discarded what its author has undone by then',
    steps: [
      ...[0, 1, 2].map(enrol), { do: 'suspend', device: 1 }, write(1, 'group', 21), sync(1), { do: 'back-up', r: 1 }, { do: 'resume', device: 1 }, sync(1),
      { do: 'discard', r: 3 }, sync(1), { do: 'restore-server', which: 0, r: 2 },
    ],
  },
  {
    name: 'admission-forgotten', without: 'heard-anew',
    about: 'the server is restored to before a manager let in what had been set aside, its author has seen it let in by then, and it is discarded',
    steps: [
      ...[0, 1, 2].map(enrol), { do: 'suspend', device: 1 }, write(1, 'group', 21), sync(1), { do: 'back-up', r: 1 }, { do: 'admit', r: 3 },
      { do: 'resume', device: 1 }, sync(1), { do: 'restore-server', which: 0, r: 2 }, { do: 'discard', r: 3 },
    ],
  },
  {
    name: 'decision-discarded', without: 'reopen',
    about: 'a manager discards, on a restored server, how a conflict was decided, and the PC that decided hands back that it is closed',
    steps: [
      ...[0, 1, 2].map(enrol), ...[41, 42, 43].map((r) => write(0, 'edit', r)), ...[51, 52, 53].map((r) => write(1, 'edit', r)), sync(0), sync(1), sync(1),
      { do: 'back-up', r: 1 }, ...[61, 62, 63].map((r) => write(1, 'resolve', r)), sync(1), sync(1), { do: 'suspend', device: 1 },
      { do: 'restore-server', which: 0, r: 2 }, sync(1), { do: 'resume', device: 1 }, ...[4, 5, 6].map((r): Step => ({ do: 'discard', r })),
    ],
  },
  {
    name: 'stored-then-set-aside', without: 'newest-fate',
    about: 'a restored server sets aside what it had stored before and told to be in a conflict, and a manager discards it',
    steps: [
      ...[0, 1, 2].map(enrol), { do: 'back-up', r: 1 }, ...[41, 42, 43].map((r) => write(0, 'edit', r)), ...[51, 52, 53].map((r) => write(1, 'edit', r)), sync(0), sync(1),
      { do: 'suspend', device: 1 }, { do: 'restore-server', which: 0, r: 2 }, sync(1), { do: 'resume', device: 1 }, ...[4, 5, 6].map((r): Step => ({ do: 'discard', r })),
    ],
  },
  {
    name: 'discarded', without: 'take-back',
    about: 'a manager discards what a PC wrote while it was suspended',
    steps: [...[0, 1, 2].map(enrol), { do: 'suspend', device: 1 }, write(1, 'group', 21), sync(1), { do: 'resume', device: 1 }, sync(1), { do: 'discard', r: 3 }],
  },
  {
    name: 'change-without-row', without: 'needed-rows',
    about: 'a manager lets in how a patient was changed, whose registration was discarded',
    steps: [
      ...[0, 1, 2].map(enrol), { do: 'suspend', device: 1 }, write(1, 'receipt', 21), write(1, 'edit', 60), sync(1), { do: 'resume', device: 1 }, { do: 'discard', r: 0 },
    ],
  },
  {
    name: 'copy-alone', without: 'copy-rows', rowsAlone: true,
    about: 'a PC that began with a copy is the only one that has what the server and a PC that is gone had',
    steps: [
      ...[0, 1, 2].map(enrol), write(1, 'receipt', 21), write(1, 'group', 22), sync(1), keeper(3),
      { do: 'restore-server', which: 0, r: 2, lost: 1 }, write(2, 'receipt', 23), sync(2), sync(2),
    ],
  },
  {
    name: 'copy-overtaken', without: 'offer-first', rowsAlone: true,
    about: 'somebody changes what a copy alone shows of a row, before the PC with the copy meets the server that was restored',
    steps: [
      ...[0, 1, 2].map(enrol), write(0, 'group', 1_299_506_028), sync(0), keeper(3),
      { do: 'restore-server', which: 0, r: 2, lost: 0 }, { do: 'wait', ms: 60_000 }, ...[41, 42, 43, 44, 45].map((r) => write(2, 'edit', r)),
    ],
  },
];
