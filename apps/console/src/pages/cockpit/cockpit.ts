import type { AllEndpoints, ReceivedOf, Right } from '@linggong/contract'
import {
  cockpitGroups,
  type CockpitAge,
  type CockpitFigure,
  type CockpitGroup,
} from '@linggong/contract/cockpit/words.ts'

export type Cockpit = ReceivedOf<AllEndpoints['getCockpit']>
export type FigureCells = Cockpit['figures'][number]
type Cell = FigureCells['cells'][number]
export type CockpitRow = ReceivedOf<AllEndpoints['listCockpitRows']>['items'][number]

/** One figure over the counties shown. Null counts: there is nothing to tell by. */
export type FigureLine = Pick<FigureCells, 'figure' | 'group' | 'label' | 'holder' | 'what'> & {
  count: number | null
  late: number
  soon: number
  inTime: number
  noLimit: number
  oldestSince: string | null
}

const sum = (cells: readonly Cell[], of: (cell: Cell) => number): number =>
  cells.reduce((total, cell) => total + of(cell), 0)

/** The figures of one group, in the order of the catalogue. */
export function linesOf({ figures }: Cockpit, group: CockpitGroup): FigureLine[] {
  return figures
    .filter((one) => one.group === group)
    .map(({ cells, known, ...words }) => ({
      ...words,
      count: known ? sum(cells, ({ count }) => count) : null,
      late: sum(cells, ({ late }) => late),
      soon: sum(cells, ({ soon }) => soon),
      inTime: sum(cells, ({ inTime }) => inTime),
      noLimit: sum(cells, ({ noLimit }) => noLimit),
      oldestSince: cells.reduce<string | null>(
        (oldest, { oldestSince }) =>
          oldestSince !== null && (oldest === null || oldestSince < oldest) ? oldestSince : oldest,
        null,
      ),
    }))
}

export type CountyLine = {
  code: string
  name: string
  groups: Record<CockpitGroup, number>
  late: number
  soon: number
  figures: Partial<Record<CockpitFigure, number | null>>
}

/** The counties side by side: sums of each part, what is late or due soon of what waits, and each figure. */
export function countyLines({ counties, figures }: Cockpit): CountyLine[] {
  return counties.map(({ code, name }) => {
    const own = figures.map((one) => ({ ...one, cells: one.cells.filter(({ county }) => county === code) }))
    const inGroup = (group: CockpitGroup) => own.filter((one) => one.group === group).flatMap(({ cells }) => cells)
    const groups = Object.keys(cockpitGroups) as CockpitGroup[]
    return {
      code,
      name,
      groups: Object.fromEntries(groups.map((group) => [group, sum(inGroup(group), ({ count }) => count)])) as Record<
        CockpitGroup,
        number
      >,
      late: sum(inGroup('waiting'), ({ late }) => late),
      soon: sum(inGroup('waiting'), ({ soon }) => soon),
      figures: Object.fromEntries(
        own.map(({ figure, known, cells }) => [figure, known ? sum(cells, ({ count }) => count) : null]),
      ),
    }
  })
}

export type Asked = {
  figure?: CockpitFigure | undefined
  group?: CockpitGroup | undefined
  age?: CockpitAge | undefined
  county?: string | undefined
}

/** The page of the rows a number counts. */
export function wayToRows(asked: Asked) {
  const given = Object.entries(asked).filter((one): one is [string, string] => one[1] !== undefined && one[1] !== '')
  return { path: '/cockpit/rows', query: Object.fromEntries(given) }
}

type Way = { right: Right; to: (row: CockpitRow) => string }
const ways: Record<string, Way> = {
  posting: { right: 'posting.review', to: ({ subjectId }) => `/postings/${subjectId}` },
  dispute: { right: 'dispute.mediate', to: ({ subjectId }) => `/disputes/${subjectId}` },
  qualification: { right: 'qualification.review', to: ({ subjectId }) => `/qualifications?open=${subjectId}` },
  trouble: { right: 'trouble.answer', to: () => '/troubles' },
  employer: { right: 'employer.supervise', to: ({ subjectId }) => `/employers/${subjectId}` },
  engagement: { right: 'engagement.read', to: ({ subjectId }) => `/engagements/${subjectId}` },
  recognition: { right: 'recognition.read', to: ({ subjectId }) => `/recognitions/${subjectId}` },
  subsidy: { right: 'subsidy.read', to: ({ subjectId }) => `/subsidies/${subjectId}` },
  serviceContract: { right: 'subsidy.read', to: ({ subjectId }) => `/services/${subjectId}` },
  assessment: { right: 'assessment.read', to: ({ subjectId }) => `/assessments/${subjectId}` },
  referral: { right: 'referral.read', to: ({ subjectId }) => `/referrals/${subjectId}` },
  referralFlag: { right: 'referral.inspect', to: ({ subjectId }) => `/referrals/flags/${subjectId}` },
  appropriation: { right: 'subsidy.read', to: () => '/subsidies/money' },
  quarterlyReport: {
    right: 'report.read',
    to: ({ subjectId, county }) => `/reports/county?quarter=${subjectId}&county=${county}`,
  },
  site: { right: 'site.read', to: ({ subjectId }) => `/sites/${subjectId}` },
}

/** The page that shows the matter itself; null where this person may not open it. */
export function wayToMatter(row: CockpitRow, can: (right: Right) => boolean): string | null {
  const way = ways[row.subjectKind]
  return way && can(way.right) ? way.to(row) : null
}
