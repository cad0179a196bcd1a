import { X509Certificate } from 'node:crypto'
import { signingFactors } from '@linggong/contract'
import { wireTime } from '../../../kernel/clock.ts'
import type { Ctx, Deps } from '../../../kernel/context.ts'
import { GatewayError } from '../../../gateways/index.ts'
import { renderContract, sealPdf, type ContractDocument } from '../pdf/index.ts'
import { sealRetryMs } from '../rules.ts'
import { canonicalField, findContracts, insertFile, markSealed, noteSealProblem } from '../store.ts'
import { signingsOf } from '../store-signings.ts'
import type { Contract, ContractText, Signing } from '../types.ts'
import { verifyUrl } from '../view.ts'

const channels: Record<string, string> = {
  miniProgram: '微信小程序',
  h5: '手机网页',
  console: '用工方网页',
  counter: '零工驿站窗口',
  sms: '短信',
  gate: '开工现场',
  api: '单位系统',
  platform: '平台',
}
const channelZh = (channel: string) => channels[channel] ?? channel

/** DER certificates as PEM, one after another. */
function pemOf(certificates: readonly Uint8Array[]): string {
  return certificates.map((der) => new X509Certificate(der).toString()).join('')
}

/** What is printed; the same text as was signed. */
export function documentOf(
  deps: Deps,
  contract: Contract,
  text: ContractText,
  signings: readonly Signing[],
): ContractDocument {
  return {
    title: text.title,
    number: text.number,
    kind: text.kind,
    createdAt: text.drawnUpAt,
    parties: [text.employer, text.worker].map(({ roleZh, name, identity }) => ({ roleZh, name, identity })),
    terms: text.terms,
    clauses: text.clauses,
    whyThisKindZh: `${text.whyThisKind}(依据:${text.article})`,
    signings: signings.map((signing) => ({
      party: signing.party === 'employer' ? text.employer.roleZh : text.worker.roleZh,
      name: signing.party === 'employer' ? `${text.employer.name}(经办人 ${signing.personName})` : signing.personName,
      signedAt: wireTime(signing.at),
      channel: channelZh(signing.channel),
      factorZh: signingFactors[signing.factor],
      device: channelZh(signing.device),
    })),
    canonicalSha256: contract.canonicalSha256,
    verifyCode: contract.verifyCode,
    verifyUrl: verifyUrl(deps, contract.verifyCode),
    sandbox: deps.config.gateways.world === 'sandbox',
    importedHistory: contract.imported,
  }
}

/** Prints and seals with the platform's certificate and a trusted time stamp. Throws GatewayError. */
export async function sealedFile(deps: Deps, document: ContractDocument, signingTime: Date): Promise<Buffer> {
  const { signingCertificates, timestamp } = deps.gateways
  return sealPdf(renderContract(document), {
    certPem: pemOf([signingCertificates.certificate]),
    key: { sign: (data) => signingCertificates.sign(data) },
    chainPem: pemOf(signingCertificates.chain),
    timestamp: async (hash) => Buffer.from((await timestamp.stampHash(hash)).token),
    reason: '双方已签署,平台存证',
    name: '宁德零工平台',
    signingTime,
  })
}

/**
 * Makes the sealed file of a concluded contract. While the certificate or time-stamping service is out of
 * reach it is tried again, for as long as it takes; the contract is concluded all the same and says so.
 */
export async function sealContract(ctx: Ctx, contractId: string): Promise<void> {
  const [contract] = await findContracts(ctx, { id: contractId })
  if (!contract || contract.sealedAt !== null || contract.concludedAt === null) return
  const text = contract.canonicalEnc
    ? (JSON.parse(ctx.deps.keyring.decrypt(canonicalField, contract.canonicalEnc)) as ContractText)
    : contract.document
  const document = documentOf(ctx.deps, contract, text, await signingsOf(ctx, contractId))
  let file: Buffer
  try {
    file = await sealedFile(ctx.deps, document, ctx.now)
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    await noteSealProblem(ctx, contractId, error.message)
    ctx.deps.log.warn({ contractId, tries: contract.sealTries + 1, err: error.message }, 'contract not sealed yet')
    ctx.schedule({
      kind: 'contracts.seal',
      subjectId: contractId,
      dueAt: new Date(ctx.now.getTime() + sealRetryMs(contract.sealTries)),
    })
    return
  }
  const sha256 = await ctx.deps.objects.put(file)
  const documentId = ctx.newId()
  await insertFile(ctx, {
    id: documentId,
    kind: 'contract',
    contract,
    sha256,
    bytes: file.length,
    mediaType: 'application/pdf',
  })
  if (!(await markSealed(ctx, contractId, { documentId, sha256 }))) throw new Error('the contract was sealed meanwhile')
  // Nobody is told of a paper made of imported history: it is years old.
  if (!contract.imported)
    ctx.emit({ name: 'contractSealed', subjectKind: 'contract', subjectId: contractId, data: { documentId } })
}
