/** What a bell needs of its window. */
export interface BellPorts {
  /** Sounds once. */
  readonly sound: () => Promise<void>;
  /** Runs `work` unless another window of this PC runs something under this name. */
  readonly alone: (name: string, work: () => Promise<void>) => Promise<void>;
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<void>;
  readonly every: (ms: number, run: () => void) => () => void;
  /** Tells the other windows of this PC until when it is silent. */
  readonly tellMuted: (until: number) => void;
  readonly changed: (state: BellState) => void;
}

export interface BellState {
  /** Until when this PC is silent, milliseconds since 1970; 0 when it is not. */
  readonly until: number;
  /** Why nothing is heard though an alarm stands. */
  readonly trouble: unknown;
}

/** An alarm that nobody answered is heard again so often. */
export const AGAIN_MS = 6_000;
export const MUTED_MS = 2 * 60_000;
/** How long the window that sounded keeps the others from it: until shortly before it is heard again. */
const TURN_MS = AGAIN_MS - 500;

/**
 * Rings while alarms are unanswered, at once when one more comes; of several windows of a PC one is heard. A new alarm ends the
 * silence: it was asked for those that were known.
 */
export function createBell(ports: BellPorts) {
  let state: BellState = { until: 0, trouble: undefined };
  let known: ReadonlySet<string> = new Set();
  let stop: (() => void) | undefined;

  const set = (next: Partial<BellState>): void => {
    state = { ...state, ...next };
    ports.changed(state);
  };
  const mute = (until: number): void => {
    set({ until });
    ports.tellMuted(until);
  };
  const ring = async (turn: string): Promise<void> => {
    if (state.until > ports.now()) return;
    await ports.alone(turn, async () => {
      try {
        await ports.sound();
      } catch (trouble) {
        // Another window may be allowed to sound: the turn is given up at once.
        set({ trouble });
        return;
      }
      if (state.trouble !== undefined) set({ trouble: undefined });
      await ports.pause(TURN_MS);
    });
  };

  return {
    /** The alarms that ring now, by id. */
    ringing(ids: readonly string[]): void {
      const fresh = ids.find((id) => !known.has(id));
      known = new Set(ids);
      if (ids.length === 0) {
        stop?.();
        stop = undefined;
        if (state.trouble !== undefined) set({ trouble: undefined });
        return;
      }
      if (fresh !== undefined) {
        if (state.until !== 0) mute(0);
        void ring(fresh);
      }
      stop ??= ports.every(AGAIN_MS, () => { void ring('again'); });
    },
    /** Silence for two minutes, or sound again at once. */
    toggleMute(): void {
      mute(state.until > ports.now() ? 0 : ports.now() + MUTED_MS);
    },
    /** Another window of this PC was muted, or not any more. */
    heardMuted(until: number): void {
      set({ until });
    },
  };
}
