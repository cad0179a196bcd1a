import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import type { FileAnswer } from '../../../kernel/http/serve.ts'
import { spreadsheet } from '../../../kernel/office/office.ts'
import { cellDay, cellHours, cellTime, cellYuan, type Sheet } from '../../../kernel/office/sheet.ts'
import { requireRows, type Period } from '../../../kernel/period.ts'
import { readEngagements } from '../../engagements/index.ts'
import type { Doors } from '../doors.ts'
import { wagesOfPeriod, type Wage } from '../wage-store.ts'
import { cycleZh, wageStatusZh } from '../words.ts'
import { employerStatement } from './read.ts'

const mostWages = 5_000
const partLabels: Record<Wage['part'], string> = {
  whole: '全部',
  undisputed: '无争议部分',
  settled: '争议处理后补发',
  compensation: '临近取消补偿',
}

type Statement = Awaited<ReturnType<typeof employerStatement>>

function byDay(statement: Statement, heading: string[]): Sheet {
  return {
    name: '按天合计',
    heading,
    columns: [
      { title: '结算日期', width: 12, kind: 'day' },
      { title: '人数', width: 8, kind: 'count' },
      { title: '应发(元)', width: 14, kind: 'money' },
      { title: '代扣税(元)', width: 12, kind: 'money' },
      { title: '实发(元)', width: 14, kind: 'money' },
    ],
    rows: statement.days.map((one) => [
      cellDay(one.day),
      one.people,
      cellYuan(one.grossFen),
      cellYuan(one.withheldFen),
      cellYuan(one.netFen),
    ]),
    totals: [
      '合计',
      statement.people,
      cellYuan(statement.grossFen),
      cellYuan(statement.withheldFen),
      cellYuan(statement.netFen),
    ],
  }
}

type Named = Wage & { onItsWay: boolean; workerName: string }

function everyWage(wages: readonly Named[], statement: Statement, heading: string[], now: Date): Sheet {
  return {
    name: '每笔工资',
    heading,
    columns: [
      { title: '结算日期', width: 12, kind: 'day' },
      { title: '干活日期', width: 12, kind: 'day' },
      { title: '工人', width: 10 },
      { title: '活', width: 24 },
      { title: '结算周期', width: 10 },
      { title: '这笔是', width: 16 },
      { title: '工时(小时)', width: 11, kind: 'hours' },
      { title: '应发(元)', width: 12, kind: 'money' },
      { title: '代扣税(元)', width: 11, kind: 'money' },
      { title: '实发(元)', width: 12, kind: 'money' },
      { title: '最晚发放', width: 17, kind: 'time' },
      { title: '到账时间', width: 17, kind: 'time' },
      { title: '现在', width: 14 },
    ],
    rows: wages.map((wage) => [
      cellDay(wage.reckonedOn),
      cellDay(wage.workedOn),
      wage.workerName,
      wage.reckoning.postingTitle,
      cycleZh(wage.settlementCycle),
      partLabels[wage.part],
      cellHours(wage.minutes),
      cellYuan(wage.grossFen),
      cellYuan(wage.withheldFen),
      cellYuan(wage.netFen),
      cellTime(wage.dueAt),
      wage.paidAt && cellTime(wage.paidAt),
      wageStatusZh(wage, wage.onItsWay, now),
    ]),
    totals: [
      '合计',
      null,
      null,
      null,
      null,
      null,
      cellHours(statement.minutes),
      cellYuan(statement.grossFen),
      cellYuan(statement.withheldFen),
      cellYuan(statement.netFen),
    ],
  }
}

async function named(ctx: Ctx, wages: ReadonlyArray<Wage & { onItsWay: boolean }>): Promise<Named[]> {
  const ids = [...new Set(wages.map((wage) => wage.engagementId))]
  const engagements = await readEngagements(ctx, { ids, limit: mostWages })
  const names = new Map(engagements.map((one) => [one.id, one.workerName]))
  return wages.map((wage) => ({ ...wage, workerName: names.get(wage.engagementId) ?? '' }))
}

/** The wage statement of a period as an Excel file. Refuses InputInvalid for a period that is none, or too full. */
export async function statementFile(ctx: Ctx, doors: Doors, employerId: string, period: Period): Promise<FileAnswer> {
  const statement = await employerStatement(ctx, employerId, period)
  requireRows(statement.wages, mostWages)
  const wages = await named(ctx, await wagesOfPeriod(ctx, employerId, period, mostWages))
  const { name } = await doors.employer(ctx, employerId)
  const days = `${period.from} 至 ${period.to}`
  const heading = [`${name} 用工工资 ${days}`, `${businessDay(ctx.now)} 由宁德零工平台导出,按结算日期统计`]
  return spreadsheet(`用工工资 ${days}.xlsx`, [
    byDay(statement, heading),
    everyWage(wages, statement, heading, ctx.now),
  ])
}
