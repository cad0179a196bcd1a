import { givenNames, reservedIdNumber, reservedPhone, surnames, type NameEra } from '@linggong/reference'
import type { SeedPerson } from '../modules/identity/seeding.ts'
import { dayBefore, type Frame } from './frame.ts'
import type { Unit } from './ground.ts'
import type { Random } from './random.ts'

/**
 * Age bands in years and their weights: gig work in a county is done by people over 40 more than by the
 * young; those of the offline markets are 35 to 65 and more.
 */
const ages: ReadonlyArray<readonly [from: number, to: number, weight: number]> = [
  [18, 24, 7],
  [25, 34, 15],
  [35, 44, 22],
  [45, 54, 29],
  [55, 64, 20],
  [65, 71, 7],
]

export type Person = SeedPerson & { unit: Unit; town: string }

/** Names and numbers that have been given out: reserved identity numbers count per birth date and sex. */
export type PeopleMaker = {
  make(
    random: Random,
    unit: Unit,
    at: number,
    fixed?: Partial<Pick<SeedPerson, 'name' | 'sex' | 'phone'>> & { age?: number },
  ): Person
}

function eraOf(birthYear: number): NameEra {
  if (birthYear < 1970) return 'older'
  return birthYear < 1995 ? 'middle' : 'younger'
}

/**
 * @param from first running number: parts of the seed made apart take numbers far apart
 * @param uniqueNames no two of one unit with the same name, as long as names last
 */
export function peopleMaker(
  frame: Frame,
  from: { idNumber: number; phone: number },
  uniqueNames: boolean,
): PeopleMaker {
  const families = surnames()
  const familyWeights = families.map((one) => one.weight)
  const given = (['male', 'female'] as const).map((sex) => ({
    sex,
    byEra: Map.groupBy(givenNames(sex), (one) => one.era),
  }))
  const idNumbers = new Map<string, number>()
  const used = new Set<string>()
  let phones = from.phone
  let lastPhone: { number: string; unit: string } | undefined

  function name(random: Random, unit: Unit, sex: SeedPerson['sex'], birthYear: number): string {
    const list = given.find((one) => one.sex === sex)?.byEra.get(eraOf(birthYear)) ?? []
    for (let tries = 0; ; tries++) {
      const full = `${families[random.weighted(familyWeights)]?.surname ?? ''}${random.pick(list).givenName}`
      if (!uniqueNames || tries > 50 || !used.has(`${unit.code} ${full}`)) return full
    }
  }

  /** Of some couples and elderly parents only one has a phone. */
  function phone(random: Random, unit: Unit): string {
    if (lastPhone && lastPhone.unit === unit.code && random.chance(0.06)) {
      const shared = lastPhone.number
      lastPhone = undefined
      return shared
    }
    lastPhone = { number: reservedPhone(phones++), unit: unit.code }
    return lastPhone.number
  }

  return {
    make(random, unit, at, fixed = {}) {
      const [low, high] = ages[random.weighted(ages.map((band) => band[2]))] ?? [30, 60]
      const age = fixed.age ?? random.int(low, high)
      const birthDate = dayBefore(frame.today, Math.floor(age * 365.2425) + random.int(1, 364))
      const sex = fixed.sex ?? (random.chance(0.52) ? 'female' : 'male')
      const key = `${birthDate}${sex}`
      const nth = idNumbers.get(key) ?? from.idNumber
      idNumbers.set(key, nth + 1)
      const full = fixed.name ?? name(random, unit, sex, Number(birthDate.slice(0, 4)))
      used.add(`${unit.code} ${full}`)
      return {
        id: random.id(at),
        name: full,
        sex,
        birthDate,
        idNumber: reservedIdNumber(nth, birthDate, sex),
        phone: fixed.phone ?? phone(random, unit),
        createdAt: new Date(at),
        unit,
        town: random.pick(unit.towns).code,
      }
    },
  }
}
