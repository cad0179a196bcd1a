import { describe, expect, test } from 'vitest'
import { clockTime, dayList, yuan } from './rules-import-cells.ts'
import { atColumn, columnLetters, findLayout, readImportRow, templateColumns } from './rules-import.ts'

const today = '2026-11-18'
const titles = templateColumns.map((column) => column.title)
const found = findLayout([{ row: 1, cells: titles }])!

/** A row of the template with these columns filled in. */
const row = (given: Record<string, string | number | Date>) =>
  readImportRow(
    titles.map((title) => given[title] ?? null),
    found.layout,
    today,
  )

const whole = {
  标题: '万达广场搬货',
  工种: '搬货的',
  '乡镇(街道)': '社口镇',
  地点名称: '万达广场',
  详细地址: '天湖东路1号',
  日期: '2026-11-27至2026-11-28',
  几点上工: '8点半',
  几点收工: new Date('1899-12-30T17:00:00Z'),
  每天人数: '3人',
  怎么算钱: '按天',
  '多少钱(元)': '200元',
  多久结一次: '日结',
  管饭: '是',
  联系电话: 15400000001,
}

describe('一行表格变成一条需求', () => {
  test('每一栏都读成该有的样子', () => {
    expect(row(whole)).toEqual({
      problems: [],
      draft: {
        title: '万达广场搬货',
        occupation: '搬货的',
        town: '350981104',
        placeName: '万达广场',
        address: '天湖东路1号',
        shifts: [27, 28].map((date) => ({
          startsAt: `2026-11-${date}T08:30:00+08:00`,
          endsAt: `2026-11-${date}T17:00:00+08:00`,
          headcount: 3,
        })),
        payMethod: 'daily',
        amountFen: 20_000,
        settlementCycle: 'perShift',
        meals: true,
        contactPhone: '15400000001',
      },
    })
  })

  test('读不懂的一次说全,每处说在哪一栏、怎么改', () => {
    const { problems } = row({
      ...whole,
      '多少钱(元)': '面议',
      几点上工: '早上',
      '乡镇(街道)': '城关',
      管饭: '看情况',
      每天人数: '',
    })
    expect(problems.map((problem) => [atColumn(problem, found.layout).column, problem.message])).toEqual([
      ['J', '“早上”不是时间,写成 08:00 这样'],
      ['N', '“面议”不是钱数,只填数字,如:200'],
      ['T', '“看情况”认不出,可以填:是、否、有、无、没有'],
      ['F', '没找到“城关”,请写乡镇、街道或村的全名'],
      ['L', '请填写每天人数'],
    ])
  })

  test('挪了栏、少了栏也认得,表头不对就不认', () => {
    const moved = findLayout([
      { row: 1, cells: ['某公司用工计划'] },
      { row: 3, cells: ['工种', '标题'] },
    ])!
    expect(moved.head).toBe(3)
    expect(readImportRow(['采茶工', '采春茶'], moved.layout, today).draft).toEqual({
      occupation: '采茶工',
      title: '采春茶',
      shifts: [],
    })
    expect(findLayout([{ row: 1, cells: ['姓名', '电话'] }])).toBeUndefined()
  })
})

test('日期:今年没过的算今年,过了的算明年;不存在的日子不收', () => {
  expect(dayList('11月27日、12月1日', today)).toEqual({ value: ['2026-11-27', '2026-12-01'] })
  expect(dayList('3月1日', today)).toEqual({ value: ['2027-03-01'] })
  expect(dayList(new Date('2026-11-27T00:00:00Z'), today)).toEqual({ value: ['2026-11-27'] })
  for (const bad of ['2026-02-30', '明天', '2026-11-28至2026-11-27'])
    expect(dayList(bad, today), bad).toHaveProperty('problem')
  expect(dayList('2026-01-01至2026-12-31', today)).toHaveProperty('problem')
})

test('钱和时间', () => {
  expect(yuan(25.5, today)).toEqual({ value: 2_550 })
  expect(yuan('¥200', today)).toHaveProperty('problem')
  expect(yuan(0, today)).toHaveProperty('problem')
  expect(clockTime(0.354166666, today)).toEqual({ value: '08:30' })
  expect(clockTime('18:05', today)).toEqual({ value: '18:05' })
  expect(clockTime('25:00', today)).toHaveProperty('problem')
})

test('栏目的字母和表格软件一样', () => {
  expect([0, 25, 26, 51, 52].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA'])
})
