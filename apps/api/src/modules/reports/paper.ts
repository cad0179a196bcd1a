import type { FileAnswer } from '../../kernel/http/serve.ts'
import type { Ctx } from '../../kernel/context.ts'
import { refuse } from '../../kernel/errors.ts'
import { spreadsheet } from '../../kernel/office/office.ts'
import { cellYuan, type Cell } from '../../kernel/office/sheet.ts'
import { wordPaper, type Paper } from '../../kernel/office/word.ts'
import { cityView, reportView } from './view.ts'

type Report = Awaited<ReturnType<typeof reportView>>
type City = Awaited<ReturnType<typeof cityView>>
type Money = { money: boolean }

const noData = '没有数据'
const cellOf = (value: number | null, { money }: Money): Cell =>
  value === null ? noData : money ? cellYuan(value) : value
const textOf = (value: number | null, of: Money): string => String(cellOf(value, of))
const changeOf = (value: number | null, before: number | null, of: Money): Cell =>
  value === null || before === null
    ? null
    : of.money
      ? cellYuan(value - before)
      : Math.round((value - before) * 10) / 10

const versionWords = ({ version, provisional }: { version: string; provisional: boolean }) =>
  `表样版本 ${version}${provisional ? '(暂行,待核对市里原表)' : ''}`

async function compiledReport(ctx: Ctx, county: string, quarter: string): Promise<Report> {
  const report = await reportView(ctx, county, quarter)
  return report.state === null ? refuse('ReportMissing') : report
}

const noteOf = (report: Report) =>
  `${report.countyName} ${report.quarterLabel} 第${report.revision}版 ${
    report.signedAt ? `${report.signedBy}于${report.signedAt.slice(0, 10)}签发` : '还没有签发'
  } 数据截止${report.cutOffAt?.slice(0, 16).replace('T', ' ') ?? ''} ${versionWords(report)}`

export async function reportSheet(ctx: Ctx, county: string, quarter: string): Promise<FileAnswer> {
  const report = await compiledReport(ctx, county, quarter)
  const rows = report.sections.flatMap(({ title, figures }) =>
    figures.map((one): Cell[] => [
      title,
      one.label,
      one.unit,
      cellOf(one.value, one),
      one.corrected === null ? null : cellOf(one.computed, one),
      one.reason,
      one.before === null ? null : cellOf(one.before, one),
      changeOf(one.value, one.before, one),
    ]),
  )
  return spreadsheet(`${report.title} ${report.countyName} ${report.quarter}.xlsx`, [
    {
      name: '汇总表',
      heading: [report.title, noteOf(report)],
      columns: [
        { title: '类别', width: 16 },
        { title: '项目', width: 28 },
        { title: '单位', width: 8 },
        { title: '本季度', width: 14 },
        { title: '系统算出', width: 14 },
        { title: '更正原因', width: 30 },
        { title: '上季度', width: 14 },
        { title: '比上季度', width: 12 },
      ],
      rows,
    },
    {
      name: '经验做法',
      columns: [
        { title: '经验做法', width: 80 },
        { title: '问题和建议', width: 80 },
      ],
      rows: [[report.narrative, report.problems]],
    },
  ])
}

export async function reportPaper(ctx: Ctx, county: string, quarter: string): Promise<FileAnswer> {
  const report = await compiledReport(ctx, county, quarter)
  const paper: Paper = {
    title: report.title,
    note: noteOf(report),
    tables: report.sections.map(({ title, figures }) => ({
      title,
      columns: [
        { title: '项目', share: 40 },
        { title: '单位', share: 10 },
        { title: '本季度', share: 15 },
        { title: '上季度', share: 15 },
        { title: '说明', share: 20 },
      ],
      rows: figures.map((one) => [
        one.label,
        one.unit,
        textOf(one.value, one),
        one.before === null ? '' : textOf(one.before, one),
        one.reason === null ? '' : `系统算出${textOf(one.computed, one)};${one.reason}`,
      ]),
    })),
    texts: [
      { title: '经验做法', words: report.narrative ?? '' },
      { title: '问题和建议', words: report.problems ?? '' },
    ],
    seals: [`${report.countyName}人力资源和社会保障局`],
  }
  return wordPaper(`${report.title} ${report.countyName} ${report.quarter}.docx`, paper)
}

/** The paper shows what the counties have signed by now: what has come in since the merging is said. */
const mergedWords = (city: City): string =>
  city.mergedAt === null
    ? '还没有汇总'
    : `第${city.revision}版 ${city.mergedBy}于${city.mergedAt.slice(0, 10)}汇总${
        city.outdated ? '(以后又有县签发,本表按现在签发的数,请重新汇总)' : ''
      }`

const cityNote = (city: City) =>
  `全市 ${city.quarterLabel} ${mergedWords(city)} ${
    city.missing.length === 0 ? `${city.counties.length}个单位都已签发` : `还没有签发:${city.missing.join('、')}`
  } ${beforeWords(city)} ${versionWords(city)}`

const beforeWords = ({ compared }: City): string =>
  compared === 0 ? '上季度没有可比的' : `上季度只比两个季度都签发的${compared}个单位`

export async function citySheet(ctx: Ctx, quarter: string): Promise<FileAnswer> {
  const city = await cityView(ctx, quarter)
  const rows = city.sections.flatMap(({ title, figures }) =>
    figures.map((one): Cell[] => [
      title,
      one.label,
      one.unit,
      ...one.byCounty.map(({ value }) => (value === null ? null : cellOf(value, one))),
      cellOf(one.sum, one),
      one.distinct,
      one.before === null ? null : cellOf(one.before, one),
      one.change === null ? null : cellOf(one.change, one),
    ]),
  )
  return spreadsheet(`${city.title} 全市 ${city.quarter}.xlsx`, [
    {
      name: '全市汇总',
      heading: [city.title, cityNote(city)],
      columns: [
        { title: '类别', width: 16 },
        { title: '项目', width: 28 },
        { title: '单位', width: 8 },
        ...city.counties.map(({ name }) => ({ title: name, width: 12 })),
        { title: '各县相加', width: 14 },
        { title: '全市不重复', width: 12 },
        { title: '上季度', width: 14 },
        { title: '比上季度', width: 12 },
      ],
      rows,
    },
    {
      name: '经验做法',
      columns: [
        { title: '县(市、区)', width: 16 },
        { title: '经验做法', width: 100 },
      ],
      rows: city.narratives.map(({ countyName, words }) => [countyName, words]),
    },
  ])
}

export async function cityPaper(ctx: Ctx, quarter: string): Promise<FileAnswer> {
  const city = await cityView(ctx, quarter)
  const paper: Paper = {
    title: city.title,
    note: cityNote(city),
    tables: city.sections.map(({ title, figures }) => ({
      title,
      columns: [
        { title: '项目', share: 36 },
        { title: '单位', share: 10 },
        { title: '各县相加', share: 14 },
        { title: '全市不重复', share: 14 },
        { title: '上季度', share: 13 },
        { title: '比上季度', share: 13 },
      ],
      rows: figures.map((one) => [
        one.label,
        one.unit,
        textOf(one.sum, one),
        one.distinct === null ? '' : String(one.distinct),
        one.before === null ? '' : textOf(one.before, one),
        one.change === null ? '' : textOf(one.change, one),
      ]),
    })),
    texts: city.narratives.map(({ countyName, words }) => ({ title: `经验做法:${countyName}`, words })),
    seals: ['宁德市人力资源和社会保障局'],
  }
  return wordPaper(`${city.title} 全市 ${city.quarter}.docx`, paper)
}
