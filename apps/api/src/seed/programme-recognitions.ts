import { addDays } from '@linggong/policy'
import type { RecognitionState } from '@linggong/contract'
import { seededForm } from '../modules/recognition/seeding.ts'
import { dayStartMs, hourMs, type Frame } from './frame.ts'
import type { Lane } from './lane.ts'
import {
  addSteps,
  afterNotice,
  later,
  middayOf,
  noticeOf,
  short,
  type Office,
  type Person,
  type Step,
} from './programme-steps.ts'
import type { Random } from './random.ts'
import type { Site } from './sites.ts'

const recognitionMoves = [
  ['lodge', 'lodged'],
  ['accept', 'accepted'],
  ['inspect', 'inspected'],
  ['publish', 'inNotice'],
  ['clear', 'cleared'],
  ['recognise', 'recognised'],
] as const
const signature = 'M12 40L40 20L60 52L90 24L120 46'

/** The day of recognition; null while, or because, there is none. */
export function addRecognition(
  lane: Lane,
  frame: Frame,
  random: Random,
  site: Site,
  office: Office,
  state: RecognitionState,
  serials: Map<string, number>,
): string | null {
  const { register, unit } = site
  const done = state === 'recognised' || state === 'revoked'
  const soon = addDays(register.openedOn, 40)
  const lodgedOn = done
    ? later('2024-04-01', soon < frame.today ? soon : addDays(frame.today, -45))
    : addDays(frame.today, -random.int(4, 14) - (state === 'cleared' ? 14 : 0))
  if (lodgedOn > addDays(frame.today, -3)) return null
  const last = done ? 'recognised' : state
  const upTo = recognitionMoves.findIndex(([, reached]) => reached === last)
  const path = upTo < 0 ? recognitionMoves.slice(0, state === 'returned' ? 1 : 2) : recognitionMoves.slice(0, upTo + 1)
  // Days between the steps; nothing lies in the future.
  const day = (n: number) => {
    const wanted = addDays(lodgedOn, done ? n * 6 : n * 2)
    return wanted < frame.today ? wanted : addDays(frame.today, -1)
  }
  const operator: Person = { id: random.id(dayStartMs(lodgedOn)), name: register.legalPerson }
  const planned: Step[] = path.map(([move], n) => {
    if (move === 'lodge') return { move, day: day(n), by: 'operator', who: operator }
    if (move === 'clear') return { move, day: day(n), by: 'system', who: null }
    return { move, day: day(n), by: 'officer', who: office.officers[0] }
  })
  const steps = afterNotice(frame, planned)
  const end = { returned: 'askMore', refused: 'refuse', withdrawn: 'withdraw', revoked: 'revoke' } as const
  const endMove = state in end ? end[state as keyof typeof end] : undefined
  const reasons: Readonly<Record<string, string>> = {
    refused: 'notStandard',
    withdrawn: 'noLongerWanted',
    revoked: 'closed',
  }
  const recognisedOn = steps.find(({ move }) => move === 'recognise')?.day ?? null
  // The city records what it hears of the next day; of a site revoked long after, it always had.
  const recordedOn =
    recognisedOn !== null && (random.chance(0.8) || state === 'revoked') ? addDays(recognisedOn, 1) : null
  const recordedDay = recordedOn !== null && recordedOn < frame.today ? recordedOn : null
  if (recordedDay !== null) steps.push({ move: 'recordAtCity', day: recordedDay, by: 'officer', who: office.city })
  if (endMove)
    steps.push({
      move: endMove,
      day: state === 'revoked' ? addDays(frame.today, -26) : day(path.length),
      by: endMove === 'withdraw' ? 'operator' : 'officer',
      who: endMove === 'withdraw' ? operator : office.officers[0],
    })
  let number: string | null = null
  if (recognisedOn !== null) {
    const key = `${unit.code} ${recognisedOn.slice(0, 4)}`
    const serial = (serials.get(key) ?? 0) + 1
    serials.set(key, serial)
    const kind = site.kind === 'market' ? '市' : '驿'
    number = `宁零${kind}〔${recognisedOn.slice(0, 4)}〕${short(unit)}${String(serial).padStart(3, '0')}号`
  }
  const since = steps.at(-1)?.day ?? lodgedOn
  // A few have been waited for too long.
  const waiting = ['lodged', 'returned', 'accepted', 'inspected', 'cleared'].includes(state)
  const dueOn = waiting ? addDays(since, random.chance(0.3) ? 0 : random.int(5, 9)) : null
  const id = random.id(middayOf(lodgedOn).getTime())
  const [noticeFrom, noticeTo] = noticeOf(frame, state, steps)
  const missing = state === 'returned' ? JSON.stringify(['面积证明没有盖章', '消防检查记录缺最近一次']) : null
  const revoked = state === 'revoked' ? since : null
  lane.add('recognitions', [
    id,
    site.id,
    unit.code,
    register.operatorId,
    site.kind,
    site.name,
    state,
    middayOf(since),
    JSON.stringify(
      seededForm(frame.policy, lodgedOn, {
        ...register,
        unitName: unit.name,
        kind: site.kind,
        name: site.name,
      }),
    ),
    lodgedOn,
    operator.id,
    dueOn,
    missing,
    missing === null ? null : middayOf(since),
    steps.some(({ move }) => move === 'accept') ? office.officers[0].id : null,
    steps.some(({ move }) => move === 'publish') ? office.officers[0].id : null,
    noticeFrom,
    noticeTo,
    number,
    recognisedOn,
    revoked,
    recordedDay,
    recordedDay && office.city.id,
  ])
  addSteps(lane, random, site, { kind: 'recognition', id }, steps, reasons[state] ?? null)
  if (state === 'inNotice' && noticeTo)
    lane.add('due_rows', [
      random.id(middayOf(since).getTime()),
      'recognition.clear',
      `recognition.clear:${id}`,
      id,
      '{}',
      new Date(dayStartMs(addDays(noticeTo, 1))),
    ])
  const inspected = steps.find(({ move }) => move === 'inspect')
  if (inspected) addInspection(lane, frame, random, site, id, inspected.day, office.officers[0])
  if (recognisedOn !== null)
    lane.add('recognised_sites', [site.id, unit.code, number, recognisedOn, revoked, recordedDay])
  return recognisedOn
}

function addInspection(
  lane: Lane,
  frame: Frame,
  random: Random,
  site: Site,
  recognitionId: string,
  day: string,
  officer: Person,
): void {
  const standard = frame.policy.answer('site.standard', day)
  if (standard.status === 'noPolicy') return
  const items = standard.value
    .filter((one) => one.sites.includes(site.kind))
    .map((one) => ({ item: one.id, result: 'pass', note: null, photoIds: [] }))
  const at = dayStartMs(day) + 15 * hourMs
  lane.add('recognition_inspections', [
    random.id(at),
    recognitionId,
    site.id,
    site.unit.code,
    JSON.stringify(items),
    site.register.areaSquareMeters,
    null,
    null,
    null,
    null,
    new Date(at),
    new Date(at + hourMs),
    new Date(at + hourMs + 60_000),
    officer.id,
    officer.name,
    signature,
    site.register.legalPerson,
    signature,
    null,
  ])
}
