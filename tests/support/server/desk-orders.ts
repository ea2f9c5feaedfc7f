/** What a desk in a process of its own is told to do. */
export type DeskOrder =
  | { readonly do: 'found'; readonly server: string; readonly code: string }
  | { readonly do: 'join'; readonly server: string; readonly code: string; readonly name: string }
  | { readonly do: 'join-code' }
  | { readonly do: 'work'; readonly on: boolean }
  | { readonly do: 'state' }
  | { readonly do: 'sums' };

export interface DeskState {
  /** The last of its own operations, and how far the server holds them. */
  readonly own: number;
  readonly acked: number;
  readonly cursor: number;
  readonly state: string;
  readonly written: number;
}

/** A code, a state, sums by table (`rows sum`), or nothing to say. */
export type DeskReply = string | DeskState | Readonly<Record<string, string>> | null;
