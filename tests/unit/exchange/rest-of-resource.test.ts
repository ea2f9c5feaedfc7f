import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '#domain/exchange/fhir/json.ts';
import { restOf } from '#main/exchange/fhir/packed-json.ts';

const member = fc.tuple(fc.constantFrom('resourceType', 'id', 'idea', '1', '__proto__', 'status'), fc.oneof(fc.string(), fc.jsonValue()));
/** As nearly every file has them. */
const usual = fc.constantFrom('', '"resourceType":"Claim"', '"resourceType":"Claim","id":"a\\"b"', '"id":"1","resourceType":"Claim"');

// spec: REG-6
test('the rest of a resource is all it holds beside its type and id, wherever they stand', () => {
  fc.assert(fc.property(usual, fc.array(member), (first, members) => {
    const others = members.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
    const resource = JSON.parse(`{${[first, ...others].filter((text) => text !== '').join(',')}}`) as JsonObject;
    const { resourceType: _type, id: _id, ...rest } = resource;
    expect(restOf(resource)).toBe(JSON.stringify(rest));
  }), { numRuns: 500 });
});
