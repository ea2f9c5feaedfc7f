import { describe, expect, test } from 'vitest';
import { ENGLISH, openDesk, plan, told } from './fake-platform.ts';

const SPANISH = { ...ENGLISH, voiceURI: 'es-voice', name: 'Helena', lang: 'es-ES' };

// spec: QUE-3
describe('announcing with a system voice', () => {
  test('chime, then words; the states say when', () => {
    const desk = openDesk();
    desk.announcer.announce(plan('A', { chime: true }));
    desk.clock.advance(10_000);
    expect(told(desk.states)).toEqual(['0 chime A', '310 speaking A voice', '2310 done A voice', '2310 idle']);
    expect(desk.states.at(-2)).toMatchObject({ startedAfterMs: 310, callId: 'call-A' });
  });

  test('calls made together are spoken one after the other', () => {
    const desk = openDesk();
    for (const token of ['A', 'B', 'C']) desk.announcer.announce(plan(token));
    desk.clock.advance(20_000);
    expect(desk.synth.asked.map((words) => words.text)).toEqual(['Token A.', 'Token B.', 'Token C.']);
    expect(desk.synth.mostSounding).toBe(1);
    expect(told(desk.states).filter((line) => line.includes('idle'))).toHaveLength(1);
  });

  test('rate, volume and the chosen voice are those of the moment', () => {
    const desk = openDesk({ voices: [ENGLISH, { ...ENGLISH, voiceURI: 'other' }] });
    Object.assign(desk.settings, { rate: 0.7, volume: 0.5, voices: { en: 'other' } });
    desk.announcer.announce(plan('A'));
    expect(desk.synth.asked[0]).toMatchObject({ rate: 0.7, volume: 0.5, voice: { voiceURI: 'other' } });
  });

  test('a voice chosen for a language serves its regions too', () => {
    const desk = openDesk({ voices: [SPANISH, { ...SPANISH, voiceURI: 'other' }] });
    desk.settings.voices = { es: 'other' };
    desk.announcer.announce(plan('A', { utterances: [{ language: 'es-MX', text: 'uno', clips: null }] }));
    expect(desk.synth.asked[0]?.voice.voiceURI).toBe('other');
  });

  test('each language with its own voice, and clips for the one that has none', () => {
    const desk = openDesk({ voices: [ENGLISH, SPANISH] });
    desk.announcer.announce(plan('A', { utterances: [
      { language: 'ar', text: 'ar', clips: { language: 'ar', names: ['token'] } }, { language: 'es-MX', text: 'es', clips: null }, { language: 'en', text: 'en', clips: null },
    ] }));
    desk.clock.advance(20_000);
    expect(desk.clipsPlayed).toEqual(['ar: token']);
    expect(desk.synth.asked.map((words) => words.voice.voiceURI)).toEqual(['es-voice', 'en-voice']);
  });

  test('a skipped token is not spoken', () => {
    const desk = openDesk();
    desk.announcer.announce(plan('A'));
    desk.announcer.announce(plan('B'));
    desk.announcer.remove('B');
    desk.clock.advance(10_000);
    expect(desk.synth.asked).toHaveLength(1);
    expect(told(desk.states)).toContain('0 dropped B');
  });

  test('a voice that only tells its end was heard', () => {
    const desk = openDesk();
    desk.synth.script = 'ends-only';
    desk.announcer.announce(plan('A'));
    desk.clock.advance(2_999);
    expect(told(desk.states)).toEqual(['2050 done A voice', '2050 idle']);
    expect(desk.clipsPlayed).toEqual([]);
  });
});

describe('announcing without a voice', () => {
  test('voices that arrive within a second are waited for', () => {
    const desk = openDesk({ voices: [] });
    desk.announcer.announce(plan('A'));
    desk.clock.advance(400);
    desk.synth.bringVoices([ENGLISH]);
    desk.clock.advance(100);
    expect(told(desk.states)).toEqual(['450 speaking A voice']);
  });

  test('none after a second: clips, and from then on at once', () => {
    const desk = openDesk({ voices: [] });
    desk.announcer.announce(plan('A'));
    desk.clock.advance(5_000);
    desk.announcer.announce(plan('B'));
    expect(told(desk.states)).toEqual(['1000 speaking A clips', '4000 done A clips', '4000 idle', '5000 speaking B clips']);
  });

  test('voices that arrive later still are used for the next call', () => {
    const desk = openDesk({ voices: [] });
    desk.clock.advance(30_000);
    desk.synth.bringVoices([ENGLISH]);
    desk.announcer.announce(plan('A'));
    desk.clock.advance(100);
    expect(told(desk.states)).toEqual(['30050 speaking A voice']);
  });

  test('no voice of the language: clips at once', () => {
    const desk = openDesk({ voices: [SPANISH] });
    desk.announcer.announce(plan('A'));
    expect(told(desk.states)).toEqual(['0 speaking A clips']);
    expect([desk.announcer.voicesFor('en'), desk.announcer.voicesFor('es-MX')]).toEqual([[], [SPANISH]]);
  });

  test('no speech synthesis at all: clips at once; clips missing too: the call has failed, and says so', () => {
    const desk = openDesk({ synth: false });
    desk.announcer.announce(plan('A'));
    desk.clock.advance(5_000);
    desk.answer.clips = 'failed';
    desk.announcer.announce(plan('B'));
    expect(told(desk.states)).toEqual(['0 speaking A clips', '3000 done A clips', '3000 idle', '5000 failed B', '5000 idle']);
  });
});

describe('announcing with a voice that fails', () => {
  test('an error is made good by clips', () => {
    const desk = openDesk();
    desk.synth.script = 'fails';
    desk.announcer.announce(plan('A'));
    desk.clock.advance(5_000);
    expect(told(desk.states)).toEqual(['0 speaking A clips', '3000 done A clips', '3000 idle']);
  });

  test('a voice that never begins is cancelled, made good by clips, and not waited for again', () => {
    const desk = openDesk();
    desk.synth.script = 'never-begins';
    desk.announcer.announce(plan('A'));
    desk.announcer.announce(plan('B'));
    desk.clock.advance(10_000);
    expect(told(desk.states)).toEqual(['3000 speaking A clips', '6000 done A clips', '6000 speaking B clips', '9000 done B clips', '9000 idle']);
    expect(desk.synth.log).toContain('cancel 3000');
  });

  test('… but is tried again after a while', () => {
    const desk = openDesk();
    desk.synth.script = 'never-begins';
    desk.announcer.announce(plan('A'));
    desk.clock.advance(400_000);
    desk.synth.script = 'speaks';
    desk.announcer.announce(plan('B'));
    desk.clock.advance(100);
    expect(told(desk.states).at(-1)).toBe('400050 speaking B voice');
  });

  test('a voice that never ends is cancelled, and the next call is not swallowed by the cancel', () => {
    const desk = openDesk();
    desk.synth.script = 'never-ends';
    desk.announcer.announce(plan('A'));
    desk.clock.advance(60);
    desk.synth.script = 'speaks';
    desk.announcer.announce(plan('B'));
    desk.clock.advance(20_000);
    expect(told(desk.states)).toEqual(['50 speaking A voice', '9000 done A voice', '9110 speaking B voice', '11110 done B voice', '11110 idle']);
    expect(desk.synth.log).toEqual(expect.arrayContaining(['cancel 9000', 'speak 9060 Token B.']));
    expect(desk.synth.mostSounding).toBe(1);
  });

  test('silence is not taken for a broken voice', () => {
    const desk = openDesk();
    desk.announcer.announce(plan('A'));
    desk.announcer.silence();
    desk.clock.advance(1_000);
    desk.announcer.announce(plan('B'));
    desk.clock.advance(100);
    expect(told(desk.states)).toEqual(['0 dropped A', '0 idle', '1050 speaking B voice']);
  });

  test('network voices are nudged before Chromium stops them at 15 s, local ones are left alone', () => {
    for (const [localService, nudges] of [[false, 1], [true, 0]] as const) {
      const desk = openDesk({ voices: [{ ...ENGLISH, localService }] });
      desk.synth.script = 'never-ends';
      desk.announcer.announce(plan('A', { utterances: [{ language: 'en', text: 'x'.repeat(80), clips: null }] }));
      desk.clock.advance(14_000);
      expect(desk.synth.log.filter((line) => line.startsWith('pause'))).toHaveLength(nudges);
      desk.clock.advance(60_000);
      expect(desk.synth.log.filter((line) => line.startsWith('pause'))).toHaveLength(nudges);
    }
  });

  test('sound refused before a key or click: everything waits, and is spoken once it comes', () => {
    const desk = openDesk();
    desk.synth.script = 'not-allowed';
    Object.assign(desk.answer, { clips: 'not-allowed', chime: 'not-allowed' });
    desk.announcer.announce(plan('A', { chime: true }));
    desk.announcer.announce(plan('B'));
    desk.clock.advance(5_000);
    expect(told(desk.states)).toEqual(['0 blocked']);
    desk.synth.script = 'speaks';
    Object.assign(desk.answer, { clips: 'plays', chime: 'plays' });
    desk.announcer.unlock();
    desk.clock.advance(5_000);
    expect(told(desk.states).slice(1)).toEqual(['5000 chime A', '5310 speaking A voice', '7310 done A voice', '7360 speaking B voice', '9360 done B voice', '9360 idle']);
  });
});
