import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { keepPlaying, playKind } from './actions/play-opening.ts'
import { addSites } from './index.ts'

const id = (n: number) => `01900000-0000-7000-9600-${String(n).padStart(12, '0')}`
let app: TestApp

beforeAll(async () => {
  // Saturday: stations open, and the day after they rest.
  app = await testApp({ now: '2026-11-21T07:00:00+08:00' })
  const site = (n: number, kind: 'market' | 'station', from: string) => ({
    id: id(n),
    kind,
    name: `${n}号站`,
    county: '350981',
    town: '350981107',
    address: `${n}号`,
    lat: 27.2,
    lng: 119.55,
    phone: '0593-6000000',
    hours: [{ days: kind === 'market' ? [1, 2, 3, 4, 5, 6, 7] : [1, 2, 3, 4, 5, 6], from, to: '18:00' }],
    builder: 'government' as const,
    openedOn: '2026-03-01',
    reviewsPostings: false,
    state: 'open' as const,
  })
  await app.within(async (ctx) => {
    await addSites(ctx, [
      site(1, 'market', '06:00'),
      site(2, 'station', '07:30'),
      site(3, 'market', '06:00'),
      site(4, 'market', '06:00'),
    ])
    await ctx.tx.query(
      `insert into site_closures (id, site_id, county, from_day, to_day, reason_code, announced_at)
       values ($1, $2, '350981', '2026-11-21', '2026-11-22', 'repairs', $3)`,
      [ctx.newId(), id(3), ctx.now],
    )
  })
})
afterAll(() => app.close())

const log = () =>
  app.within((ctx) =>
    ctx.tx.query<{ site: number; day: string; open: boolean; closed: boolean; counted: boolean }>(
      `select right(site_id::text, 1)::int as site, day::text, opened_at is not null as open, closed_at is not null as closed,
         visitors is not null as counted from site_days order by day, site_id`,
    ),
  )

test('演示里没人坐班:到点的门记成开了,过去的日子补上关门和人数;放假的、留给试用者的不动', async () => {
  const data = { from: '2026-11-21', leave: [id(4)] }
  await app.within((ctx) => {
    const production = { ...ctx.deps, config: { ...ctx.deps.config, world: 'production' as const } }
    return keepPlaying({ ...ctx, deps: production }, data)
  })
  expect(await log()).toEqual([])
  await app.within((ctx) => keepPlaying(ctx, data))
  const first = { site: 1, day: '2026-11-21', open: true, closed: false, counted: false }
  expect(await log()).toEqual([first])
  // It goes on by itself, at the next opening time and over days: on Sunday the station rests.
  await app.advanceTo('2026-11-23T08:00:00+08:00')
  const over = { open: true, closed: true, counted: true }
  expect(await log()).toEqual([
    { site: 1, day: '2026-11-21', ...over },
    { site: 2, day: '2026-11-21', ...over },
    { site: 1, day: '2026-11-22', ...over },
    { ...first, day: '2026-11-23' },
    { ...first, site: 2, day: '2026-11-23' },
    { ...first, site: 3, day: '2026-11-23' },
  ])
  const [next] = await app.within((ctx) =>
    ctx.tx.query<{ due_at: Date }>('select due_at from due_rows where kind = $1 and done_at is null', [playKind]),
  )
  expect(next?.due_at.toISOString()).toBe('2026-11-23T22:15:00.000Z')
})
