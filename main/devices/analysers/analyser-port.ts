/** What carries an analyser's bytes: a TCP port that it calls, or a serial line. */

export type PortState = 'waiting' | 'connected' | 'held' | 'refused' | 'fault';

/** One conversation as its carrier sees it. */
export interface Channel {
  receive(chunk: Uint8Array): void;
  close(): void;
}

export interface PortEvents {
  /** Somebody is there: gives what takes the bytes. */
  opened(write: (bytes: Uint8Array) => void): Channel;
  /** @param address where it can be reached, once that is known */
  state(state: PortState, address?: string): void;
  /** The port could not be opened, or was lost: it is of no more use and is opened anew later. */
  failed(state: PortState, code: string): void;
}

export interface AnalyserPort {
  /** Resolves when nothing of it is open any more. */
  close(): Promise<void>;
}

/** Opens at once or tells that it cannot, by its events. */
export type OpenPort = (events: PortEvents) => AnalyserPort;
