import type { ReceivedOf, AllEndpoints, Right } from '@linggong/contract'
import { roleAllows, type Duty } from '@linggong/contract/identity/duties.ts'
import { computed, reactive } from 'vue'
import { call, csrfToken, RequestRefused, whenSignedOut } from './client.ts'
import { forgetPass, readPass } from './offline-pass.ts'

export type Me = ReceivedOf<AllEndpoints['getMe']>
export type StaffMe = Extract<Me, { kind: 'staff' }>
export type PersonMe = Extract<Me, { kind: 'person' }>

const employerKey = 'lg.employer'

type State = { me: Me | null; asked: boolean; expired: boolean; offline: boolean; employerId: string | null }

const state = reactive<State>({
  me: null,
  asked: false,
  /** The session ran out while a page was open. */
  expired: false,
  /** Opened without network by a pass: the platform has not said who is signed in. */
  offline: false,
  employerId: localStorage.getItem(employerKey),
})

whenSignedOut(() => {
  // The page stays as it is, with what is typed in it, and says that signing in again is needed.
  if (state.me && state.me.kind !== 'phone') state.expired = true
  else state.me = null
})

/** Who is signed in; asks the platform once, or again when told to. */
export async function loadSession(again = false): Promise<Me | null> {
  if (state.asked && !again) return state.me
  // Without the cookie nobody is signed in: the platform need not be asked.
  if (csrfToken() === undefined) {
    state.me = null
    state.expired = false
    state.asked = true
    return null
  }
  try {
    state.me = await call('getMe', {})
    // Somebody else has signed in on this device since.
    if (state.me.kind !== 'staff' || state.me.staffId !== readPass()?.me.staffId) forgetPass()
  } catch (error) {
    if (!(error instanceof RequestRefused) || error.status !== 401) throw error
    state.me = null
  }
  state.expired = false
  state.offline = false
  state.asked = true
  return state.me
}

/** Without network: who prepared this device for it, while the pass holds. It opens what is kept here and sends nothing. */
export function openOffline(): boolean {
  const pass = readPass()
  if (!pass) return false
  state.me = pass.me
  state.offline = true
  return true
}

/**
 * Whether whoever filled in a page is the one signed in: asked before anything is sent from a page that was opened
 * without network. If not, the page says that signing in again is needed, and stays.
 * @throws NoAnswer, RequestRefused
 */
export async function stillSignedIn(): Promise<boolean> {
  if (!state.offline) return true
  const before = staff.value?.staffId
  if (csrfToken() === undefined) {
    state.expired = true
    return false
  }
  try {
    const me = await call('getMe', {})
    state.offline = false
    state.expired = me.kind !== 'staff' || me.staffId !== before
    if (!state.expired) {
      state.me = me
      state.asked = true
    }
  } catch (error) {
    // The note about it stands on the page already.
    if (!(error instanceof RequestRefused) || error.status !== 401) throw error
  }
  return !state.expired
}

export async function signOut(): Promise<void> {
  try {
    await call('signOut', {})
  } catch (error) {
    // The session had ended before: that is what was wanted.
    if (!(error instanceof RequestRefused) || error.status !== 401) throw error
  }
  forgetPass()
  state.me = null
  state.expired = false
}

/** The employer a member works for now; remembered on this machine. */
export function chooseEmployer(employerId: string): void {
  state.employerId = employerId
  localStorage.setItem(employerKey, employerId)
}

export const session = {
  get me(): Me | null {
    return state.me
  },
  get expired(): boolean {
    return state.expired
  },
  get offline(): boolean {
    return state.offline
  },
}

export const staff = computed<StaffMe | null>(() => (state.me?.kind === 'staff' ? state.me : null))
export const person = computed<PersonMe | null>(() => (state.me?.kind === 'person' ? state.me : null))
/** The employer chosen, or the only one, or the first. */
export const employer = computed(() => {
  const mine = person.value?.employers ?? []
  return mine.find(({ id }) => id === state.employerId) ?? mine[0] ?? null
})

export type Employer = PersonMe['employers'][number]

/**
 * The employer a page of the workspace is about. Such pages (`meta.employer`) are shown only while there is one, and
 * made anew when another is chosen: within a page it never changes.
 */
export function ownEmployer(): Employer {
  if (!employer.value) throw new Error('this page needs an employer: its route lacks meta.employer')
  return employer.value
}

/** Whether the signed-in person or staff member holds this right: what the server will allow too. */
export function can(right: Right): boolean {
  const { me } = state
  return me !== null && me.kind !== 'phone' && me.rights.includes(right)
}

/** Whether the role in the employer chosen allows this: what the server will allow too. */
export const mayDo = (duty: Duty): boolean => employer.value !== null && roleAllows(employer.value.memberRole, duty)

/** Counties the staff member's posts reach; empty for city posts, which reach all. */
export const ownCounties = computed<string[]>(() => {
  const posts = staff.value?.posts ?? []
  return posts.some(({ county }) => county === null) ? [] : [...new Set(posts.map(({ county }) => county ?? ''))]
})
