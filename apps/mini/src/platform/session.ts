import { reactive } from 'vue'

import { phoneStore } from '../device/store.ts'

export type Face = 'worker' | 'employer'
type MaskedPerson = { id: string; maskedName: string }

type Kept = {
  token: string
  phone: string
  expiresAt: string
  /** The persons of the phone; names masked until one is chosen. */
  persons: MaskedPerson[]
  personId: string | undefined
  personName: string | undefined
}

type Session = Partial<Kept> & { persons: MaskedPerson[]; face: Face; employerId: string | undefined }

const kept = phoneStore.read<Kept>('session')

/** Who is signed in on this phone, and which of the two faces is shown. */
export const session: Session = reactive({
  persons: [],
  ...kept,
  face: phoneStore.read<Face>('face') ?? 'worker',
  employerId: phoneStore.read<string>('employer'),
})

function keep(): void {
  const { token, phone, expiresAt, persons, personId, personName } = session
  phoneStore.write('session', { token, phone, expiresAt, persons, personId, personName })
}

export function beginSession(begun: {
  token: string
  phone: string
  expiresAt: string
  persons: MaskedPerson[]
}): void {
  Object.assign(session, begun, { personId: undefined, personName: undefined })
  keep()
}

export function personChosen(person: { id: string; name: string }): void {
  session.personId = person.id
  session.personName = person.name
  keep()
}

/** Signed out, ended or run out. The chosen version, the face and drafts stay. */
export function forgetSession(): void {
  Object.assign(session, {
    token: undefined,
    phone: undefined,
    expiresAt: undefined,
    persons: [],
    personId: undefined,
    personName: undefined,
    employerId: undefined,
  })
  phoneStore.remove('session')
  phoneStore.remove('employer')
}

export function switchFace(face: Face): void {
  session.face = face
  phoneStore.write('face', face)
}

export function chooseEmployer(employerId: string): void {
  session.employerId = employerId
  phoneStore.write('employer', employerId)
}

export const isSignedIn = (): boolean => session.token !== undefined && session.personId !== undefined
