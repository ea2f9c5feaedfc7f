/** This PC's stream and the server's knowledge of it differ: the store is a copy or went back in time. */
export class HistorySplit extends Error {
  override readonly name = 'HistorySplit';
}

/** The server is in another life than the one this PC believed in: begin again with a hello. */
export class OtherTimeline extends Error {
  override readonly name = 'OtherTimeline';
}

/** The record here is to be fetched anew: begin again with that. */
export class FreshCopyWanted extends Error {
  override readonly name = 'FreshCopyWanted';
}

/** Why an exchange stops until a person does something. */
export type StopReason = 'revoked' | 'suspended' | 'unknown-device' | 'upgrade';
