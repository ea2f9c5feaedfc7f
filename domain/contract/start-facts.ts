import type { InferContractRouterOutputs } from '@orpc/contract';
import type { Contract } from './contract.ts';

type Answers = InferContractRouterOutputs<Contract>;

/** Answers of public endpoints that a page carries with it, so that its first screen waits for no call. */
export interface StartFacts {
  readonly status: Answers['setup']['status'];
  readonly capabilities: Answers['clinic']['capabilities'];
  readonly people: Answers['session']['people'];
}
