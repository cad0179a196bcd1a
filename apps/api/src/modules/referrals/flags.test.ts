import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { referralFlagKinds, type ReferralFlagKind } from '@linggong/policy'
import { testApp, type TestApp } from '../../../test/app.ts'
import { idOf, payInFrom, plantPlacements, type Placement } from '../../../test/placements.ts'
import { newEmployer, publishWork } from '../../../test/work.ts'
import { addSites } from '../sites/index.ts'
import { referralSeeding } from './index.ts'

const county = '350981'
const home = { lat: 27, lng: 119.5 }
const near = { lat: 27.01, lng: 119.5 }
/** 44 km from the site. */
const far = { lat: 27.4, lng: 119.5 }
const dayMs = 86_400_000
const dayAt = (n: number): Date => new Date(Date.parse('2026-07-01T00:00:00+08:00') + n * dayMs)

type Change = Partial<Omit<Placement, 'siteId' | 'county' | 'day'>> & { on?: number }
/** Rows of one story: an honest day's work of its own person, and what is different about it. */
const rows = (count: number, change: (n: number) => Change): Change[] =>
  Array.from({ length: count }, (_none, n) => ({ on: n + 1, worker: `w${n}`, ...change(n) }))
const onPaper = { checkIn: { by: 'clerk', clerk: 'c' }, rail: 'cash', card: null } as const
const pair = { worker: 'a', employer: 'e' }

/** What each signal is for, and beside it the honest thing that looks most like it. */
const stories: Record<ReferralFlagKind, { fraud: Change[]; innocent: Change[] }> = {
  samePair: {
    fraud: rows(10, () => ({ ...pair, ...onPaper, minutes: 90 })),
    // Somebody without a phone who works for the usual employer, whole days.
    innocent: rows(30, () => ({ ...pair, ...onPaper })),
  },
  impossibleRoute: {
    fraud: [3, 4].flatMap((on) => [
      { on, worker: 'a', employer: 'e', hour: 7, minutes: 120 },
      { on, worker: 'a', employer: 'f', hour: 9.2, minutes: 120, place: far },
    ]),
    // A second job after the time for the road.
    innocent: [3, 4].flatMap((on) => [
      { on, worker: 'a', employer: 'e', hour: 7, minutes: 120 },
      { on, worker: 'a', employer: 'f', hour: 10, minutes: 120, place: far },
    ]),
  },
  neverLeft: {
    fraud: rows(8, () => ({ place: far, placedMinutesBefore: 6 })),
    // Typed after the people had left.
    innocent: rows(8, () => ({ place: far, placedMinutesBefore: -30 })),
  },
  sharedPhone: {
    fraud: rows(4, () => ({ phone: 'one' })),
    // A couple and their child.
    innocent: rows(3, () => ({ phone: 'one' })),
  },
  sharedCard: {
    fraud: rows(4, () => ({ card: 'one' })),
    innocent: rows(3, () => ({ card: 'one' })),
  },
  moneyBack: {
    fraud: rows(8, () => ({ ...pair, card: 'back' })),
    // A family on one card, now and then.
    innocent: rows(4, () => ({ ...pair, card: 'back' })),
  },
  cutJob: {
    fraud: rows(8, (n) => ({
      ...pair,
      on: 20 + n,
      minutes: 120,
      postedAt: new Date(dayAt(0).getTime() + n * 360_000),
    })),
    // A homestay that posts each day what it needs.
    innocent: rows(8, (n) => ({ ...pair, on: 20 + n, minutes: 120, postedAt: dayAt(n) })),
  },
  deskCheckIn: {
    fraud: rows(5, (n) => ({
      ...onPaper,
      on: 10,
      place: { lat: 27 + n * 0.05, lng: 119.5 },
      checkIn: { by: 'clerk', clerk: 'c', minutesLater: n },
    })),
    // The people of one place, called in by telephone one after the other.
    innocent: rows(5, (n) => ({ ...onPaper, on: 10, checkIn: { by: 'clerk', clerk: 'c', minutesLater: n } })),
  },
  deadlineBurst: {
    fraud: rows(40, (n) => (n < 10 ? { on: n * 8 } : { on: 88 + (n % 4) })),
    // The harvest of a small station.
    innocent: rows(24, (n) => (n < 10 ? { on: n * 8 } : { on: 88 + (n % 4) })),
  },
  ring: {
    fraud: rows(12, (n) => ({ worker: `h${n % 4}`, employer: `home${(n + 1) % 4}`, household: `h${(n + 1) % 4}` })),
    // A little exchange of labour among neighbours.
    innocent: rows(6, (n) => ({ worker: `h${n % 4}`, employer: `home${(n + 1) % 4}`, household: `h${(n + 1) % 4}` })),
  },
}

const siteOf = (kind: ReferralFlagKind, what: 'fraud' | 'innocent'): string => idOf(`site ${kind} ${what}`)

function placementsOf(kind: ReferralFlagKind, what: 'fraud' | 'innocent'): Placement[] {
  const siteId = siteOf(kind, what)
  const own = (name: string): string => `${kind} ${what} ${name}`
  return stories[kind][what].map(({ on = 1, ...change }, n) => {
    const { worker = `w${n}`, employer = 'e', household, phone, card, ...rest } = change
    return {
      siteId,
      county,
      day: dayAt(on),
      hour: 8,
      minutes: 480,
      place: near,
      placedMinutesBefore: 20 * 60,
      postedAt: new Date(dayAt(on).getTime() - dayMs),
      checkIn: { by: 'worker' },
      rail: 'bank',
      ...rest,
      worker: own(worker),
      employer: own(employer),
      ...(household !== undefined && { household: own(household) }),
      phone: own(phone ?? `phone of ${worker}`),
      card: card === null ? null : own(card ?? `card of ${worker}`),
    }
  })
}

let app: TestApp
const whats = ['fraud', 'innocent'] as const

beforeAll(async () => {
  app = await testApp()
  const like = await publishWork(app, await newEmployer(app, 1))
  const all = referralFlagKinds.flatMap((kind) => whats.map((what) => ({ kind, what })))
  await app.within(async (ctx) => {
    await addSites(
      ctx,
      all.map(({ kind, what }) => ({
        id: siteOf(kind, what),
        kind: 'station' as const,
        name: `${kind} ${what}`,
        county,
        town: '350981107',
        address: `${kind} ${what}一楼`,
        ...home,
        phone: '0593-6000000',
        hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '05:30', to: '18:00' }],
        builder: 'thirdParty' as const,
        openedOn: '2025-03-01',
        reviewsPostings: false,
        state: 'open' as const,
      })),
    )
    await plantPlacements(
      ctx,
      like,
      all.flatMap(({ kind, what }) => placementsOf(kind, what)),
    )
    for (const what of whats) await payInFrom(ctx, `moneyBack ${what} e`, `moneyBack ${what} back`)
  })
})
afterAll(() => app.close())

const flagsOf = (siteId: string) =>
  app.within(async (ctx) => {
    await referralSeeding.flagSite(ctx, siteId, 2026, 3)
    return ctx.tx.query<{ id: string; kind: string; words: string; rows: number; decision: string | null }>(
      `select id, kind, words, cardinality(row_ids) as rows, decision from referral_flags where site_id = $1 order by kind`,
      [siteId],
    )
  })

describe('花名册的十种提示,从签到、工钱、银行卡这些记录里看出来', () => {
  test.each(referralFlagKinds)('%s:造假的提示出来,最像它的老实站点不提示', async (kind) => {
    const found = await flagsOf(siteOf(kind, 'fraud'))
    expect(found.map((flag) => flag.kind)).toEqual([kind])
    // The rows that were planted to cheat, or most of them, are named.
    expect(found[0]!.rows * 2).toBeGreaterThanOrEqual(stories[kind].fraud.length)
    expect(found[0]!.words.length).toBeGreaterThan(10)
    expect(await flagsOf(siteOf(kind, 'innocent'))).toEqual([])
  })

  test('再看一遍还是那一条;核查过的不再提示,又多了记录才再提示;此外什么也没发', async () => {
    const siteId = siteOf('sharedPhone', 'fraud')
    const [flag] = await flagsOf(siteId)
    await app.within((ctx) =>
      referralSeeding.decideFlag(ctx, flag!.id, {
        kind: 'counts',
        reason: 'innocent',
        note: '一家四口',
        by: idOf('inspector'),
        byName: '吴志强',
      }),
    )
    expect(await flagsOf(siteId)).toMatchObject([{ id: flag!.id, decision: 'counts', rows: 4 }])
    await app.within((ctx) =>
      ctx.tx.query(`update referrals set site_id = $1 where site_id = $2`, [siteId, siteOf('sharedPhone', 'innocent')]),
    )
    await app.within((ctx) =>
      ctx.tx.query(
        `update persons set phone_index = (select phone_index from persons where id = $1) where id = any ($2::uuid[])`,
        [idOf('sharedPhone fraud w0'), [0, 1, 2].map((n) => idOf(`sharedPhone innocent w${n}`))],
      ),
    )
    expect(await flagsOf(siteId)).toMatchObject([{ id: flag!.id, decision: null, rows: 7 }])
    await app.drain()
    const told = await app.within((ctx) => ctx.tx.query(`select from notices where subject_kind like 'referral%'`))
    expect(told).toEqual([])
  })
})
