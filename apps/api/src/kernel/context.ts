import type { Capacity, ErrorCode, MemberRole, Role } from '@linggong/contract'
import type { Policy } from '@linggong/policy'
import type { Gateways } from '../gateways/index.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Keyring } from './crypto/keyring.ts'
import type { Database, Tx } from './database/database.ts'
import type { Ids } from './ids.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { ObjectStore } from './storage/object-store.ts'

/** What the program is made of; built once at start, replaced piece by piece in tests. */
export type Deps = {
  db: Database
  clock: Clock
  ids: Ids
  config: Config
  keyring: Keyring
  policy: Policy
  gateways: Gateways
  objects: ObjectStore
  log: Log
  metrics: Metrics
  /** Tells the workers that there is something to do; they also look by themselves. */
  wake(): void
  /** Tells open pages that something of theirs has changed; they also look by themselves. */
  tell(news: readonly News[]): void
}

export type Channel = 'miniProgram' | 'h5' | 'console' | 'counter' | 'sms' | 'call' | 'gate' | 'api' | 'platform'

export type StaffPost = { role: Role; county: string | null; siteId: string | null }

/** Who asks. A person is a phone's chosen person; staff have an account and posts with a region. */
export type Actor =
  | { kind: 'anonymous' }
  | { kind: 'phone'; sessionId: string; phoneIndex: Buffer; personIds: readonly string[] }
  | {
      kind: 'person'
      sessionId: string
      personId: string
      roles: readonly Role[]
      employerIds: readonly string[]
      /** The role in each of these employers. */
      memberRoles: Readonly<Record<string, MemberRole>>
    }
  | {
      kind: 'staff'
      sessionId: string
      staffId: string
      roles: readonly Role[]
      posts: readonly StaffPost[]
      /** Whom this clerk may act for now: recorded consents that have not run out. */
      assists: { persons: readonly string[]; employers: readonly string[] }
    }
  | { kind: 'system'; name: string }

/** Whose pages hear of something. A session hears that it has ended. */
export type NewsRecipient =
  | { kind: 'person'; id: string }
  | { kind: 'employer'; id: string }
  | { kind: 'staff'; role: string; county: string }
  | { kind: 'site'; id: string }
  | { kind: 'session'; id: string }

/** No more than that something of somebody has changed: whoever may see it asks for it. */
export type News = { to: string; topic: string }

export type DomainEvent = {
  id: string
  name: string
  subjectKind: string
  subjectId: string
  data: Record<string, unknown>
  at: Date
}

export type NewEvent = {
  name: string
  subjectKind: string
  subjectId: string
  /** Ids, states and numbers only, never personal data. */
  data?: Record<string, unknown>
}

export type DueRow = {
  id: string
  kind: string
  key: string
  subjectId: string
  data: Record<string, unknown>
  dueAt: Date
}

export type NewDueRow = {
  kind: string
  /** One live deadline per key; scheduling it again moves it. Defaults to `kind:subjectId`. */
  key?: string
  subjectId: string
  dueAt: Date
  data?: Record<string, unknown>
}

export type NewAuditEntry = {
  subjectKind: string
  subjectId: string
  act: string
  capacity?: Capacity
  fromState?: string | null
  toState?: string | null
  reasonCode?: string
  /** Free words, stored beside the sealed log. */
  note?: string
  county?: string | null
  /** Persons and employers who may see this entry. */
  concerns?: readonly string[]
  onBehalfOf?: string
  data?: Record<string, unknown>
}

/**
 * One unit of work: an open transaction, who acts, and the moment that counts for every decision in it.
 * Audit rows, events and deadlines collected here are written before the commit, in the same transaction.
 */
export type Ctx = {
  tx: Tx
  actor: Actor
  channel: Channel
  requestId: string
  /** The caller's network address, where there is one: for limits only, never stored in clear. */
  clientAddress: string | undefined
  now: Date
  deps: Deps
  newId(): string
  audit(entry: NewAuditEntry): void
  emit(event: NewEvent): void
  schedule(row: NewDueRow): void
  /** Cancels the live deadline of this key, if any. */
  cancelDue(key: string): void
  /** After the commit, open pages of this recipient hear that something about `topic` has changed. */
  tell(recipient: NewsRecipient, topic: string): void
  pending: Pending
}

export type Pending = {
  audit: Array<NewAuditEntry & { id: string }>
  events: Array<NewEvent & { id: string }>
  dues: NewDueRow[]
  cancelledDues: string[]
  news: News[]
}

export type { ErrorCode }
