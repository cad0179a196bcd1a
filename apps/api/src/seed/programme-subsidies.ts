import { addDays, decideSubsidy, type SubsidyClaim, type SubsidyKind } from '@linggong/policy'
import type { ProgrammeStep, SubsidyState } from '@linggong/contract'
import { payeeAccountField } from '../modules/programmes/seeding.ts'
import { dayStartMs, hourMs, type Frame } from './frame.ts'
import type { Lane } from './lane.ts'
import type { Stars } from './programme-assessments.ts'
import { unnumbered } from './payment-numbers.ts'
import type { Money, Placed } from './programme-money.ts'
import {
  addSteps,
  afterNotice,
  keptUntil,
  middayOf,
  noticeOf,
  triedCounty,
  voucherNumber,
  type Office,
  type Person,
  type Step,
} from './programme-steps.ts'
import type { Random } from './random.ts'
import type { Site } from './sites.ts'

/** Moves of a subsidy on its way, in order; a state has those up to it. */
const moves = [
  ['lodge', 'lodged'],
  ['handle', 'handled'],
  ['check', 'checked'],
  ['approve', 'approved'],
  ['confirm', 'confirmed'],
  ['publish', 'inNotice'],
  ['clear', 'cleared'],
  ['pay', 'paid'],
  ['close', 'closed'],
] as const
const ended: ReadonlySet<string> = new Set(['refused', 'withdrawn', 'reclaimed'])

export type Account = { id: string; bankName: string; number: string }

/**
 * The account of a site's operator: most have named it already, some have still to. Answers a way to it for what was
 * paid, since whoever has been paid has one.
 */
export function accountOf(lane: Lane, frame: Frame, random: Random, site: Site): () => Account {
  const later = site.unit.code !== triedCounty && random.chance(0.15)
  let account = later ? undefined : addAccount(lane, frame, random, site)
  return () => (account ??= addAccount(lane, frame, random, site))
}

export function addAccount(lane: Lane, frame: Frame, random: Random, site: Site): Account {
  const day = addDays(frame.today, -200)
  const id = random.id(dayStartMs(day))
  const number = `1407${Array.from({ length: 15 }, () => random.int(0, 9)).join('')}`
  const bankName = `中国农业银行${site.unit.name}支行`
  lane.add('payee_accounts', [
    id,
    site.id,
    site.unit.code,
    site.register.operatorId,
    bankName,
    frame.keyring.encrypt(payeeAccountField, number),
    number.slice(-4),
    null,
    middayOf(day),
  ])
  return { id, bankName, number }
}

export function addSubsidy(
  lane: Lane,
  frame: Frame,
  random: Random,
  one: {
    site: Site
    office: Office
    what: SubsidyKind
    state: SubsidyState
    appliedOn: string
    stars: Stars | null
    account: () => Account
    money: Money
  },
): void {
  const { site, office, what, state, appliedOn, stars } = one
  const { register, unit } = site
  const claim: SubsidyClaim = {
    what,
    kind: site.kind,
    builder: 'thirdParty',
    areaSquareMeters: register.areaSquareMeters,
    countyAmountFen: null,
    stars: stars?.stars ?? null,
    openedOn: register.openedOn,
    appliedOn,
    untoleratedClosedDays: 0,
    purchasedService: null,
    oneOffPaidBefore: false,
  }
  const decision = decideSubsidy(frame.policy, claim, { county: unit.code })
  if (decision.decision !== 'grant') return
  const id = random.id(middayOf(appliedOn).getTime())
  const reclaimed = state === 'reclaimed'
  const upTo = moves.findIndex(([, reached]) => reached === (reclaimed ? 'closed' : state))
  const path = upTo < 0 ? moves.slice(0, 2) : moves.slice(0, upTo + 1)
  const settled = ['paid', 'closed', 'reclaimed'].includes(state)
  const day = (n: number) => {
    const wanted = addDays(appliedOn, n * (settled ? 4 : 1))
    return wanted < frame.today ? wanted : addDays(frame.today, -1)
  }
  const operator: Person = { id: random.id(dayStartMs(appliedOn)), name: register.legalPerson }
  const byMove: Readonly<Record<string, Pick<Step, 'by' | 'who'>>> = {
    lodge: { by: 'operator', who: operator },
    handle: { by: 'officer', who: office.officers[0] },
    check: { by: 'officer', who: office.officers[1] },
    approve: { by: 'officer', who: office.officers[2] },
    confirm: { by: 'finance', who: office.finance },
    clear: { by: 'system', who: null },
    pay: { by: 'finance', who: office.finance },
  }
  const of = (move: ProgrammeStep) => byMove[move] ?? { by: 'officer' as const, who: office.officers[0] }
  const planned: Step[] = path.map(([move], n) => ({ move, day: day(n), ...of(move) }))
  const end = { refused: 'refuse', withdrawn: 'withdraw', reclaimed: 'reclaim' } as const
  const endMove = state in end ? end[state as keyof typeof end] : undefined
  if (endMove)
    planned.push({ move: endMove, day: day(path.length), ...(endMove === 'withdraw' ? of('lodge') : of(endMove)) })
  const steps = afterNotice(frame, planned)
  const reached = (move: ProgrammeStep): boolean => steps.some((step) => step.move === move)
  const dayOf = (move: ProgrammeStep): string | null => steps.find((step) => step.move === move)?.day ?? null
  const confirmed = reached('confirm')
  const placed = confirmed
    ? one.money.place(site, Number(appliedOn.slice(0, 4)), decision.amountFen, !reclaimed, reached('pay') && !reclaimed)
    : null
  const since = steps.at(-1)?.day ?? appliedOn
  const [noticeFrom, noticeTo] = noticeOf(frame, state, steps)
  const voucher = reached('pay') ? voucherNumber(unit, dayOf('pay') ?? appliedOn, id) : null
  lane.add('subsidies', [
    id,
    site.id,
    unit.code,
    register.operatorId,
    register.operatorId,
    what,
    stars?.year ?? 0,
    stars?.id ?? null,
    register.addressKey,
    `(${site.register.lat + 0.0002},${site.register.lng + 0.0002}),(${site.register.lat - 0.0002},${site.register.lng - 0.0002})`,
    site.kind,
    register.areaSquareMeters,
    state,
    middayOf(since),
    appliedOn,
    decision.amountFen,
    JSON.stringify(decision),
    operator.id,
    reached('handle') ? office.officers[0].id : null,
    reached('check') ? office.officers[1].id : null,
    reached('approve') ? office.officers[2].id : null,
    confirmed ? office.finance.id : null,
    placed?.id ?? null,
    noticeFrom,
    noticeTo,
    voucher,
    dayOf('pay'),
    JSON.stringify(claim),
    keptUntil(frame, dayOf('pay')),
  ])
  lane.add('site_funding', [
    random.id(middayOf(appliedOn).getTime()),
    site.id,
    unit.code,
    'subsidy',
    `[${appliedOn},${appliedOn}]`,
    id,
    null,
    ended.has(state),
  ])
  const reasonOf: Readonly<Record<string, string>> = {
    refused: 'falseMaterial',
    withdrawn: 'madeInError',
    reclaimed: 'closedEarly',
  }
  addSteps(lane, random, site, { kind: 'subsidy', id }, steps, reasonOf[state] ?? null)
  if (state === 'inNotice' && noticeTo)
    lane.add('due_rows', [
      random.id(middayOf(since).getTime()),
      'programmes.clearSubsidy',
      `programmes.clearSubsidy:${id}`,
      id,
      '{}',
      new Date(dayStartMs(addDays(noticeTo, 1))),
    ])
  const paidOn = dayOf('pay')
  if (paidOn === null || !placed) return
  const account = one.account()
  const paid = { id, amountFen: decision.amountFen, account, placed, what, stars, paidOn, voucher }
  addFile(lane, frame, random, site, office, paid)
}

function addFile(
  lane: Lane,
  frame: Frame,
  random: Random,
  site: Site,
  office: Office,
  paid: {
    id: string
    amountFen: number
    account: Account
    placed: Placed
    what: SubsidyKind
    stars: Stars | null
    paidOn: string
    voucher: string | null
  },
): void {
  const at = new Date(dayStartMs(paid.paidOn) + 9 * hourMs)
  const fileId = random.id(at.getTime())
  const purpose = paid.what === 'oneOff' ? '一次性运维补助' : `${paid.stars?.year ?? ''}年度绩效补助`
  lane.add('payment_files', [
    fileId,
    site.unit.code,
    unnumbered(fileId),
    at,
    office.finance.id,
    office.finance.name,
    1,
    paid.amountFen,
    keptUntil(frame, paid.paidOn),
  ])
  lane.add('payment_file_lines', [
    random.id(at.getTime()),
    fileId,
    1,
    site.unit.code,
    site.id,
    paid.id,
    paid.account.id,
    site.register.operatorName,
    paid.amountFen,
    paid.placed.documentNumber,
    purpose,
    null,
    paid.voucher,
    paid.paidOn,
  ])
}
