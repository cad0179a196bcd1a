/** What every stand-in shares: memory, clock, faults, notices, ids, secrets. */
import { randomUUID } from 'node:crypto'
import type { SandboxAuthority } from './ca.ts'
import type { Callbacks } from './callbacks.ts'
import type { SandboxClock } from './clock.ts'
import type { SandboxCredentials } from './credentials.ts'
import type { Faults } from './faults.ts'

export interface World {
  clock: SandboxClock
  faults: Faults
  callbacks: Callbacks
  credentials: SandboxCredentials
  authority: SandboxAuthority
  /** Where the platform listens for notices, without a trailing slash; undefined: nobody is told. */
  callbackBaseUrl: string | undefined
  record: (kind: string, data: unknown) => Promise<void>
  /** Everything recorded so far, by any request, is on the disk. */
  flushed: () => Promise<void>
  newId: () => string
}

export function newId(): string {
  return randomUUID().replaceAll('-', '')
}

/** One stand-in's part in replaying the journal. */
export interface Replays {
  apply: (kind: string, data: unknown) => void
}
