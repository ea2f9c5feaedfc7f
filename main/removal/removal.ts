import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { STORE_FILE } from '#db/store.ts';
import type { KeyVault } from '../native/key-vault.ts';
import { readIfPresent, writeOwnerOnly } from '../native/owner-only-file.ts';

/** Where a PC stands that was taken out of its clinic. */
export interface RemovalState {
  /** `handing-in`: nobody can sign in any more, and what was not sent yet is being sent. `done`: nothing of the record is here. */
  readonly phase: 'no' | 'handing-in' | 'done';
  readonly clinicName: string;
  /** Changes that were handed in to a manager's decision since this PC heard of it. */
  readonly handedIn: number;
}

const NOT_REMOVED: RemovalState = { phase: 'no', clinicName: '', handedIn: 0 };

/** Stands in the folder from the moment on at which the record may go, so that a wipe that was cut short is finished. */
const MARK_FILE = 'daybook.removed';

/** Everything in which the folder of a store keeps the record or a way to it. */
const FILES = [STORE_FILE, `${STORE_FILE}-wal`, `${STORE_FILE}-shm`, `${STORE_FILE}-journal`, 'daybook.marks'];

export interface RemovalParts {
  readonly folder: string;
  readonly vault: KeyVault;
  /** Ends everything that uses the store, and closes it. */
  readonly closeStore: () => Promise<void>;
  readonly clinicName: () => string;
}

/**
 * What a revoked PC does with itself (sync design 2.15): from the first word of it nobody can sign in; when its unsent
 * changes are with the server, the key is destroyed and then the files.
 */
export class Removal {
  readonly #parts: RemovalParts;
  #state = NOT_REMOVED;

  constructor(parts: RemovalParts) {
    this.#parts = parts;
  }

  get state(): RemovalState {
    return this.#state;
  }

  /** The server said that this PC is out. Everything but its farewell page is closed from now on. */
  begin(): void {
    if (this.#state.phase === 'no') this.#state = { phase: 'handing-in', clinicName: this.#parts.clinicName(), handedIn: 0 };
  }

  handedIn(operations: number): void {
    this.#state = { ...this.#state, handedIn: this.#state.handedIn + operations };
  }

  /** Destroys the key, then the record. Safe to be cut short anywhere: `finishRemoval` goes on at the next start. */
  async carryOut(): Promise<void> {
    const { folder, vault, closeStore } = this.#parts;
    await writeOwnerOnly(join(folder, MARK_FILE), new Uint8Array());
    await vault.destroy();
    await closeStore();
    await removeFiles(folder);
    this.#state = { ...this.#state, phase: 'done' };
  }
}

/** Ends a removal that was cut short, before the store of this folder is opened. */
export async function finishRemoval(folder: string, vault: KeyVault): Promise<void> {
  if (await readIfPresent(join(folder, MARK_FILE)) === undefined) return;
  await vault.destroy();
  await removeFiles(folder);
}

async function removeFiles(folder: string): Promise<void> {
  for (const file of FILES) await rm(join(folder, file), { force: true });
  await rm(join(folder, MARK_FILE), { force: true });
}
