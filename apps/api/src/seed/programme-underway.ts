import { addDays, addMonths, addWorkingDays } from '@linggong/policy'
import type { AssessmentState } from '@linggong/contract'
import type pg from 'pg'
import { clearKind, factsOf, seededTable, type Facts } from '../modules/assessments/seeding.ts'
import { sitesFacts } from '../modules/sites/index.ts'
import { dayStartMs, type Frame } from './frame.ts'
import type { Lane } from './lane.ts'
import { addRow, decidedYear, operatorOf, opinionOf, pointsOf, tenth, type Drawn } from './programme-assessments.ts'
import { addLimit, addSteps, middayOf, triedCounty, type Office, type Person, type Step } from './programme-steps.ts'
import type { Programme } from './programme.ts'
import type { Random } from './random.ts'
import { readingCtx } from './reading.ts'
import type { Site } from './sites.ts'

/** Where assessments under way stand, one after another. */
const places = [
  { state: 'selfAssessed' },
  { state: 'scored', drawn: true },
  { state: 'checked', drawn: false },
  { state: 'inNotice', drawn: true },
  { state: 'opened', late: true },
  { state: 'scored' },
  { state: 'checked', drawn: true },
  { state: 'selfAssessed', late: true },
  { state: 'opened' },
] as const satisfies ReadonlyArray<{ state: AssessmentState; drawn?: boolean; late?: boolean }>
type Place = { state: AssessmentState; drawn?: boolean; late?: boolean; objected?: boolean }

const placeOf = (n: number): Place => places[n % places.length] ?? places[0]

const objected = '有群众来电:这家站点中午经常没人,登记台没人值班。'

const pathTo: Readonly<Partial<Record<AssessmentState, number>>> = {
  opened: 1,
  selfAssessed: 2,
  scored: 3,
  checked: 4,
  inNotice: 5,
}

/** An assessment of the year under way, at the place given; the facts are those the records give today. */
function addUnderway(
  lane: Lane,
  frame: Frame,
  random: Random,
  of: { site: Site; office: Office; facts: Facts; place: Place },
): void {
  const { site, office, facts, place } = of
  const year = decidedYear(frame.today) + 1
  const last = `${year}-12-31`
  const factsOn = frame.today < last ? frame.today : last
  const table = seededTable(frame.policy, site.unit.code, factsOn)
  if (!table) return
  const quality = random.pick([0.96, 0.87, 0.82, 0.75, 0.66])
  const one: Drawn = { site, office, year, table, facts, factsOn, quality }
  const upTo = pathTo[place.state] ?? 1
  const ago = (days: number) => addDays(frame.today, -days)
  const { self, county } = pointsOf(table, site, facts, random, quality)
  const checked = place.drawn === true && upTo >= 4
  const look = table.items.find(({ source }) => !source)
  const before = county.find(({ item }) => item === look?.id)?.points ?? 0
  const city =
    checked && look
      ? [{ item: look.id, points: tenth(Math.max(0, before - 0.5)), note: '现场抽查,缺一块制度牌,扣0.5分' }]
      : null
  const id = random.id(middayOf(ago(26)).getTime())
  const waits = place.state === 'opened' || place.state === 'selfAssessed'
  const ahead = addWorkingDays(frame.policy, frame.today, place.state === 'opened' ? 6 : 12).date
  const since = [ago(26), ago(16), ago(9), ago(5), ago(2)][upTo - 1] ?? ago(26)
  const noticeTo = place.state === 'inNotice' ? addWorkingDays(frame.policy, frame.today, 3).date : null
  const outcome = addRow(lane, one, {
    id,
    state: place.state,
    since,
    dueOn: waits ? (place.late ? ago(2) : ahead) : null,
    self: upTo >= 2 ? self : null,
    county: upTo >= 3 ? county : null,
    city,
    vetoes: [],
    drawn: upTo >= 3 ? (place.drawn ?? null) : null,
    notice: [noticeTo && since, noticeTo],
  })
  const [officer] = office.officers
  const score = opinionOf(outcome?.total)
  const steps: Step[] = [
    { move: 'open', day: ago(26), by: 'officer', who: officer },
    { move: 'selfAssess', day: ago(16), by: 'operator', who: operatorOf(random, site, ago(26)) },
    { move: 'score', day: ago(9), by: 'officer', who: officer, opinion: checked ? '县级评分' : score },
    checked
      ? { move: 'cityCheck', day: ago(5), by: 'officer', who: office.city, opinion: `改1项,改后${score}` }
      : { move: 'passUndrawn', day: ago(5), by: 'officer', who: office.city },
    { move: 'publish', day: ago(2), by: 'officer', who: officer },
  ]
  const taken = steps.slice(0, upTo)
  if (place.objected) taken.push({ move: 'object', day: ago(1), by: 'officer', who: officer, opinion: objected })
  addSteps(lane, random, site, { kind: 'assessment', id }, taken, null)
  if (place.objected) addObjection(lane, frame, random, { site, id, officer, on: ago(1) })
  if (noticeTo)
    lane.add('due_rows', [
      random.id(middayOf(since).getTime()),
      clearKind,
      `${clearKind}:${id}`,
      id,
      '{}',
      new Date(dayStartMs(addDays(noticeTo, 1))),
    ])
}

/** Against the stars in the notice: still to be answered, and said when it was not. */
function addObjection(
  lane: Lane,
  frame: Frame,
  random: Random,
  { site, id, officer, on }: { site: Site; id: string; officer: Person; on: string },
): void {
  const subjectId = random.id(middayOf(on).getTime())
  const within = frame.policy.number('assessment.objectionWorkingDays', on)
  const dueOn = addWorkingDays(frame.policy, on, within).date
  lane.add('assessment_objections', [
    subjectId,
    id,
    site.id,
    site.unit.code,
    on,
    'phone',
    objected,
    null,
    null,
    null,
    officer.id,
    dueOn,
  ])
  addLimit(lane, frame, {
    subjectKind: 'assessmentObjection',
    subjectId,
    dueOn,
    overdue: 'assessmentObjectionOverdue',
  })
}

/**
 * Assessments of the year that is not decided yet, of every recognised site that has run for twelve months. What the
 * records say is read by the assessment's own reading, so the rows it reads must have been sent.
 */
export async function addUnderwayYear(
  client: pg.ClientBase,
  lane: Lane,
  frame: Frame,
  random: Random,
  sites: readonly Site[],
  { recognised, offices }: Programme,
): Promise<void> {
  const ctx = readingCtx(client, frame, random.part('reading'))
  const year = decidedYear(frame.today) + 1
  const last = `${year}-12-31`
  const span = { from: `${year}-01-01`, to: frame.today < last ? frame.today : last }
  const due = sites.filter(
    (site) => (recognised.get(site.id) ?? last) <= span.to && addMonths(site.register.openedOn, 12) <= frame.today,
  )
  let others = 0
  const placeFor = (site: Site): Place => {
    if (site.unit.code !== triedCounty) return placeOf(others++)
    // Where it is tried out: the market has still to speak of itself, about the others somebody objects.
    if (site.register.course !== null) return { state: 'selfAssessed' }
    return site.kind === 'market' ? { state: 'opened' } : { state: 'inNotice', drawn: true, objected: true }
  }
  for (const [county, own] of Map.groupBy(due, (site) => site.unit.code)) {
    const office = offices.get(county)
    const registered = await sitesFacts(
      ctx,
      own.map(({ id }) => id),
    )
    const facts = await factsOf(ctx, registered, { county, year, ...span })
    for (const site of own)
      if (office)
        addUnderway(lane, frame, random.part(site.id), {
          site,
          office,
          facts: facts.get(site.id) ?? {},
          place: placeFor(site),
        })
  }
}
