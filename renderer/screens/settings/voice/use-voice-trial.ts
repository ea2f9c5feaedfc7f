import { useEffect, useState } from 'react';
import type { VoiceState } from '#renderer/voice/announcer.ts';
import type { VoiceTrial } from './voice-trial.ts';

/** How the latest trial goes. */
export type TrialState = 'quiet' | 'speaking' | 'voice' | 'clips' | 'blocked' | 'failed';

export interface TrialInUse {
  /** Undefined until the voice is loaded. */
  readonly trial: VoiceTrial | undefined;
  readonly state: TrialState;
}

/** The window's voice to try settings with; it falls silent when the page is left. */
export function useVoiceTrial(): TrialInUse {
  const [trial, setTrial] = useState<VoiceTrial>();
  const [state, setState] = useState<TrialState>('quiet');
  const [, setRound] = useState(0);
  useEffect(() => {
    let left = false;
    let end = (): void => undefined;
    // Loaded only here: the planning of announcements is not needed by any other page.
    void import('./voice-trial.ts').then(({ voiceTrial }) => {
      if (left) return;
      const made = voiceTrial((next) => setState((before) => trialState(next, before)));
      const stopListening = made.onVoicesChanged(() => setRound((round) => round + 1));
      end = () => {
        stopListening();
        made.stop();
      };
      setTrial(made);
    });
    return () => {
      left = true;
      end();
    };
  }, []);
  return { trial, state };
}

function trialState(state: VoiceState, before: TrialState): TrialState {
  switch (state.kind) {
    case 'chime': case 'speaking': return 'speaking';
    case 'done': return state.via;
    case 'blocked': return 'blocked';
    case 'failed': return 'failed';
    case 'dropped': return 'quiet';
    // Comes after the end: how it ended stays to be read.
    case 'idle': return before === 'speaking' ? 'quiet' : before;
    default: return state satisfies never;
  }
}
