import { X509Certificate } from 'node:crypto'
import { contractKinds, stateLabels } from '@linggong/contract'
import { wireTime } from '../../../kernel/clock.ts'
import type { Ctx, Deps } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { sealProblems, verifySeal } from '../pdf/index.ts'
import { normalVerifyCode, publicPersonName } from '../rules.ts'
import { contractByCode, type PublicContract } from '../store.ts'

async function found(ctx: Ctx, code: string): Promise<PublicContract> {
  return (await contractByCode(ctx, normalVerifyCode(code))) ?? refuse('NotFound')
}

/** Roots that must stand behind signer and time stamp. */
function trustedPem(deps: Deps): string {
  const chain = deps.gateways.signingCertificates.chain.map((der) => new X509Certificate(der).toString())
  return [...chain, deps.config.gateways.timestamp.trustedCa].join('\n')
}

async function checkSeal(deps: Deps, sha256: string) {
  const report = verifySeal(await deps.objects.get(sha256), { trustedPem: trustedPem(deps) })
  return {
    valid: report.valid,
    signerName: report.signerName,
    timestampTime: report.timestampTime ? wireTime(new Date(report.timestampTime)) : null,
    problems: report.problems.map((problem) => sealProblems[problem]),
  }
}

function sentence(contract: PublicContract, seal: { valid: boolean } | null): string {
  if (contract.imported) return '这是历史导入的记录,当时没有在本平台签署。'
  if (contract.state === 'awaitingWorker') return '这份合同还没有签完,现在没有效力。'
  if (contract.state === 'lapsed') return '这份合同没有签成,已经失效。'
  if (contract.state === 'terminated') return '这份合同双方签过,后来没有上工,已经终止。'
  if (seal === null) return '这份合同双方已签,盖章文件正在生成。'
  return seal.valid ? '这份合同双方已签,平台存的文件没有被改过。' : '平台存的文件没有通过检查,请联系平台。'
}

/** What anybody may know who holds the code: parties masked, the seal checked anew. Refuses NotFound. */
export async function verifyContract(ctx: Ctx, code: string) {
  const contract = await found(ctx, code)
  const seal = contract.fileSha256 === null ? null : await checkSeal(ctx.deps, contract.fileSha256)
  return {
    number: contract.number,
    kind: contract.kind,
    kindLabel: contractKinds[contract.kind],
    employerName:
      contract.employerKind === 'household' ? publicPersonName(contract.employerName) : contract.employerName,
    workerName: publicPersonName(contract.workerName),
    state: contract.state,
    stateLabel: stateLabels.contract[contract.state],
    concludedAt: contract.concludedAt && wireTime(contract.concludedAt),
    sealedAt: contract.sealedAt && wireTime(contract.sealedAt),
    sha256: contract.canonicalSha256,
    fileSha256: contract.fileSha256,
    imported: contract.imported,
    seal,
    sentence: sentence(contract, seal),
  }
}

export async function verifyFile(ctx: Ctx, code: string, sha256: string) {
  const contract = await found(ctx, code)
  const same = contract.fileSha256 === sha256
  return {
    same,
    sentence: same
      ? '这个文件就是平台盖章的那一份,没有被改过。'
      : '这个文件和平台盖章的那一份不一样,可能被改过,或者不是这份合同。请以平台的为准。',
  }
}
