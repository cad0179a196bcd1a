import { auditProof, contractProof, havePdfsig, ledgerProof } from './proofs.ts'
import type { Told } from './run-stories.ts'
import type { World } from './world.ts'

export type Totals = {
  started: number
  paid: number
  endedOtherwise: number
  ledgerSumFen: number
  contractsTotal: number
  contractsVerified: number
}

const otherEnds: Record<string, string> = { cancelled: '取消', noShow: '没有到岗', voided: '作废' }

/** Counts, proves, prints; answers the figures and everything that must not be. */
export async function totalUp(
  world: World,
  told: readonly Told[],
  say: (line: string) => void,
): Promise<{ totals: Totals; failures: string[] }> {
  const ended = told.flatMap((one) => one.ended)
  const paid = ended.filter(({ state }) => state === 'paid').length
  const otherwise = ended.filter(({ state }) => state in otherEnds)
  const started = told.reduce((sum, { scene }) => sum + scene.taken.length, 0)
  say('')
  say(`用工单 ${started} 张:工资到账 ${paid} 张,其他方式结束 ${otherwise.length} 张`)
  for (const [words, count] of countBy(
    otherwise.map(({ state, reason }) => `${otherEnds[state]}:${reason ?? '未写原因'}`),
  )) {
    say(`  ${count} 张 ${words}`)
  }

  const ledger = await ledgerProof(world.platform)
  say(`总账 ${ledger.entries} 笔分录,合计 ${ledger.sumFen} 分,不平的交易 ${ledger.unbalanced} 笔`)
  const contracts = await contractProof(
    world,
    ended.map(({ taken }) => taken),
    havePdfsig(say),
  )
  say(`合同 ${contracts.total} 份,pdfsig 核验通过 ${contracts.verified} 份`)
  for (const problem of contracts.problems) say(`  ${problem}`)
  const audit = await auditProof(world.platform)
  say(`操作记录:${audit.words}`)

  const failures = [
    ...told.flatMap(({ story, failure }) => (failure === null ? [] : [`${story.name} 没有照预期进行`])),
    ...(started === paid + otherwise.length ? [] : [`${started - paid - otherwise.length} 张用工单没有结束`]),
    ...(ledger.sumFen === 0 && ledger.unbalanced === 0 ? [] : ['总账不平']),
    ...(contracts.total === contracts.verified ? [] : [`${contracts.total - contracts.verified} 份合同没有通过核验`]),
    ...(audit.whole ? [] : ['操作记录链有问题']),
    ...(world.setAside() === 0 ? [] : [`${world.setAside()} 件事多次失败后被搁置`]),
  ]
  const totals = {
    started,
    paid,
    endedOtherwise: otherwise.length,
    ledgerSumFen: ledger.sumFen,
    contractsTotal: contracts.total,
    contractsVerified: contracts.verified,
  }
  return { totals, failures }
}

export function countBy(words: readonly string[]): Array<[string, number]> {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])
}
