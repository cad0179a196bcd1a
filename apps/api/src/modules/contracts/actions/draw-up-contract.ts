import { contractLifecycle } from '@linggong/contract'
import { decideContractKind, type ContractDecision } from '@linggong/policy'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { recordBirth } from '../../../kernel/transition.ts'
import { cancelEngagement, readEngagements, type Engagement } from '../../engagements/index.ts'
import { employerFacts, personFacts, type EmployerFacts, type PersonFacts } from '../../identity/index.ts'
import { employerSignature, type EmployerSignature } from '../../postings/index.ts'
import { contractMachine } from '../machine.ts'
import { canonicalHash, canonicalJson } from '../pdf/index.ts'
import { contractFacts, contractNumber, engagementStatesNotGone, signBy, verifyCodeFrom, weekOf } from '../rules.ts'
import { drawUp } from '../rules-text.ts'
import {
  canonicalField,
  engagementIdsOf,
  findContracts,
  insertContract,
  linkEngagements,
  lockContract,
  lockPair,
  redrawContract,
  uncovered,
  type DrawnUp,
} from '../store.ts'
import { insertSigning } from '../store-signings.ts'
import type { Contract, DrawUpInput, EmployerParty } from '../types.ts'

type Facts = {
  employer: EmployerParty
  worker: PersonFacts
  engagements: readonly Engagement[]
  signature: EmployerSignature
}

/**
 * Covers what this worker has taken of this posting and nobody has drawn up yet: joins the contract that
 * awaits the signature, else makes one. Where no contract would be lawful the engagements are cancelled and
 * say why. Runs from events; doing it twice changes nothing.
 */
export async function coverEngagements(ctx: Ctx, workerId: string, postingId: string): Promise<void> {
  await lockPair(ctx, workerId, postingId)
  const accepted = await readEngagements(ctx, { workerId, postingId, states: ['accepted'] })
  const open = new Set(
    await uncovered(
      ctx,
      accepted.map((one) => one.id),
    ),
  )
  const fresh = accepted.filter((one) => open.has(one.id) && !one.imported)
  if (fresh.length === 0) return
  const waiting = await lockWaiting(ctx, workerId, postingId)
  const joined = waiting ? accepted.filter((one) => !open.has(one.id)) : []
  const facts = await gather(
    ctx,
    [...joined, ...fresh].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime()),
  )
  const decision = await decide(ctx, facts)
  if (decision.status === 'refused') return refuseWork(ctx, fresh, decision)
  if (waiting) return join(ctx, waiting, facts, fresh, decision)
  await create(ctx, facts, decision)
}

/** Locked, so that it is not signed while a shift joins it. */
async function lockWaiting(ctx: Ctx, workerId: string, postingId: string): Promise<Contract | undefined> {
  const [found] = await findContracts(ctx, { workerId, postingId, state: 'awaitingWorker' })
  const locked = found && (await lockContract(ctx, found.id))
  return locked?.state === 'awaitingWorker' ? locked : undefined
}

/** Draws the text up anew after an engagement was cancelled while the contract still awaits the signature. */
export async function redrawAfterLeaving(ctx: Ctx, contract: Contract): Promise<void> {
  const ids = await engagementIdsOf(ctx, contract.id)
  const left = await readEngagements(ctx, { ids, states: ['accepted'] })
  if (left.length === 0) return
  const facts = await gather(
    ctx,
    left.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime()),
  )
  const decision = await decide(ctx, facts)
  if (decision.status === 'refused') return refuseWork(ctx, left, decision)
  const drawn = text(ctx, facts, decision, contract.number, contract.createdAt)
  await redrawContract(ctx, contract.id, { ...drawn, signBy: contract.signBy })
}

async function gather(ctx: Ctx, engagements: readonly Engagement[]): Promise<Facts> {
  const first = engagements[0]!
  const signature = await employerSignature(ctx, first.postingId)
  if (!signature) throw new Error(`posting ${first.postingId} is taken but carries no signature of the employer`)
  const employer = await employerFacts(ctx, first.employerId)
  return {
    employer: await employerParty(ctx, employer),
    worker: await personFacts(ctx, first.workerId),
    engagements,
    signature,
  }
}

/** A household employs as the person it is: its identity number stands where a firm's credit code would. */
async function employerParty(ctx: Ctx, employer: EmployerFacts): Promise<EmployerParty> {
  const person = employer.personId ? await personFacts(ctx, employer.personId) : undefined
  return {
    id: employer.id,
    kind: employer.kind,
    name: employer.name,
    identifierLabel: person ? '身份证号码' : '统一社会信用代码',
    identifier: person ? person.idNumber : (employer.uscc ?? ''),
    address: employer.address,
    contactName: employer.contactName,
    phone: employer.phone ?? person?.phone ?? '',
  }
}

async function decide(ctx: Ctx, facts: Facts): Promise<ContractDecision> {
  const first = facts.engagements[0]!
  const covered = new Set(facts.engagements.map((one) => one.id))
  const weekMs = 7 * 86_400_000
  const monday = new Date(`${weekOf(first.startsAt)}T00:00:00+08:00`)
  const last = facts.engagements.at(-1)!
  const near = await readEngagements(ctx, {
    workerId: first.workerId,
    employerId: first.employerId,
    states: engagementStatesNotGone,
    startsFrom: monday,
    startsBefore: new Date(last.startsAt.getTime() + weekMs),
  })
  const shift = (one: Engagement) => ({
    startsAt: one.startsAt,
    endsAt: one.endsAt,
    breakMinutes: one.terms.breakMinutes,
    breakPaid: one.terms.breakPaid,
  })
  const known = contractFacts(ctx.deps.policy, {
    // Whether somebody studies is not recorded: unknown, which falls to a more protective row.
    worker: { birthDate: facts.worker.birthDate, sex: facts.worker.sex, isStudent: null },
    employerKind: facts.employer.kind,
    shifts: facts.engagements.map(shift),
    others: near.filter((one) => !covered.has(one.id)).map(shift),
  })
  return decideContractKind(ctx.deps.policy, known, businessDay(first.startsAt), { county: first.county })
}

type Decided = Extract<ContractDecision, { status: 'decided' }>

function text(ctx: Ctx, facts: Facts, decision: Decided, number: string, drawnUpAt: Date): Omit<DrawnUp, 'signBy'> {
  const first = facts.engagements[0]!
  const reader = ctx.deps.policy.at(businessDay(first.startsAt), { county: first.county })
  const minimum = reader.answer('wage.minimumHourlyFen')
  const cancellationOf = (party: 'worker' | 'employer'): string[] =>
    reader
      .value('cancellation.windows')
      .filter((one) => one.party === party)
      .map((one) => one.plainZh)
  const input: DrawUpInput = {
    number,
    decision,
    template: reader.value(`contract.template.${decision.kind}`),
    county: first.county,
    postingId: first.postingId,
    postingTermsSha256: facts.signature.termsSha256,
    employer: facts.employer,
    worker: {
      id: facts.worker.id,
      name: facts.worker.name,
      idNumber: facts.worker.idNumber,
      phone: facts.worker.phone ?? '',
    },
    terms: first.terms,
    shifts: facts.engagements.map((one) => ({
      engagementId: one.id,
      shiftId: one.shiftId,
      startsAt: one.startsAt,
      endsAt: one.endsAt,
    })),
    drawnUpAt,
    minimumHourlyFen: minimum.status === 'inForce' ? minimum.value : null,
    maxHoursPerDay: reader.number('labour.partTime.maxAverageHoursPerDay'),
    maxHoursPerWeek: reader.number('labour.partTime.maxHoursPerWeek'),
    maxPayIntervalDays: reader.number('labour.partTime.maxPayIntervalDays'),
    cancellationZh: { worker: cancellationOf('worker'), employer: cancellationOf('employer') },
  }
  const full = drawUp(input, true)
  return {
    text: drawUp(input, false),
    canonicalEnc: ctx.deps.keyring.encrypt(canonicalField, canonicalJson(full)),
    canonicalSha256: canonicalHash(full),
    decision,
    basis: [...decision.basis, ...reader.basis()],
  }
}

/** Until when to sign: by the earliest of the shifts. */
function deadline(ctx: Ctx, engagements: readonly Engagement[]): Date {
  const first = engagements[0]!
  const reader = ctx.deps.policy.at(businessDay(ctx.now), { county: first.county })
  return signBy({
    now: ctx.now,
    firstStartsAt: first.startsAt,
    firstEndsAt: first.endsAt,
    deadlineMinutes: reader.number('contract.signingDeadlineMinutes'),
    beforeShiftMinutes: reader.number('contract.signBeforeShiftMinutes'),
    noShowAfterMinutes: reader.number('worktime.noShowAfterMinutes'),
  })
}

async function create(ctx: Ctx, facts: Facts, decision: Decided): Promise<void> {
  const first = facts.engagements[0]!
  const id = ctx.newId()
  const number = contractNumber(first.county, businessDay(ctx.now), id)
  const contract = await insertContract(ctx, {
    ...text(ctx, facts, decision, number, ctx.now),
    id,
    verifyCode: verifyCodeFrom(ctx.deps.keyring.index('contracts.verify_code', id)),
    postingId: first.postingId,
    employer: { id: first.employerId, name: facts.employer.name, kind: facts.employer.kind },
    worker: { id: first.workerId, name: facts.worker.name },
    county: first.county,
    siteId: first.siteId,
    signBy: deadline(ctx, facts.engagements),
  })
  await linkEngagements(
    ctx,
    contract,
    facts.engagements.map((one) => one.id),
  )
  await employerHasSigned(ctx, contract, facts)
  recordBirth(
    ctx,
    contractMachine,
    {
      id,
      state: contractLifecycle.initial,
      worker_id: first.workerId,
      employer_id: first.employerId,
      county: first.county,
    },
    { by: 'system', event: 'contractDrawnUp', data: { kind: decision.kind, postingId: first.postingId } },
  )
  ctx.schedule({ kind: 'contracts.signingDeadline', subjectId: id, dueAt: contract.signBy })
}

async function join(
  ctx: Ctx,
  waiting: Contract,
  facts: Facts,
  fresh: readonly Engagement[],
  decision: Decided,
): Promise<void> {
  const signUntil = new Date(Math.min(waiting.signBy.getTime(), deadline(ctx, facts.engagements).getTime()))
  const drawn = text(ctx, facts, decision, waiting.number, waiting.createdAt)
  await redrawContract(ctx, waiting.id, { ...drawn, signBy: signUntil })
  await linkEngagements(
    ctx,
    waiting,
    fresh.map((one) => one.id),
  )
  ctx.audit({
    subjectKind: 'contract',
    subjectId: waiting.id,
    act: 'join',
    capacity: 'system',
    county: waiting.county,
    concerns: [waiting.workerId, waiting.employerId],
    data: { engagementIds: fresh.map((one) => one.id), kind: decision.kind },
  })
  // Who answers by SMS sees no screen: without a word a second yes looks unheard, and the time to sign may now be shorter.
  ctx.emit({ name: 'contractJoined', subjectKind: 'contract', subjectId: waiting.id })
  ctx.schedule({ kind: 'contracts.signingDeadline', subjectId: waiting.id, dueAt: signUntil })
}

/** The employer signed at publication for the whole headcount; its evidence is copied, not made anew. */
async function employerHasSigned(ctx: Ctx, contract: Contract, { employer, signature }: Facts): Promise<void> {
  const signer = signature.personId === null ? undefined : await personFacts(ctx, signature.personId)
  await insertSigning(ctx, contract, {
    id: ctx.newId(),
    party: 'employer',
    personId: signer?.id ?? null,
    personName: signer?.name ?? employer.contactName,
    factor: signature.factor === 'counterSignature' ? 'counterSignature' : 'smsCode',
    intentWords: signature.intentWords,
    channel: signature.channel,
    device: signature.channel,
    assistedBy: null,
    photoDocumentId: null,
    documentSha256: signature.termsSha256,
    provedAt: signature.provedAt,
    at: signature.at,
  })
}

async function refuseWork(ctx: Ctx, engagements: readonly Engagement[], decision: ContractDecision): Promise<void> {
  for (const one of engagements) {
    await cancelEngagement(ctx, one.id, {
      by: 'system',
      reason: { code: 'noLawfulContract', note: `${decision.reasonZh}(${decision.article})` },
    })
  }
}
