import { reasonLabel, stateLabels } from '@linggong/contract'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import type { FileAnswer } from '../../../kernel/http/serve.ts'
import { spreadsheet } from '../../../kernel/office/office.ts'
import { cellHours, cellTime, type Cell, type Column } from '../../../kernel/office/sheet.ts'
import { requirePeriod, requireRows, type Period } from '../../../kernel/period.ts'
import { actingEmployer } from '../../../kernel/rights.ts'
import { readEngagements, type Engagement } from '../../engagements/index.ts'
import { timesheetsOfPeriod, type Timesheet } from '../store.ts'

const mostSheets = 5_000
const dayMs = 86_400_000

const columns: Column[] = [
  { title: '工人', width: 10 },
  { title: '活', width: 24 },
  { title: '地点', width: 20 },
  { title: '该上工', width: 17, kind: 'time' },
  { title: '该收工', width: 17, kind: 'time' },
  { title: '签到', width: 17, kind: 'time' },
  { title: '签退', width: 17, kind: 'time' },
  { title: '迟到(分钟)', width: 11, kind: 'count' },
  { title: '工时(小时)', width: 11, kind: 'hours' },
  { title: '其中加班(小时)', width: 15, kind: 'hours' },
  { title: '件数', width: 8, kind: 'count' },
  { title: '单位', width: 8 },
  { title: '现在', width: 18 },
  { title: '修改原因', width: 24 },
]

const timeOrNull = (at: Date | null) => at && cellTime(at)
const hoursOrNull = (minutes: number | null) => (minutes === null ? null : cellHours(minutes))

function correction(sheet: Timesheet): string | null {
  if (sheet.correctionReason === null) return null
  const label = reasonLabel('timesheet.correct', sheet.correctionReason)
  return sheet.correctionNote ? `${label}:${sheet.correctionNote}` : label
}

function rowOf(sheet: Timesheet, engagement: Engagement | undefined): Cell[] {
  return [
    sheet.workerName,
    engagement?.terms.title ?? null,
    engagement?.terms.placeName ?? null,
    cellTime(sheet.startsAt),
    cellTime(sheet.endsAt),
    cellTime(sheet.checkedInAt),
    timeOrNull(sheet.checkedOutAt),
    sheet.lateMinutes,
    hoursOrNull(sheet.minutes),
    hoursOrNull(sheet.overtimeMinutes),
    sheet.pieces,
    engagement?.terms.pieceUnit ?? null,
    stateLabels.timesheet[sheet.state],
    correction(sheet),
  ]
}

/** Hours of an employer's shifts of a period as an Excel file. Refuses NotFound, InputInvalid. */
export async function timesheetsFile(ctx: Ctx, asked: string, period: Period): Promise<FileAnswer> {
  const { employerId } = await actingEmployer(ctx, asked)
  requirePeriod(period)
  const sheets = await timesheetsOfPeriod(ctx, {
    employerId,
    from: new Date(`${period.from}T00:00:00+08:00`),
    before: new Date(Date.parse(`${period.to}T00:00:00+08:00`) + dayMs),
    limit: mostSheets + 1,
  })
  requireRows(sheets.length, mostSheets)
  const engagements = await readEngagements(ctx, { ids: sheets.map((one) => one.engagementId), limit: mostSheets })
  const byId = new Map(engagements.map((one) => [one.id, one]))
  const counted = sheets.filter((sheet) => sheet.state !== 'voided')
  const sum = (pick: (sheet: Timesheet) => number | null) =>
    cellHours(counted.reduce((total, sheet) => total + (pick(sheet) ?? 0), 0))
  const days = `${period.from} 至 ${period.to}`
  return spreadsheet(`工时 ${days}.xlsx`, [
    {
      name: '工时',
      heading: [`工时 ${days}(按开工日期)`, `${businessDay(ctx.now)} 由宁德零工平台导出`],
      columns,
      rows: sheets.map((sheet) => rowOf(sheet, byId.get(sheet.engagementId))),
      totals: [
        '合计(不含作废)',
        ...Array.from({ length: 7 }, () => null),
        sum((sheet) => sheet.minutes),
        sum((sheet) => sheet.overtimeMinutes),
      ],
    },
  ])
}
