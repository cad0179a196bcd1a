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

/** What keeps it from being sent, all at once; the platform asks the same again. */
export function slips(kept: Pick<KeptScore, 'mode' | 'items' | 'typed' | 'photos'>): string[] {
  const { items, unreadable } = readPoints(kept.items, kept.typed.items)
  const said = unreadable.map((title) => `${title}的分数写数字,如 2.5`)
  for (const item of kept.items) {
    const given = items.find((one) => one.item === item.id)
    if (given && given.points !== null && !Number.isNaN(given.points)) {
      if (given.points < 0) said.push(`${item.title}的分数不能小于0`)
      if (given.points > item.points) said.push(`${item.title}最多${item.points}分,写的是${given.points}分`)
      if (Math.round(given.points * 10) / 10 !== given.points) said.push(`${item.title}的分数最多一位小数`)
      const changed = kept.mode === 'cityCheck' || (kept.mode === 'score' && item.computed)
      if (changed && given.note === '') said.push(`${item.title}改了分,请写明原因`)
    }
    if (!given && !item.computed && kept.mode !== 'cityCheck') said.push(`${item.title}还没有打分`)
    if (!given && kept.photos.some((one) => one.item === item.id)) said.push(`${item.title}拍了照,还没有打分`)
  }
  return [...new Set(said)]
}

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
  const items = readPoints(kept.items, kept.typed.items).items.map((one) => ({
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
