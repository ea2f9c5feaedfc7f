import { create } from 'zustand';
import { navigate } from '#renderer/router.ts';

/** A name to start a registration with, asked for elsewhere; `round` tells two equal wishes apart. */
export const useRegisterSeed = create<{ readonly name: string; readonly round: number }>(() => ({ name: '', round: 0 }));

/** Goes to the registration form, with a name already in it. */
export function startRegistration(name: string): void {
  useRegisterSeed.setState(({ round }) => ({ name, round: round + 1 }));
  navigate('desk');
}
