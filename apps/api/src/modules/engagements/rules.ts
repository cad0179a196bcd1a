import {
  engagementLifecycle,
  possibleTransitions,
  reasonLabel,
  stateLabels,
  type Capacity,
  type EngagementState,
} from '@linggong/contract'

/** One row of `cancellation.windows` of the policy: what giving so much notice leads to. */
export type CancellationWindow = {
  party: 'worker' | 'employer'
  atLeastMinutesBefore: number
  standingPoints: number
  compensationBasisPoints: number
  plainZh: string
}

/** What the cancellation of one engagement leaves behind, stored with it. */
export type CancellationFacts = {
  noticeMinutes: number
  lateNotice: boolean
  standingPoints: number
  /** Part of the agreed pay of this shift that the employer owes the worker for cancelling so late. */
  compensationBasisPoints: number
  plainZh: string | null
}

/**
 * Minutes of notice before the shift and the consequence by the first fitting window of the policy.
 * Excused reasons (illness, weather) and cancellations by the platform have none.
 */
export function cancellationFacts(input: {
  at: Date
  startsAt: Date
  party: 'worker' | 'employer' | 'platform'
  excused: boolean
  windows: readonly CancellationWindow[]
}): CancellationFacts {
  const noticeMinutes = Math.floor((input.startsAt.getTime() - input.at.getTime()) / 60_000)
  const none = { noticeMinutes, lateNotice: false, standingPoints: 0, compensationBasisPoints: 0, plainZh: null }
  if (input.excused || input.party === 'platform') return none
  const fitting = input.windows
    .filter((window) => window.party === input.party && window.atLeastMinutesBefore <= Math.max(noticeMinutes, 0))
    .sort((a, b) => b.atLeastMinutesBefore - a.atLeastMinutesBefore)[0]
  if (!fitting) return none
  const { standingPoints, compensationBasisPoints, plainZh } = fitting
  const lateNotice = standingPoints > 0 || compensationBasisPoints > 0
  return { noticeMinutes, lateNotice, standingPoints, compensationBasisPoints, plainZh }
}

/** Milliseconds until a no-show may be recorded; zero or less when it may. Who took the work late has as long to come. */
export function noShowWaitMs(at: Date, work: { startsAt: Date; acceptedAt: Date }, afterMinutes: number): number {
  const expected = Math.max(work.startsAt.getTime(), work.acceptedAt.getTime())
  return expected + afterMinutes * 60_000 - at.getTime()
}

const acts: Record<string, string> = {
  create: '接单',
  conclude: '签好合同',
  checkIn: '签到上工',
  checkOut: '签退下工',
  breakOff: '提前停工',
  confirm: '确认工时',
  dispute: '提出异议',
  resolve: '异议处理完',
  void: '作废',
  pay: '工资到账',
  cancel: '取消',
  markNoShow: '记为没有到岗',
  contact: '通过平台联系对方',
  contestRecord: '说诚信记录不对',
  liftRecord: '查实记错了,不扣分',
  keepRecord: '核实过,没有记错',
  leaveRecord: '不再说诚信记录不对',
}

const who: Record<Capacity, string> = {
  worker: '工人',
  employer: '用工方',
  crewLeader: '带班',
  clerk: '驿站工作人员',
  operator: '站点',
  officer: '主管部门',
  finance: '财政部门',
  mediator: '调解员',
  system: '系统按规则',
}

/** One line of a timeline in plain words. */
export function timelineSentence(row: {
  act: string
  capacity: string | null
  onBehalf: boolean
  reasonCode: string | null
}): string {
  // That the wage has come is what happened, not what somebody did.
  const actor = row.capacity && row.act !== 'pay' ? (who[row.capacity as Capacity] ?? '') : ''
  // Whoever gives the work does not take it: among those who applied the employer has picked one.
  const act = row.act === 'create' && row.capacity === 'employer' ? '选了这个人' : (acts[row.act] ?? row.act)
  const reason = row.reasonCode ? `(${reasonLabel(`engagement.${row.act}`, row.reasonCode)})` : ''
  return `${actor}${row.onBehalf ? '代办' : ''}${act}${reason}`
}

export function stateLabel(state: EngagementState): string {
  return stateLabels.engagement[state]
}

/** The union of what this person's capacities allow now. */
export function possibleFor(state: EngagementState, capacities: readonly Capacity[]): string[] {
  return [...new Set(capacities.flatMap((capacity) => possibleTransitions(engagementLifecycle, state, capacity)))]
}
