import { contractKinds, signingFactors, stateLabels, type Capacity } from '@linggong/contract'
import { wireTime } from '../../kernel/clock.ts'
import type { Actor, Deps } from '../../kernel/context.ts'
import { possibleFor, workerIntentWords } from './rules.ts'
import type { Contract, Signing } from './types.ts'

/** Where the code on the paper leads. */
export function verifyUrl(deps: Deps, code: string): string {
  return `${deps.config.publicUrl}/v/${code.replace('-', '')}`
}

function capacitiesOf(actor: Actor, contract: Contract): Capacity[] {
  if (actor.kind === 'person' && actor.personId === contract.workerId) return ['worker']
  if (actor.kind === 'staff' && actor.assists.persons.includes(contract.workerId)) return ['clerk']
  return []
}

const wireOrNull = (at: Date | null) => (at === null ? null : wireTime(at))

export function contractToItem(contract: Contract) {
  return {
    id: contract.id,
    number: contract.number,
    kind: contract.kind,
    kindLabel: contractKinds[contract.kind],
    state: contract.state,
    stateLabel: stateLabels.contract[contract.state],
    postingId: contract.postingId,
    employerId: contract.employerId,
    employerName: contract.employerName,
    workerId: contract.workerId,
    workerName: contract.workerName,
    title: contract.document.workTitle,
    createdAt: wireTime(contract.createdAt),
    signBy: wireTime(contract.signBy),
    concludedAt: wireOrNull(contract.concludedAt),
    sealedAt: wireOrNull(contract.sealedAt),
    imported: contract.imported,
  }
}

export function fileStatus(contract: Contract): string {
  if (contract.sealedAt) return '盖章文件已生成,可以下载'
  if (contract.imported) return '历史导入,没有电子文件'
  if (contract.concludedAt === null) return '签好以后自动生成盖章文件'
  return contract.sealProblem ? '合同有效;时间戳服务暂时没有回应,文件会自动补上' : '正在生成盖章文件'
}

export function contractToView(
  deps: Deps,
  actor: Actor,
  contract: Contract,
  with_: { engagementIds: readonly string[]; signings: readonly Signing[]; already?: boolean },
) {
  const text = contract.document
  const party = ({
    roleZh,
    name,
    identity,
  }: {
    roleZh: string
    name: string
    identity: Array<{ label: string; value: string }>
  }) => ({
    roleZh,
    name,
    identity,
  })
  return {
    ...contractToItem(contract),
    engagementIds: [...with_.engagementIds],
    county: contract.county,
    whyThisKind: contract.reasonZh,
    article: contract.article,
    provisional: contract.provisional,
    parties: [party(text.employer), party(text.worker)],
    terms: text.terms,
    summary: text.summary,
    clauses: text.clauses,
    shifts: text.shifts.map(({ engagementId, startsAt, endsAt }) => ({ engagementId, startsAt, endsAt })),
    intentWords: workerIntentWords(text.title, contract.number),
    signings: with_.signings.map((signing) => ({
      party: signing.party,
      name: signing.personName,
      factor: signing.factor,
      factorLabel: signingFactors[signing.factor],
      channel: signing.channel,
      at: wireTime(signing.at),
    })),
    sha256: contract.canonicalSha256,
    verifyCode: contract.verifyCode,
    verifyUrl: verifyUrl(deps, contract.verifyCode),
    fileStatus: fileStatus(contract),
    already: with_.already ?? false,
    possible: possibleFor(contract.state, capacitiesOf(actor, contract)),
  }
}
