import { randomBytes } from 'node:crypto'
import { divisionByCode, findOccupation, occupationByCode, pointOf } from '@linggong/reference'
import { reservedPhone } from '@linggong/reference/identifiers.ts'
import { businessDay } from '../../apps/api/src/kernel/clock.ts'
import type { Ctx, Deps } from '../../apps/api/src/kernel/context.ts'
import { tokenHash } from '../../apps/api/src/kernel/http/session-cookie.ts'
import { openCapacity } from '../../apps/api/src/modules/engagements/index.ts'
import { seeding as identity } from '../../apps/api/src/modules/identity/index.ts'
import {
  postingColumns,
  postingRow,
  shiftColumns,
  shiftRows,
  type SeedPosting,
} from '../../apps/api/src/modules/postings/seeding.ts'
import { seeding as seekers } from '../../apps/api/src/modules/seekers/index.ts'
import { insertRows, seedTerms, withinOf } from '../lib/grab-field.ts'

const county = '350981'
const towns = ['350981100', '350981101', '350981102', '350981103', '350981107', '350981108', '350981110', '350981111']
const occupations = ['6-02-06-10', '6-20-99-00', '4-02-05-01', '5-01-02-01', '6-29-01-01', '4-03-02-05']
const placesPerShift = 10
/** Of a shift that days gone by let expect. */
const placesExpected = 3
/** So many are being asked that no more may be: half of those who are asked by SMS are taken to answer. */
const askedPerShift = 20
export const pick = <T>(list: readonly T[], n: number): T => list[n % list.length]!

export type Field = { towns: string[]; occupations: string[] }
export type Owner = { token: string; phone: string; employerId: string }

export function field(): Field {
  return {
    towns: towns.filter((code) => divisionByCode(code)),
    // Those the platform knows again by their name.
    occupations: occupations.filter((code) => {
      const name = occupationByCode(code)?.officialName
      return name !== undefined && findOccupation(name, 1)[0]?.occupation.code === code
    }),
  }
}

/** People who want work, straight in the database: spread over the towns, two occupations each. */
export async function seedWorkers(
  deps: Deps,
  { towns: places, occupations: kinds }: Field,
  count: number,
): Promise<void> {
  const within = withinOf(deps)
  const birth = (n: number) => `19${60 + (n % 40)}-${String(1 + ((n >> 5) % 12)).padStart(2, '0')}-1${n % 10}`
  const batch = 10_000
  for (let from = 0; from < count; from += batch) {
    const people = Array.from({ length: Math.min(batch, count - from) }, (_, i) => ({ n: from + i, id: '' }))
    await within(async (ctx) => {
      for (const one of people) one.id = ctx.newId()
      await insertRows(
        ctx,
        'persons',
        identity.personColumns,
        people.map(({ n, id }) =>
          identity.personRow(deps.keyring, {
            id,
            name: `测试${n}`,
            sex: n % 2 === 0 ? 'male' : 'female',
            birthDate: birth(n),
            // Many more people than reserved numbers of one birthday: the number only has to be another one.
            idNumber: `bench${n}`,
            phone: reservedPhone(1_000_000 + n),
            createdAt: ctx.now,
          }),
        ),
      )
      await insertRows(
        ctx,
        'workers',
        seekers.workerColumns,
        people.map(({ n, id }) => {
          const town = pick(places, n)
          const point = pointOf(town)!
          return seekers.workerRow(deps.keyring, {
            personId: id,
            county,
            town,
            lat: point.lat + ((n * 7919) % 1_000) / 20_000 - 0.025,
            lng: point.lng + ((n * 104_729) % 1_000) / 20_000 - 0.025,
            home: null,
            occupations: [pick(kinds, n), pick(kinds, n * 3 + 1)],
            availability: null,
            maxDistanceMeters: null,
            minHourlyFen: null,
            minDailyFen: null,
            settlementCycles: [],
            wantsMeals: false,
            wantsLodging: false,
            channels: ['sms'],
            takesOffers: true,
            askFrom: null,
            createdAt: ctx.now,
          })
        }),
      )
    })
  }
}

/** Employers with their owners signed in; paid often enough not to be new. */
export async function seedOwners(deps: Deps, count: number): Promise<Owner[]> {
  return withinOf(deps)(async (ctx) => {
    const owners = Array.from({ length: count }, (_, n) => ({
      n,
      token: randomBytes(32).toString('base64url'),
      phone: reservedPhone(2_000_000 + n),
      personId: ctx.newId(),
      employerId: ctx.newId(),
    }))
    const expires = new Date(ctx.now.getTime() + 86_400_000)
    await insertRows(
      ctx,
      'persons',
      identity.personColumns,
      owners.map(({ n, personId, phone }) =>
        identity.personRow(deps.keyring, {
          id: personId,
          name: '林老板',
          sex: 'male',
          birthDate: '1975-06-01',
          idNumber: `owner${n}`,
          phone,
          createdAt: ctx.now,
        }),
      ),
    )
    await insertRows(
      ctx,
      'sessions',
      ['token_hash', 'id', 'kind', 'phone_index', 'person_id', 'channel', 'created_at', 'seen_at', 'expires_at'],
      owners.map(({ n, token, personId }) => [
        tokenHash(token),
        ctx.newId(),
        'phone',
        deps.keyring.index('bench', `owner${n}`),
        personId,
        'h5',
        ctx.now,
        ctx.now,
        expires,
      ]),
    )
    await insertRows(
      ctx,
      'employers',
      identity.employerColumns,
      owners.map(({ n, employerId }) =>
        identity.employerRow(deps.keyring, {
          id: employerId,
          kind: 'company',
          name: `福安测试茶厂${n}`,
          uscc: `BENCH${String(n).padStart(13, '0')}`,
          personId: null,
          legalPersonName: '林老板',
          agencyLicence: null,
          county,
          town: null,
          address: '福安市社口镇',
          contactName: '林老板',
          contactPhone: null,
          state: 'verified',
          createdAt: ctx.now,
          verifiedAt: ctx.now,
          reverifyBy: new Date(ctx.now.getTime() + 100 * 86_400_000),
          paidEngagements: 50,
        }),
      ),
    )
    await insertRows(
      ctx,
      'employer_members',
      identity.memberColumns,
      owners.map(({ employerId, personId }) =>
        identity.memberRow({ employerId, personId, role: 'owner', since: ctx.now }),
      ),
    )
    return owners
  })
}

type Span = { startsAt: Date; endsAt: Date }
type Work = Span & { state: 'published' | 'closed'; publishedAt: Date; headcount: number }

function postingOf(
  ctx: Ctx,
  { towns: places, occupations: kinds }: Field,
  owner: Owner,
  n: number,
  { state, publishedAt, headcount, startsAt, endsAt }: Work,
): SeedPosting {
  const code = pick(kinds, n)
  const occupationName = occupationByCode(code)!.officialName
  return {
    id: ctx.newId(),
    employer: { id: owner.employerId, name: '福安测试茶厂0', kind: 'company' },
    actualEmployerName: null,
    county,
    siteId: null,
    state,
    terms: { ...seedTerms, ...pointOf(pick(places, n))!, occupationCode: code, occupationName },
    fillMode: 'dispatch',
    span: 'eachShift',
    contactPhone: null,
    createdAt: publishedAt,
    publishedAt,
    shifts: [{ id: ctx.newId(), startsAt, endsAt, headcount, openPlaces: state === 'closed' ? 0 : headcount }],
    imported: false,
  }
}

/** Work of the last weeks, so that as many places are expected for today, late in the evening, and for tomorrow. */
export async function seedExperience(deps: Deps, where: Field, owner: Owner, placesADay: number): Promise<void> {
  const hourMs = 3_600_000
  await withinOf(deps)(async (ctx) => {
    const midnight = Date.parse(`${businessDay(ctx.now)}T00:00:00+08:00`)
    const postings: SeedPosting[] = []
    for (const ahead of [0, 1]) {
      for (let back = 1; back <= 3; back++) {
        const day = midnight + (ahead - 7 * back) * 24 * hourMs
        for (let n = 0; n < placesADay / placesExpected; n++) {
          const startsAt = new Date(day + 22 * hourMs + (n % 60) * 60_000)
          const endsAt = new Date(startsAt.getTime() + hourMs)
          const publishedAt = new Date(startsAt.getTime() - hourMs)
          const work = { state: 'closed', publishedAt, headcount: placesExpected, startsAt, endsAt } as const
          postings.push(postingOf(ctx, where, owner, n, work))
        }
      }
    }
    await insertRows(ctx, 'postings', postingColumns, postings.map(postingRow))
    await insertRows(ctx, 'shifts', shiftColumns, postings.flatMap(shiftRows))
  })
}

/** Work that is open already and for which people are being asked: the market is full, and nothing of it is due. */
export async function seedPlaces(deps: Deps, where: Field, owner: Owner, count: number) {
  await withinOf(deps)(async (ctx) => {
    const shifts = Math.ceil(count / placesPerShift)
    const postings = Array.from({ length: shifts }, (_, n) => {
      const startsAt = new Date(ctx.now.getTime() + (2 + (n % 9)) * 86_400_000)
      const endsAt = new Date(startsAt.getTime() + 8 * 3_600_000)
      const work = { state: 'published', publishedAt: ctx.now, headcount: placesPerShift, startsAt, endsAt } as const
      return postingOf(ctx, where, owner, n, work)
    })
    await insertRows(ctx, 'postings', postingColumns, postings.map(postingRow))
    await insertRows(ctx, 'shifts', shiftColumns, postings.flatMap(shiftRows))
    const all = postings.flatMap((posting) => posting.shifts.map((shift) => ({ ...shift, postingId: posting.id })))
    await openCapacity(
      ctx,
      all.map((shift) => ({ shiftId: shift.id, headcount: placesPerShift })),
    )
    await ctx.tx.query(
      `insert into offers (id, shift_id, posting_id, employer_id, worker_id, worker_name, county, reach, wave, reasons,
         state, state_since, made_at, expires_at)
       select gen_random_uuid(), s.id, s.posting_id, s.employer_id, w.person_id, '某人', s.county, 'sms', 1, '[]', 'open',
         $1::timestamptz, $1, $1::timestamptz + interval '1 hour'
       from (select *, row_number() over (order by id) - 1 as n from shifts where id = any ($2::uuid[])) s
       cross join generate_series(0, $3 - 1) as k
       join (select person_id, row_number() over (order by person_id) - 1 as n from workers) w
         on w.n = (s.n * $3 + k) % (select count(*) from workers)`,
      [ctx.now, all.map((shift) => shift.id), askedPerShift],
    )
  })
  await deps.db.named('bench-analyse', 'analyze')
}
