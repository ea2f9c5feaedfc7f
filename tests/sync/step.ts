/** What the network does to one call. */
export type CallFault =
  | 'drop-request' | 'drop-response' | 'duplicate-now' | 'duplicate-later' | 'reorder' | 'stale-token'
  | 'truncate-body' | 'corrupt-body' | 'captive-portal' | 'lock-timeout' | 'replica-lag';

/** The fault strikes the call with this number (from 0) of a synchronisation. */
export interface AtCall {
  readonly call: number;
  readonly fault: CallFault;
}

export type Writing =
  | 'edit' | 'movement' | 'receipt' | 'group' | 'resolve' | 'big-group' | 'delete' | 'same-row' | 'unknown-column' | 'unknown-table';

/** Something else that happens while a synchronisation waits for the answer to its call with this number, or for each page of the log. */
export interface Meanwhile {
  readonly call: number | 'pull';
  readonly step: Step;
}

/**
 * One step of an execution, as data: an execution is a list of these and nothing else, so that a list with some
 * left out is an execution too. `r` seeds the choices inside the step; a device is named by its number, and a step
 * for a device that does not exist does nothing. `crash` stops the program at that crash point (from 0).
 */
export type Step =
  | { readonly do: 'enrol'; readonly device: number; readonly clockMs: number; readonly version: number; readonly r: number; readonly crash?: number; readonly keeps?: true }
  | { readonly do: 'write'; readonly device: number; readonly what: Writing; readonly r: number; readonly crash?: number }
  | {
    readonly do: 'sync'; readonly device: number; readonly r: number; readonly faults: readonly AtCall[]; readonly crash?: number;
    readonly meanwhile?: Meanwhile;
  }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'clock'; readonly device: number; readonly byMs: number }
  | { readonly do: 'deliver'; readonly r: number }
  | { readonly do: 'link'; readonly device: number; readonly state: LinkState; readonly calls: number }
  | { readonly do: 'disk-fault'; readonly device: number; readonly commits: number }
  | { readonly do: 'save-disk'; readonly device: number }
  | { readonly do: 'restore-disk'; readonly device: number; readonly noticed: boolean; readonly r: number }
  | { readonly do: 'clone-disk'; readonly device: number; readonly as: number; readonly noticed: boolean; readonly r: number }
  | { readonly do: 'corrupt-disk'; readonly device: number; readonly r: number }
  | { readonly do: 'lose-device'; readonly device: number }
  | { readonly do: 'upgrade-device'; readonly device: number; readonly crash?: number }
  | { readonly do: 'revoke'; readonly device: number }
  | { readonly do: 'suspend' | 'resume'; readonly device: number }
  /** `unannounced`: the disk is put back without the server's own restore. `lost`: that PC is gone with what the server had. */
  | { readonly do: 'restore-server'; readonly which: number; readonly r: number; readonly unannounced?: true; readonly lost?: number }
  | { readonly do: ServerChore; readonly r: number }
  | { readonly do: 'server-clock'; readonly byMs: number };

/** `no-answers`: requests arrive, answers do not. `small-requests`: a proxy refuses large bodies. */
export type LinkState = 'down' | 'no-answers' | 'small-requests';

export type ServerChore =
  | 'back-up' | 'replicate' | 'failover' | 'move-clinic' | 'snapshot' | 'snapshot-dies' | 'storage-down' | 'storage-up'
  | 'upgrade-server' | 'raise-window' | 'admit' | 'discard';
