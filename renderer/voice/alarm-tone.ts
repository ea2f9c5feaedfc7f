import type { AudioOutput } from './audio-output.ts';

/** Three short equal pulses, higher than the two falling notes of a call, which they must not be taken for. */
const PULSE_HZ = [987.77, 987.77, 987.77] as const;
const PULSE_LASTS_S = 0.16;
const PULSE_EVERY_S = 0.26;
const LOUDNESS = 0.3;

/** Sounds the alarm once; rejects with `not-allowed` where the browser keeps silent until a key is pressed. */
export async function soundAlarm(output: AudioOutput): Promise<void> {
  const context = await output.running();
  PULSE_HZ.forEach((frequency, index) => {
    const at = context.currentTime + index * PULSE_EVERY_S;
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(LOUDNESS, at + 0.02);
    gain.gain.setValueAtTime(LOUDNESS, at + PULSE_LASTS_S - 0.04);
    gain.gain.linearRampToValueAtTime(0, at + PULSE_LASTS_S);
    // A second, quieter tone above: heard also by those who hear high notes badly.
    for (const each of [frequency, frequency / 2]) {
      const pulse = new OscillatorNode(context, { frequency: each, type: 'triangle' });
      pulse.connect(gain);
      pulse.start(at);
      pulse.stop(at + PULSE_LASTS_S);
    }
    gain.connect(context.destination);
  });
}
