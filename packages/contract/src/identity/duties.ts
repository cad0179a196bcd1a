import type { MemberRole } from './words.ts'

/** Kinds of things a member does for an employer. */
export const duties = { hire: '招人', work: '记工', settle: '结算', manage: '管单位' } as const
export type Duty = keyof typeof duties

/** What each role of a member allows; reading who comes and when is everybody's. */
export const dutiesOfRole: Readonly<Record<MemberRole, readonly Duty[]>> = {
  owner: ['hire', 'work', 'settle', 'manage'],
  agent: ['hire', 'work', 'settle'],
  accountant: ['settle'],
  foreman: ['work'],
}

export const roleAllows = (role: MemberRole, duty: Duty): boolean => dutiesOfRole[role].includes(duty)

const endpointsOf = {
  hire: [
    'createPosting',
    'importPostings',
    'importPostingsFile',
    'readPostingText',
    'updatePosting',
    'checkPosting',
    'submitPosting',
    'withdrawPosting',
    'closePosting',
    'repeatPosting',
    'takeApplication',
    'declineApplication',
    'inviteWorkers',
    'withdrawInvitation',
    'markFavourites',
    'withdrawOffer',
    'cancelEngagement',
    'objectToEmployerRecord',
    'leaveEmployerRecord',
  ],
  work: [
    'getShiftCode',
    'renewShiftCode',
    'checkIn',
    'checkOut',
    'breakOff',
    'checkInCrew',
    'checkOutCrew',
    'countPieces',
    'reportNoShow',
  ],
  settle: [
    'confirmTimesheets',
    'correctTimesheet',
    'openDispute',
    'proposeSettlement',
    'agreeDispute',
    'withdrawDispute',
    'requestEscrow',
    'getEmployerFunding',
    'openEmployerFunding',
    'listEmployerWages',
    'getEmployerStatement',
    'getEmployerStatementFile',
    'getTimesheetsFile',
  ],
  manage: ['addEmployerMember', 'verifyEmployer', 'updateEmployer'],
} as const satisfies Record<Duty, readonly string[]>

const dutyOfEndpoint: ReadonlyMap<string, Duty> = new Map(
  (Object.keys(endpointsOf) as Duty[]).flatMap((duty) => endpointsOf[duty].map((name) => [name, duty] as const)),
)

/** The duty an endpoint belongs to where a member uses it for an employer; undefined where every member may. */
export const dutyOf = (endpoint: string): Duty | undefined => dutyOfEndpoint.get(endpoint)
