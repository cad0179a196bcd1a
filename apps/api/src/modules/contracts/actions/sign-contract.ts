import { businessDay } from '../../../kernel/clock.ts'
import type { Channel, Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { transition } from '../../../kernel/transition.ts'
import { moveEngagements } from '../../engagements/index.ts'
import { personFacts, proveIntent, type PersonFacts } from '../../identity/index.ts'
import { contractMachine, type ContractMove } from '../machine.ts'
import { workerIntentWords } from '../rules.ts'
import { engagementIdsOf, insertFile, lockContract, toContract, type ContractRow } from '../store.ts'
import { insertSigning } from '../store-signings.ts'
import type { Contract } from '../types.ts'

export type SignInput = {
  workerId: string
  by: 'worker' | 'clerk'
  onBehalfOf?: string
  code?: string | undefined
  /** Hash of the text that was shown. */
  sha256?: string | undefined
  counterSignature?: { photo?: string | undefined } | undefined
  /** Where it happens when that is not the request's channel: the gate. */
  channel?: Channel
}

const levels = ['none', 'nameAndNumber', 'live']

/**
 * The worker signs: evidence is written, the contract concluded, and with it the engagements it covers.
 * Calm when it was concluded before. Refuses ContractLapsed, ContractChanged, NotVerifiedToSign, CodeWrong, CodeExpired.
 */
export async function signContract(
  ctx: Ctx,
  contractId: string,
  input: SignInput,
): Promise<{ contract: Contract; already: boolean }> {
  const contract = await lockContract(ctx, contractId)
  if (!contract || contract.workerId !== input.workerId) return refuse('NotFound')
  if (contract.concludedAt !== null) return { contract, already: true }
  if (contract.state === 'lapsed' || contract.signBy <= ctx.now) refuse('ContractLapsed')
  if (input.sha256 !== undefined && input.sha256 !== contract.canonicalSha256) refuse('ContractChanged')
  const worker = await personFacts(ctx, contract.workerId)
  requireVerified(ctx, worker, contract.county)
  const proof = await prove(ctx, contract, worker, input)
  await insertSigning(ctx, contract, {
    id: ctx.newId(),
    party: 'worker',
    personId: worker.id,
    personName: worker.name,
    factor: proof.factor,
    intentWords: workerIntentWords(contract.document.title, contract.number),
    channel: input.channel ?? ctx.channel,
    device: ctx.channel,
    assistedBy: ctx.actor.kind === 'staff' ? ctx.actor.staffId : null,
    photoDocumentId: proof.photoDocumentId,
    documentSha256: contract.canonicalSha256,
    provedAt: proof.provedAt,
  })
  return { contract: await conclude(ctx, contract, input), already: false }
}

function requireVerified(ctx: Ctx, worker: PersonFacts, county: string): void {
  const needed = ctx.deps.policy.text('identity.levelToSign', businessDay(ctx.now), { county })
  if (levels.indexOf(worker.verification) < levels.indexOf(needed)) refuse('NotVerifiedToSign')
}

type Proof = { factor: 'smsCode' | 'counterSignature'; provedAt: Date; photoDocumentId: string | null }

async function prove(ctx: Ctx, contract: Contract, worker: PersonFacts, input: SignInput): Promise<Proof> {
  if (input.code !== undefined) {
    const proof = await proveIntent(ctx, {
      personId: worker.id,
      purpose: 'signContract',
      subjectId: contract.id,
      code: input.code,
    })
    return { factor: proof.factor, provedAt: proof.provedAt, photoDocumentId: null }
  }
  // Who has a phone signs with it, also at the counter: a clerk cannot sign for anybody.
  const atCounter = input.by === 'clerk' && input.counterSignature !== undefined && worker.phone === null
  if (!atCounter) {
    return refuse('InputInvalid', { problems: [{ path: 'code', code: 'missing', message: '请输入短信收到的验证码' }] })
  }
  const photo = input.counterSignature?.photo
  return {
    factor: 'counterSignature',
    provedAt: ctx.now,
    photoDocumentId: photo === undefined ? null : await keepPhoto(ctx, contract, Buffer.from(photo, 'base64')),
  }
}

async function keepPhoto(ctx: Ctx, contract: Contract, bytes: Buffer): Promise<string> {
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8
  if (!isJpeg) {
    refuse('InputInvalid', {
      problems: [{ path: 'counterSignature.photo', code: 'notJpeg', message: '照片格式不对,请重新拍一张' }],
    })
  }
  const sha256 = await ctx.deps.objects.put(bytes)
  const id = ctx.newId()
  await insertFile(ctx, { id, kind: 'paperSignature', contract, sha256, bytes: bytes.length, mediaType: 'image/jpeg' })
  return id
}

async function conclude(ctx: Ctx, contract: Contract, input: SignInput): Promise<Contract> {
  const engagementIds = await engagementIdsOf(ctx, contract.id)
  const { row } = await transition<ContractRow, Contract['state'], ContractMove>(ctx, contractMachine, contract.id, {
    move: 'conclude',
    by: input.by,
    set: { concluded_at: ctx.now },
    ...(input.onBehalfOf && { onBehalfOf: input.onBehalfOf }),
    data: { kind: contract.kind, sha256: contract.canonicalSha256 },
  })
  await moveEngagements(ctx, engagementIds, {
    move: 'conclude',
    by: input.by,
    ...(input.onBehalfOf && { onBehalfOf: input.onBehalfOf }),
    data: { contractId: contract.id },
  })
  ctx.cancelDue(`contracts.signingDeadline:${contract.id}`)
  return toContract(row)
}
