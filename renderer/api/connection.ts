import { create } from 'zustand';

/** `lost`: the program does not answer; `since` is an epoch millisecond count. */
export type Connection =
  | { readonly state: 'connecting' }
  | { readonly state: 'open' }
  | { readonly state: 'lost'; readonly since: number };

/** Whether this window reaches the program. */
export const useConnection = create<Connection>(() => ({ state: 'connecting' }));
