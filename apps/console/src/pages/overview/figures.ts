import type { AllEndpoints, ReceivedOf } from '@linggong/contract'
import type { OverviewFigure } from '@linggong/contract/insights/words.ts'

export type Overview = ReceivedOf<AllEndpoints['getOverview']>
export type CountyFigures = ReceivedOf<AllEndpoints['getOverviewByCounty']>['items'][number]
type Figures = Omit<CountyFigures, 'county' | 'name'>

export const figureWords: Record<OverviewFigure, string> = {
  openShifts: '正在招的班次',
  today: '今天的用工单',
  paidThisMonth: '本月发到手的工钱',
  waitingForReview: '等审核的需求',
  disputes: '没了结的异议',
  arrears: '逾期没付的工钱',
}

/** States in which somebody is to come, works or has worked; what fell through is told apart. */
const fellThrough = ['cancelled', 'noShow', 'voided']
export const todayCount = (of: Figures): number =>
  of.today.engagements.reduce((sum, { state, count }) => sum + (fellThrough.includes(state) ? 0 : count), 0)
export const noShows = (of: Figures): number => of.today.engagements.find(({ state }) => state === 'noShow')?.count ?? 0

/** What can be shown on the map: one number for each county. */
export const mapFigures = {
  openPlaces: { label: '还空着的名额', figure: 'openShifts', value: (of: Figures) => of.openPlaces },
  today: { label: '今天的用工单', figure: 'today', value: todayCount },
  waiting: {
    label: '等审核的需求',
    figure: 'waitingForReview',
    value: (of: Figures) => of.waitingForReview.before + of.waitingForReview.afterwards,
  },
  disputes: { label: '没了结的异议', figure: 'disputes', value: (of: Figures) => of.disputes.open },
  arrears: { label: '逾期没付的工钱(笔)', figure: 'arrears', value: (of: Figures) => of.arrears.wages },
} as const satisfies Record<string, { label: string; figure: OverviewFigure; value: (of: Figures) => number }>
export type MapFigure = keyof typeof mapFigures

export type Concern = { county: string; name: string; figure: OverviewFigure; words: string }

/** What looks late, county by county: each says what, and which rows it is about. */
export function concernsOf(counties: readonly CountyFigures[]): Concern[] {
  return counties.flatMap((one) => {
    const { county, name } = one
    const found: Array<Concern | false> = [
      one.arrears.wages > 0 && {
        county,
        name,
        figure: 'arrears',
        words: `${one.arrears.wages}笔工钱逾期没付,${one.arrears.persons}人`,
      },
      one.disputes.late > 0 && { county, name, figure: 'disputes', words: `${one.disputes.late}件异议超时` },
      one.waitingForReview.late > 0 && {
        county,
        name,
        figure: 'waitingForReview',
        words: `${one.waitingForReview.late}条需求审核超时`,
      },
      noShows(one) > 0 && { county, name, figure: 'today', words: `今天${noShows(one)}人没来上工` },
    ]
    return found.filter((concern) => concern !== false)
  })
}

/** How dark a county is drawn, 0 … 1; 0 where there is nothing. */
export function shade(value: number, most: number): number {
  return most <= 0 || value <= 0 ? 0 : value / most
}
