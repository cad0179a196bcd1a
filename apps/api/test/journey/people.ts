import { RequestRefused } from '@linggong/client'
import { dataConsent, type EmployerKind } from '@linggong/contract/identity/words.ts'
import { isReservedIdNumber, type Sex } from '@linggong/reference'
import { businessDay } from '../../src/kernel/clock.ts'
import type { Place } from './places.ts'
import type { As, Channel, World } from './world.ts'
import { expect, later } from './world.ts'

/** A registered person. Without a phone of their own only a clerk can act. */
export type Person = {
  id: string
  name: string
  sex: Sex
  idNumber: string
  phone: string | null
  /** Wallet of the person; null where paid to the bank. */
  openid: string | null
  as: As
}

export type Worker = Person
/** `accountNo`: the bank account it pays from, and where money comes back to. */
export type Employer = {
  id: string
  name: string
  kind: EmployerKind
  county: string
  owner: Person
  as: As
  accountNo: string
}

export type WorkerWishes = {
  name?: string
  sex?: Sex
  age?: number
  /** Two people may share one phone. */
  phone?: string
  paidBy?: 'bank' | 'wechat' | 'nothing'
}

/** Where one address has asked for too many codes, the hour of that limit passes on the clock. */
async function requestCode(world: World, phone: string, channel: Channel): Promise<void> {
  try {
    await world.call('requestSignInCode', { body: { phone } }, { channel, phone })
  } catch (error) {
    if (!(error instanceof RequestRefused) || error.body.code !== 'TooManyTries') throw error
    await world.clock.until(later(world.clock.now(), 61))
    await requestCode(world, phone, channel)
  }
}

/** Signs in with the code of the SMS; the session has no person chosen yet. */
export async function signInByPhone(world: World, phone: string, channel: Channel) {
  await requestCode(world, phone, channel)
  const code = await world.codeFor(phone)
  return world.call('signIn', { body: { phone, code } }, { channel })
}

export async function registerPerson(world: World, wishes: WorkerWishes, channel: Channel): Promise<Person> {
  const sex = wishes.sex ?? 'male'
  const phone = wishes.phone ?? world.range.phone()
  const name = wishes.name ?? world.range.personName(sex)
  const idNumber = world.range.idNumber(sex, wishes.age ?? 42, businessDay(world.clock.now()))
  expect(isReservedIdNumber(idNumber), '只用保留号段')
  const session = await signInByPhone(world, phone, channel)
  const as = { token: session.token, channel }
  const body = { name, idNumber, consentVersion: dataConsent.version }
  const { person } = await world.call('registerPerson', { body }, as)
  return { id: person.id, name, sex, idNumber, phone, openid: null, as }
}

/** A worker who has said how to be paid: to the social-security card's bank account unless told otherwise. */
export async function worker(world: World, wishes: WorkerWishes = {}): Promise<Worker> {
  const person = await registerPerson(world, wishes, 'miniProgram')
  const paidBy = wishes.paidBy ?? 'bank'
  if (paidBy === 'nothing') return person
  if (paidBy === 'wechat') {
    const openid = `journey-${person.id}`
    await world.call('bindMyWallet', { body: { code: await world.outside.loginCode(openid) } }, person.as)
    return { ...person, openid }
  }
  const account = { bankAccount: world.range.bankAccount(), bankName: '社保卡银行账户' }
  await world.call('putMyPaySettings', { body: { preferredRail: paidBy, ...account } }, person.as)
  return person
}

export async function workers(world: World, count: number, wishes: WorkerWishes = {}): Promise<Worker[]> {
  return Promise.all(
    Array.from({ length: count }, (_none, index) =>
      worker(world, { sex: index % 3 === 2 ? 'female' : 'male', age: 24 + ((index * 7) % 28), ...wishes }),
    ),
  )
}

export type EmployerWishes = { name: string; kind?: EmployerKind; place: Place }

const usccOf = {
  company: '91',
  soleTrader: '92',
  cooperative: '93',
  villageCollective: 'N2',
  publicBody: '12',
} as const

/** A company, a household …: its owner registers and so does it, checked against the (stand-in) registers. */
export async function employer(world: World, { name, kind = 'company', place }: EmployerWishes): Promise<Employer> {
  const owner = await registerPerson(world, { age: 45, sex: 'female' }, 'h5')
  // A register knows a name once; the run's number tells the runs apart.
  const registered = kind === 'household' ? owner.name : `${name}${world.range.next() % 100_000}`
  const detail = await world.call(
    'registerEmployer',
    {
      body: {
        kind,
        name: registered,
        ...(kind !== 'household' && {
          uscc: world.range.uscc(usccOf[kind]),
          legalPersonName: owner.name,
        }),
        county: place.county,
        town: place.town,
        address: place.address,
        contactName: owner.name,
        contactPhone: owner.phone ?? undefined,
      },
    },
    owner.as,
  )
  expect(detail.state === 'verified', `${registered} 没有通过实名认证:${detail.stateLabel}`)
  return {
    id: detail.id,
    name: registered,
    kind,
    county: place.county,
    owner,
    as: owner.as,
    accountNo: world.range.bankAccount(),
  }
}
