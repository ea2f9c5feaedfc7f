import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AstmLink, checksum, endsMessage, LONGEST_FRAME, type KeptFrame, type LinkOutput } from '#main/devices/analysers/astm-link.ts';
import { astmBytes, astmFrame, AstmSender, astmSession } from '#tests/support/analysers/astm-sender.ts';

const { ENQ, ACK, NAK, EOT, STX } = astmBytes;
const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');
const record = ['H|\\^&|||LAB', 'P|1||PID-1', 'O|1|SID-1||^^^GLU', 'R|1|^^^GLU|5.4|mmol/L||N||F', 'L|1|N'];
const whole = record.map((line) => `${line}\r`).join('');

interface Line {
  readonly link: AstmLink;
  readonly frames: KeptFrame[];
  send(...parts: readonly (number | Buffer)[]): string;
}

/** Replies are A and N, messages M(…), broken ones B(…), faults their name. */
const shown = (out: readonly LinkOutput[]): string => out.map((each) => {
  if (each.kind === 'reply') return each.byte === ACK ? 'A' : 'N';
  if (each.kind === 'fault') return `!${each.code} `;
  return `${each.kind === 'message' ? 'M' : 'B'}(${Buffer.from(each.text).toString('latin1').replaceAll('\r', '/')})`;
}).join('');

function line(withoutEnquiry = false, keeps: () => boolean = () => true): Line {
  const frames: KeptFrame[] = [];
  const link = new AstmLink({ withoutEnquiry, keep: (frame) => keeps() && frames.push(frame) > 0 });
  return {
    link, frames,
    send: (...parts) => shown(parts.flatMap((part) => link.push(typeof part === 'number' ? Uint8Array.of(part) : part))),
  };
}

const frame = (number: number, text: string): Buffer => astmFrame(number, text);

describe('the receiver answers by the table of the standard', () => {
  test('a session: every frame is acknowledged, the end hands over the message', () => {
    const { send } = line();
    expect(send(ENQ, frame(1, 'H|a\r'), frame(2, 'R|1\r'), frame(3, 'L|1\r'))).toBe('AAAA');
    expect(send(EOT)).toBe('M(H|a/R|1/L|1/)');
    expect(send(frame(1, 'H|b\r'))).toBe('!no-enquiry ');
  });

  test('the end right after the enquiry keeps the line alive and is no message', () => {
    expect(line().send(ENQ, EOT, ENQ, EOT)).toBe('AA');
  });

  test('bytes outside of frames are passed over', () => {
    expect(line().send(ascii('noise\r\n'), ENQ, ascii('xyz'), frame(1, 'H\r'), ascii('\r\n??'), frame(2, 'L|1\r'), EOT)).toBe('AAAM(H/L|1/)');
  });

  test('a frame that comes twice is acknowledged twice and kept once', () => {
    const { send, frames } = line();
    expect(send(ENQ, frame(1, 'H\r'), frame(1, 'H\r'), frame(2, 'L|1\r'), frame(2, 'L|1\r'), EOT)).toBe('AAAAAM(H/L|1/)');
    expect(frames.map(({ first }) => first)).toEqual([true, false]);
  });

  test('a wrong checksum, a wrong number and no number are refused', () => {
    const { send } = line();
    const bad = Buffer.from(frame(1, 'H\r'));
    bad[3] = 0x41;
    expect(send(ENQ, bad, frame(2, 'H\r'), ascii('\x02H\r\x0300\r\n'), ascii('\x02\x0303\r\n'), frame(1, 'H\r'))).toBe('A!bad-frame N!bad-frame N!bad-frame N!bad-frame NA');
  });

  test('numbers go on from 7 with 0', () => {
    const { send } = line();
    send(ENQ);
    for (let number = 1; number <= 20; number += 1) expect(send(frame(number, `R|${String(number)}\r`))).toBe('A');
    expect(send(EOT)).toContain('R|8/R|9/R|10/');
  });

  test('a small checksum letter, a missing line end and a lone carriage return are taken', () => {
    const { link, send } = line();
    const [one, two, three] = [frame(1, 'H|j\r'), frame(2, 'R|k\r'), frame(3, 'L|1\r')];
    expect(send(ENQ, ascii(one.toString('latin1').toLowerCase().replace('h|j', 'H|j')))).toBe('AA');
    expect(send(two.subarray(0, -2))).toBe('');
    expect(shown(link.paused())).toBe('A');
    expect(send(three.subarray(0, -1))).toBe('');
    expect(shown(link.paused())).toBe('A');
    expect(send(EOT)).toBe('M(H|j/R|k/L|1/)');
  });

  test('silence gives an unfinished message up; one whose last record came is whole', () => {
    const first = line();
    first.send(ENQ, frame(1, 'H\r'), frame(2, 'R|1\r'));
    expect(first.link.receiving).toBe(true);
    expect(shown(first.link.silent())).toBe('!unfinished B(H/R|1/)');
    expect(first.link.receiving).toBe(false);
    const second = line();
    second.send(ENQ, frame(1, 'H\r'), frame(2, 'L|1|N\r'));
    expect(shown(second.link.silent())).toBe('M(H/L|1|N/)');
  });

  test('an analyser that asks again starts anew; a stray enquiry changes nothing', () => {
    const restarted = line();
    expect(restarted.send(ENQ, frame(1, 'H|old\r'), frame(2, 'R|1\r'), ENQ, frame(1, 'H|new\r'), frame(2, 'L|1\r'), EOT)).toBe('AAAA!unfinished B(H|old/R|1/)AAM(H|new/L|1/)');
    const stray = line();
    expect(stray.send(ENQ, frame(1, 'H\r'), frame(2, 'R|1\r'), ENQ, frame(3, 'L|1\r'), EOT)).toBe('AAAAAM(H/R|1/L|1/)');
  });

  test('a frame cut off hides neither the end nor a new enquiry', () => {
    const ended = line();
    ended.send(ENQ, frame(1, 'H\r'), frame(2, 'R|123\r').subarray(0, 5), EOT);
    expect(shown(ended.link.paused())).toBe('M(H/)');
    const asked = line();
    asked.send(ENQ, frame(1, 'H\r').subarray(0, 4), ENQ);
    expect(shown(asked.link.paused())).toBe('A');
    expect(asked.send(frame(1, 'H\r'), EOT)).toBe('AM(H/)');
  });

  test('what cannot be kept is refused, and taken when it can', () => {
    let room = false;
    const { send } = line(false, () => room);
    expect(send(ENQ, frame(1, 'H\r'))).toBe('A!not-kept N');
    room = true;
    expect(send(frame(1, 'H\r'), EOT)).toBe('AM(H/)');
  });

  test('units that never ask are heard where that is switched on, and their last record ends the message', () => {
    const { send } = line(true);
    expect(send(frame(3, 'H|a\r'), frame(4, 'L|1|N\r'), frame(1, 'H|b\r'))).toBe('AAM(H|a/L|1|N/)A');
  });

  test('long frames: 64 kB pass, more is refused and forgotten, a line without end holds nothing up', () => {
    const { link, send } = line();
    const longest = frame(1, 'H'.padEnd(LONGEST_FRAME - 2, 'x'));
    expect(send(ENQ, longest)).toBe('AA');
    expect(send(frame(2, 'R'.padEnd(LONGEST_FRAME - 1, 'x')))).toBe('!frame-too-long N');
    expect(send(frame(2, 'L|1\r'))).toBe('A');
    const endless = line();
    endless.send(ENQ, STX, Buffer.alloc(200_000, 0x41));
    expect(shown(endless.link.silent())).toBe('');
    expect(endless.send(ENQ, frame(1, 'H\r'), EOT)).toBe('AAM(H/)');
    expect(link.receiving).toBe(true);
  });

  test('the checksum of the worked example', () => {
    expect(checksum(ascii('5L|1|N\r\x03'))).toBe('08');
    expect(endsMessage(ascii('R|1\rL|1|N\r\n'))).toBe(true);
    expect(endsMessage(ascii('R|1\rLAB|1\r'))).toBe(false);
  });
});

describe('properties', () => {
  const cuts = fc.array(fc.nat(400), { maxLength: 30 });

  test('however a session is cut, the same replies and the same message', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: 'binary-ascii', maxLength: 300 }).map((text) => `R|${text.replace(/[^\x20-\x7e]/g, '')}`), { minLength: 1, maxLength: 12 }), cuts, (records, places) => {
      const bytes = astmSession(['H|\\^&', ...records, 'L|1']);
      const expected = line().send(bytes);
      const { link } = line();
      const ends = [...new Set(places.map((place) => place % bytes.length))].sort((a, b) => a - b);
      const got = [...ends, bytes.length].flatMap((end, i) => link.push(bytes.subarray(i === 0 ? 0 : ends[i - 1], end)));
      expect(shown(got)).toBe(expected);
      expect(expected).toContain('M(');
    }), { numRuns: 150 });
  });

  test('noise is answered without a throw and without growing', () => {
    fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), fc.boolean(), (chunks, withoutEnquiry) => {
      const { link, send } = line(withoutEnquiry);
      for (const chunk of chunks) link.push(chunk);
      link.silent();
      expect(send(astmSession(record))).toContain(`M(${whole.replaceAll('\r', '/')})`);
    }), { numRuns: 300 });
  });

  /** What befalls one exchange: a byte spoilt, the rest cut, the reply lost, or stray bytes before it. */
  const mishap = fc.oneof(
    fc.record({ kind: fc.constant('spoil' as const), at: fc.nat(300), by: fc.integer({ min: 1, max: 255 }) }),
    fc.record({ kind: fc.constant('cut' as const), at: fc.nat(300), by: fc.constant(0) }),
    fc.record({ kind: fc.constant('lost-reply' as const), at: fc.constant(0), by: fc.constant(0) }),
    fc.record({ kind: fc.constant('stray' as const), at: fc.constant(0), by: fc.constantFrom(0, 0x0d, 0x41, 0x15, 0xff) }),
    fc.record({ kind: fc.constant('long-pause' as const), at: fc.constant(0), by: fc.constant(0) }),
  );
  const troubles = fc.array(fc.option(mishap, { freq: 2, nil: undefined }), { maxLength: 60 });
  const lines = fc.array(fc.string({ unit: fc.constantFrom(...'ABC123.|^& '), maxLength: 60 }), { minLength: 1, maxLength: 14 });

  function afflicted(bytes: Buffer, trouble: { kind: string; at: number; by: number } | undefined): Buffer {
    if (trouble?.kind === 'spoil') {
      const out = Buffer.from(bytes);
      const at = trouble.at % bytes.length;
      out[at] = (out[at] ?? 0) ^ trouble.by;
      return out;
    }
    if (trouble?.kind === 'cut') return bytes.subarray(0, trouble.at % bytes.length);
    return trouble?.kind === 'stray' ? Buffer.concat([Buffer.of(trouble.by), bytes]) : bytes;
  }

  test('whatever one byte at a time does to the line, a sender that keeps to the rules gets every message across', () => {
    fc.assert(fc.property(fc.array(lines, { minLength: 1, maxLength: 3 }), troubles, fc.integer({ min: 8, max: 60 }), (bodies, fate, longest) => {
      const { link } = line();
      const heard: string[] = [];
      const messages = bodies.map((body, i) => ['H|\\^&|||' + String(i), ...body.map((text, j) => `R|${String(j)}|${text}`), 'L|1|N']);
      const fates = [...fate];
      const replyTo = (bytes: Buffer): number | undefined => {
        const trouble = fates.shift();
        const out = [...link.push(afflicted(bytes, trouble)), ...(link.inFrame ? link.paused() : [])];
        if (trouble?.kind === 'long-pause') out.push(...link.silent());
        for (const each of out) if (each.kind === 'message') heard.push(Buffer.from(each.text).toString('latin1'));
        const replies = out.flatMap((each) => (each.kind === 'reply' ? [each.byte] : []));
        return trouble?.kind === 'lost-reply' ? undefined : replies.at(-1);
      };
      for (const message of messages) {
        const sender = new AstmSender(message, longest);
        for (let step = 0, next: Buffer | null = sender.begin(); !sender.done; step += 1) {
          expect(step).toBeLessThan(2000);
          const reply: number | undefined = next === null ? undefined : replyTo(next);
          next = next === null || reply === undefined ? null : sender.reply(reply);
          if (next === null) {
            replyTo(Buffer.of(EOT));
            next = sender.begin();
          }
        }
        replyTo(Buffer.of(EOT));
      }
      for (const each of link.silent()) if (each.kind === 'message') heard.push(Buffer.from(each.text).toString('latin1'));
      const sent = messages.map((message) => message.map((text) => `${text}\r`).join(''));
      for (const each of sent) expect(heard).toContain(each);
      // Nothing is handed over that was not said: at most a beginning, from a session that the sender gave up.
      for (const each of heard) expect(sent.some((text) => text.startsWith(each)), each).toBe(true);
    }), { numRuns: 300 });
  });
});

const VECTORS = new URL('../../../../shared/data/devices/vectors.json', import.meta.url);

describe.skipIf(!existsSync(VECTORS))('the published vectors (skipped where they are absent)', () => {
  const vectors = (existsSync(VECTORS) ? JSON.parse(readFileSync(VECTORS, 'utf8')) : []) as readonly { id: string; hex: string }[];
  const bytesOf = (id: string): Buffer => Buffer.from(vectors.find((each) => each.id === id)?.hex.replaceAll(' ', '') ?? '', 'hex');

  test('a session of five frames', () => {
    const answer = line().send(bytesOf('astm_session'));
    expect(answer).toMatch(/^A{6}M\(H/);
    expect(answer).toContain('R|1|^^^GLU|5.4|mmol/L|3.9^6.1|N||F||||20240115102955/');
  });

  test('a record over two frames', () => {
    expect(line().send(ENQ, bytesOf('astm_split_etb'), EOT)).toBe('AAAM(R|1|^^^GLU|5.4|mmol/L|3.9^6.1|N||F||||20240115102955/)');
  });

  test('a wrong checksum', () => {
    const { send } = line();
    send(ENQ, frame(1, 'a'), frame(2, 'b'), frame(3, 'c'));
    expect(send(bytesOf('astm_bad_checksum'))).toBe('!bad-frame N');
    expect(NAK).toBe(0x15);
  });
});
