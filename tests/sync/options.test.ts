import { describe, expect, test } from 'vitest';
import { commandFor, simOptions, unknownNames } from './options.ts';
import { modelWorld } from './model/world.ts';
import { worldNamed } from './worlds.ts';

describe('the simulator\'s command line', () => {
  test('names seeds, faults and protections', () => {
    expect(simOptions(['--seeds', '40', '--from', '7', '--fault', 'crash', '--fault', 'revoke', '--without', 'chain'])).toEqual({
      level: null, seeds: 40, from: 7, density: 1, faults: ['crash', 'revoke'], without: ['chain'], list: false, sensitivity: false, story: null, rounds: 20,
    });
  });

  test.each([[['--seeds', 'many']], [['--seeds', '0']], [['--density', '0']], [['--sead', '1']]])('says what is wrong with %j', (args) => {
    expect(simOptions(args)).toHaveProperty('mistake');
  });

  test('the command for a failing seed reads back to that seed under the same conditions', () => {
    const options = simOptions(['--seeds', '500', '--level', 'product', '--fault', 'crash', '--density', '4', '--without', 'chain', '--without', 'op-id']);
    if ('mistake' in options) throw new Error(options.mistake);
    const command = commandFor('product', 123, options);
    expect(command).toBe('npm run sim -- --level product --seeds 1 --from 123 --fault crash --density 4 --without chain --without op-id');
    expect(simOptions(command.split(' ').slice(4))).toEqual({ ...options, seeds: 1, from: 123 });
  });

  test('knows which names a world does not have', () => {
    expect(unknownNames(['crash', 'crsh'], modelWorld.faults)).toEqual(['crsh']);
  });

  test('says plainly which worlds there are', async () => {
    expect(await worldNamed('model')).toBe(modelWorld);
    expect(await worldNamed('elsewhere')).toEqual({ mistake: 'there is no level named elsewhere: model, product or process' });
  });
});
