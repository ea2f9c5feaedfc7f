import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openRegister, readRegister, readRegisterFile, type RegisterEntry } from '#server/backup/register.ts';
import { tempFolder } from '#tests/support/store.ts';

const revoke = (deviceId: string): RegisterEntry => ({ kind: 'status', clinicId: 'c', deviceId, status: 3 });

function written(entries: readonly RegisterEntry[]): string {
  const path = join(tempFolder(), 'register.jsonl');
  const register = openRegister(path, () => 0);
  for (const entry of entries) register.append(entry);
  return path;
}

describe('the register beside the database', () => {
  it('gives back what was appended, over several openings', () => {
    const path = written([revoke('a'), revoke('b')]);
    openRegister(path, () => 1).append(revoke('c'));
    expect(readRegisterFile(path)).toMatchObject({ entries: [revoke('a'), revoke('b'), revoke('c')], damaged: [], last: { n: 3 } });
  });

  it('finds nothing damaged in what a newer program wrote, in whatever order its fields stand', () => {
    const joined = { forkedFrom: null, letter: 'B', slotNumber: 0, slot: '00', pubkey: 'AA==', role: 'desk', name: 'Nurse room', deviceId: 'd', clinicId: 'c', kind: 'device', since: 3 } as const;
    expect(readRegisterFile(written([joined, revoke('d')]))).toMatchObject({ entries: [{ kind: 'device', deviceId: 'd' }, revoke('d')], damaged: [] });
  });

  it('drops a last line that was being written when the power went, at whatever byte', () => {
    const whole = readFileSync(written([revoke('a'), revoke('b')]), 'utf8');
    const second = whole.indexOf('\n') + 1;
    fc.assert(fc.property(fc.integer({ min: second, max: whole.length - 1 }), (cut) => {
      expect(readRegister(whole.slice(0, cut))).toMatchObject({ entries: [revoke('a')], damaged: [], wholeBytes: second });
    }));
    const path = written([revoke('a')]);
    appendFileSync(path, '{"n":2,"at"');
    openRegister(path, () => 0).append(revoke('z'));
    expect(readRegisterFile(path)).toMatchObject({ entries: [revoke('a'), revoke('z')], damaged: [] });
  });

  it('shows any changed, removed or moved line, and still honours every line that can be read', () => {
    const path = written([revoke('a'), revoke('b'), revoke('c')]);
    const lines = readFileSync(path, 'utf8').split('\n').slice(0, 3);
    const [one = '', two = '', three = ''] = lines;
    const damage = (text: readonly string[]): readonly number[] => readRegister(`${text.join('\n')}\n`).damaged;
    expect(damage([one, two.replace('"b"', '"x"'), three])).toEqual([2]);
    expect(damage([one, three])).toEqual([2]);
    expect(damage([two, one, three])).toEqual([1, 2, 3]);
    expect(damage([one, 'rubbish', two, three])).toEqual([2]);
    writeFileSync(path, `${one}\nrubbish\n${three}\n`);
    expect(readRegisterFile(path).entries).toEqual([revoke('a'), revoke('c')]);
    const again = openRegister(path, () => 0);
    again.append(revoke('d'));
    expect(readRegisterFile(path).damaged).toEqual(again.damaged);
  });
});
