import { toDoKinds, type OverviewFigure, type ToDoKind } from '@linggong/contract'

export type ListAddress = {
  endpoint: string
  params: { employerId?: string; quarter?: string }
  query: {
    state?: string
    kind?: string
    mine?: string
    unpaid?: string
    missing?: string
    waiting?: string
    open?: string
    show?: string
    day?: string
    figure?: OverviewFigure
  }
}

/** What the list is asked with, beyond whose it is. */
const filters: Partial<Record<ToDoKind, ListAddress['query']>> = {
  contractToSign: { state: 'awaitingWorker' },
  shiftAhead: { state: 'concluded' },
  checkOutAhead: { state: 'working' },
  hoursToAccept: { state: 'worked' },
  engagementToRate: { state: 'paid' },
  postingReturned: { state: 'returned' },
  postingDraft: { state: 'draft' },
  escrowToFund: { state: 'published' },
  applicationToAnswer: { state: 'published' },
  wageToFund: { unpaid: 'true' },
  workerToRate: { state: 'paid' },
  reviewBefore: { kind: 'before' },
  reviewAfterwards: { kind: 'afterwards' },
  reviewMine: { mine: 'true' },
  arrearsOpen: { figure: 'arrears' },
  employerUnverified: { state: 'unverified' },
  disputeMine: { mine: 'true' },
  siteWorkerMissing: { missing: 'true' },
  qualificationToReview: { show: 'waiting' },
  recognitionWaiting: { waiting: 'true' },
  recognitionObjection: { state: 'inNotice' },
  recognitionToSupplement: { state: 'returned' },
  recognitionAppealed: { waiting: 'true' },
  recognitionToRecord: { state: 'recognised' },
  referralFlagOpen: { open: 'true' },
  referralAnswered: { show: 'asked' },
  referralAsked: { show: 'asked' },
  subsidyWaiting: { waiting: 'true' },
  subsidyObjection: { state: 'inNotice' },
  subsidyAtFinance: { waiting: 'true' },
  assessmentToSelfAssess: { state: 'opened' },
  improvementToReport: {},
  assessmentToScore: { waiting: 'true' },
  assessmentToPublish: { state: 'checked' },
  improvementToCheck: {},
  objectionToDecide: { state: 'inNotice' },
  assessmentToCheck: { state: 'scored' },
}

/** Where the rows behind a number are. Lists of a day are asked for the business day of the present. */
export function listAddress(
  kind: ToDoKind,
  employerId: string | null,
  { today, quarter }: { today: string; quarter: string },
): ListAddress {
  const endpoint = toDoKinds[kind].list
  return {
    endpoint,
    params: { ...(employerId !== null && { employerId }), ...(endpoint === 'listQuarterlyReports' && { quarter }) },
    query: { ...filters[kind], ...(endpoint === 'listToday' && { day: today }) },
  }
}

type Waiting = { earliest: Date | null; late: number; kind: ToDoKind }
const order = Object.keys(toDoKinds)

/** What is late or due soonest first; what has no time limit last, in the order of the catalogue. */
export function byUrgency(a: Waiting, b: Waiting): number {
  const time = (one: Waiting) => one.earliest?.getTime() ?? Number.MAX_SAFE_INTEGER
  return time(a) - time(b) || order.indexOf(a.kind) - order.indexOf(b.kind)
}

const lastDays = ['03-31', '06-30', '09-30', '12-31']

/** The last quarter that is over on a day: `2026Q3`, its Chinese name, its last day. */
export function quarterBehind(today: string): { quarter: string; label: string; last: string } {
  const all = Number(today.slice(0, 4)) * 4 + Math.floor((Number(today.slice(5, 7)) - 1) / 3) - 1
  const [year, n] = [Math.floor(all / 4), all % 4]
  return { quarter: `${year}Q${n + 1}`, label: `${year}年第${'一二三四'[n]}季度`, last: `${year}-${lastDays[n]}` }
}
