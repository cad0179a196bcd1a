import { stateLabels, type EngagementState } from '@linggong/contract'
import type { Scene, Taken } from './story.ts'
import { expect, type World } from './world.ts'

const channelLabels: Record<string, string> = {
  miniProgram: '小程序',
  h5: '网页',
  console: '工作台',
  counter: '驿站柜台',
  sms: '短信',
  gate: '门口扫码',
  api: '接口',
  platform: '平台',
}

export const yuan = (fen: number): string => `${(fen / 100).toFixed(2)}元`
const clock = (at: string): string => at.slice(5, 16).replace('T', ' ')

/** How many of a crew are told in full; the others in one line each. */
const toldInFull = 2

async function timelineLines(world: World, one: Taken): Promise<string[]> {
  const { items } = await world.call('getEngagementTimeline', { params: { engagementId: one.id } }, one.as)
  expect(items.length > 0, '时间线是空的')
  return items.map(
    ({ at, channel, sentence, note }) =>
      `    ${clock(at)}  ${channelLabels[channel] ?? channel}  ${sentence}${note ? ` “${note}”` : ''}`,
  )
}

async function wageLines(world: World, one: Taken): Promise<string[]> {
  const { wages, payouts } = await world.call(
    'getEngagementWages',
    { params: { engagementId: one.id }, query: {} },
    one.as,
  )
  const parts = { whole: '工资', undisputed: '无争议部分', settled: '争议部分', compensation: '临近取消补偿' }
  return [
    ...wages.map(
      (wage) =>
        `    ${parts[wage.part]}:应发${yuan(wage.grossFen)} 代扣${yuan(wage.withheldFen)} 实发${yuan(wage.netFen)}` +
        `(${wage.lines.map((line) => `${line.labelZh}${line.quantityZh}`).join('+')};${wage.statusZh})`,
    ),
    ...payouts.map(
      (payout) =>
        `    发放:${clock(payout.queuedAt)} ${payout.railLabel} ${yuan(payout.amountFen)} ${payout.stateLabel}` +
        (payout.failureLabel ? `(${payout.failureLabel})` : ''),
    ),
  ]
}

async function payslipLines(world: World, one: Taken): Promise<string[]> {
  if (one.employerId) return []
  const { items } = await world.call('listMyPayslips', { query: { limit: 20 } }, one.worker.as)
  return items.map(
    ({ number, netFen, railLabel, issuedAt }) => `    工资单:${number} ${clock(issuedAt)} ${railLabel} ${yuan(netFen)}`,
  )
}

/** Messages the worker's phone received, without the codes. */
async function smsLines(world: World, one: Taken): Promise<string[]> {
  if (!one.worker.phone) return []
  const all = await world.outside.smsTo(one.worker.phone)
  return all
    .filter(({ params }) => params.code === undefined)
    .reverse()
    .map(({ sentAt, text }) => `    短信:${clock(sentAt)} ${text}`)
}

export type Ended = { id: string; state: EngagementState; reason: string | null; postingId: string; taken: Taken }

/** Why it was voided: said by the dispute that voided it. */
async function reasonOfEnd(world: World, one: Taken, state: EngagementState): Promise<string | null> {
  if (state !== 'voided') return null
  const { items } = await world.call('getEngagementTimeline', { params: { engagementId: one.id } }, one.as)
  return items.find(({ toState }) => toState === state)?.reasonLabel ?? null
}

/** How each engagement of a scene stands now. */
export async function endsOf(world: World, scene: Scene): Promise<Ended[]> {
  return Promise.all(
    scene.taken.map(async ({ taken }) => {
      const found = await world.call('getEngagement', { params: { engagementId: taken.id } }, taken.as)
      return {
        id: taken.id,
        state: found.state,
        reason: found.endedReasonLabel ?? (await reasonOfEnd(world, taken, found.state)),
        postingId: found.postingId,
        taken,
      }
    }),
  )
}

/** The story as it happened: per engagement its timeline, wage, payslips and messages. */
export async function tellScene(world: World, scene: Scene, ended: readonly Ended[]): Promise<string[]> {
  const lines = scene.notes.map((note) => `  · ${note}`)
  // Several shifts of one person are one story: payslips and messages come once.
  const told = new Set<string>()
  for (const [index, one] of ended.entries()) {
    const { worker } = one.taken
    lines.push(`  ${worker.name} — ${stateLabels.engagement[one.state]}${one.reason ? `(${one.reason})` : ''}`)
    if (index < toldInFull) lines.push(...(await timelineLines(world, one.taken)))
    lines.push(...(await wageLines(world, one.taken)))
    const last = ended.findLastIndex(({ taken }) => taken.worker.id === worker.id) === index
    if (last && !told.has(worker.id) && told.size < toldInFull) {
      told.add(worker.id)
      lines.push(...(await payslipLines(world, one.taken)), ...(await smsLines(world, one.taken)))
    }
  }
  return lines
}
