import { call } from '../../platform/client.ts'
import { offlineStore } from '../../platform/offline-store.ts'
import { photoIdsOf, sendPhotos, type KeptPhoto } from '../sites/kept-photos.ts'
import { readPoints, type Assessment, type Typed } from './assessment.ts'

export const modes = {
  selfAssess: { title: '自评', act: '提交自评', said: '自评已交,等人社局评分。' },
  cityCheck: { title: '市级抽查', act: '抽查完毕', said: '抽查完毕,等县里公示。' },
  score: { title: '县级评分', act: '提交评分', said: '评分已交,等市里抽查。' },
} as const
export type Mode = keyof typeof modes

/** What the reader may do now with an assessment; undefined where it is not their turn. */
export const modeOf = ({ possible }: Pick<Assessment, 'possible'>): Mode | undefined =>
  (Object.keys(modes) as Mode[]).find((one) => possible.includes(one))

type Item = Assessment['items'][number]
type Shown = Pick<
  Item,
  | 'id'
  | 'group'
  | 'title'
  | 'clause'
  | 'points'
  | 'computed'
  | 'reckoned'
  | 'figure'
  | 'guide'
  | 'evidence'
  | 'self'
  | 'countyGiven'
>

/** Points of one assessment as one person fills them in, with what the page shows: kept on this machine until sent. */
export type KeptScore = {
  /** Whose, and of which assessment: two people may use one tablet. */
  key: string
  assessmentId: string
  siteId: string
  siteName: string
  mode: Mode
  requestId: string
  groups: Assessment['table']['groups']
  items: Shown[]
  vetoes: Assessment['table']['vetoes']
  typed: { items: Typed; vetoes: Record<string, string>; opinion: string }
  photos: KeptPhoto[]
  /** Filled in: sent as soon as there is a network. */
  finishedAt: string | null
}

export const {
  read: readScore,
  keep: keepScore,
  forget: forgetScore,
} = offlineStore<KeptScore>('lg-scores', 'scores', 'key')

/** What the page shows of an assessment, as it stands now. */
export const shownOf = (found: Assessment): Pick<KeptScore, 'siteId' | 'siteName' | 'groups' | 'items' | 'vetoes'> => ({
  siteId: found.siteId,
  siteName: found.siteName,
  groups: found.table.groups,
  items: found.items.map((item) => ({
    id: item.id,
    group: item.group,
    title: item.title,
    clause: item.clause,
    points: item.points,
    computed: item.computed,
    reckoned: item.reckoned,
    figure: item.figure,
    guide: item.guide,
    evidence: item.evidence,
    self: item.self,
    countyGiven: item.countyGiven,
  })),
  vetoes: found.table.vetoes,
})

/** What keeps each item from being sent, by its id; the platform asks the same again. */
export function slipsByItem(kept: Pick<KeptScore, 'mode' | 'items' | 'typed' | 'photos'>): Map<string, string[]> {
  const items = readPoints(kept.items, kept.typed.items)
  return new Map(
    kept.items.flatMap((item) => {
      const said = slipsOfItem(
        kept,
        item,
        items.find((one) => one.item === item.id),
      )
      return said.length > 0 ? [[item.id, said] as const] : []
    }),
  )
}

type Read = ReturnType<typeof readPoints>[number]
function slipsOfItem(kept: Pick<KeptScore, 'mode' | 'photos'>, item: Shown, given: Read | undefined): string[] {
  const { title } = item
  if (!given) {
    const missing = !item.computed && kept.mode !== 'cityCheck'
    const photographed = kept.photos.some((one) => one.item === item.id)
    return [...(missing ? [`${title}还没有打分`] : []), ...(photographed ? [`${title}拍了照,还没有打分`] : [])]
  }
  const { points, note } = given
  if (points === null) return []
  if (Number.isNaN(points)) return [`${title}的分数写数字,如 2.5`]
  const changed = kept.mode === 'cityCheck' || (kept.mode === 'score' && item.computed)
  return [
    ...(points < 0 ? [`${title}的分数不能小于0`] : []),
    ...(points > item.points ? [`${title}最多${item.points}分,写的是${points}分`] : []),
    ...(Math.round(points * 10) / 10 !== points ? [`${title}的分数最多一位小数`] : []),
    ...(changed && note === '' ? [`${title}改了分,请写明原因`] : []),
  ]
}

/** What keeps it from being sent, all at once. */
export const slips = (kept: Parameters<typeof slipsByItem>[0]): string[] => [
  ...new Set([...slipsByItem(kept).values()].flat()),
]

const text = (typed: string): string | undefined => (typed.trim() === '' ? undefined : typed.trim())

/**
 * Sends what was filled in: photos first, one by one, each once; then the points. What has arrived is written down at once,
 * so that a try after a lost connection goes on where it stopped.
 * @throws NoAnswer, RequestRefused
 */
export async function sendScore(kept: KeptScore): Promise<void> {
  const titleOf = (id: string) => `考核照片:${kept.items.find((one) => one.id === id)?.title ?? ''}`
  await sendPhotos(kept.siteId, kept.photos, titleOf, () => keepScore(kept))
  const params = { assessmentId: kept.assessmentId }
  const options = { requestId: kept.requestId }
  const items = readPoints(kept.items, kept.typed.items).map((one) => ({
    ...one,
    photoIds: photoIdsOf(kept.photos, one.item),
  }))
  const said = text(kept.typed.opinion)
  const opinion = said === undefined ? {} : { opinion: said }
  if (kept.mode === 'selfAssess') {
    await call('selfAssess', { params, body: { items } }, options)
    return
  }
  const vetoes = Object.entries(kept.typed.vetoes).flatMap(([id, note]) =>
    note.trim() === '' ? [] : [{ id, note: note.trim() }],
  )
  const body = { items, vetoes, ...opinion }
  if (kept.mode === 'cityCheck') await call('checkAssessment', { params, body }, options)
  else await call('scoreAssessment', { params, body }, options)
}
