import { describe, expect, test } from 'vitest'
import { addressKey } from './rules-place.ts'
import { runningOf, type AnnouncedRest, type LoggedDay, type Tolerance } from './rules-running.ts'

describe('同一个地方,怎么写都认得出', () => {
  test('空格、括号、全角数字、连接号和“号”字不算数', () => {
    const key = addressKey('350981107', '社口镇 茶园路12-3号(一楼)')
    for (const written of ['社口镇茶园路１２－３号一楼', '宁德市社口镇茶园路12—3号,一楼', '社口镇茶园路12·3（一楼）'])
      expect(addressKey('350981107', written), written).toBe(key)
  })
  test('门牌不同、乡镇不同就是两个地方', () => {
    expect(addressKey('350981107', '茶园路12号')).not.toBe(addressKey('350981107', '茶园路13号'))
    expect(addressKey('350981107', '茶园路12号')).not.toBe(addressKey('350981108', '茶园路12号'))
  })
})

describe('连续运营怎么看', () => {
  const hours = [{ days: [1, 2, 3, 4, 5, 6], from: '07:30', to: '17:30' }]
  const tolerated: Tolerance = {
    reasons: ['weeklyRest', 'springFestival', 'typhoon'],
    daysPerYear: 10,
    unlimited: ['weeklyRest', 'typhoon'],
  }
  const open = (day: string): LoggedDay => ({ day, open: true, shutReason: null })
  const shut = (day: string, shutReason: LoggedDay['shutReason']): LoggedDay => ({ day, open: false, shutReason })
  const of = (from: string, to: string, log: LoggedDay[], rests: AnnouncedRest[] = []) =>
    runningOf({ from, to }, { hours }, log, rests, tolerated)

  test('天天开门,星期天休息:没有中断', () => {
    // 2026-11-22 is a Sunday.
    const running = of('2026-11-20', '2026-11-23', [open('2026-11-20'), open('2026-11-21'), open('2026-11-23')])
    expect(running).toEqual({
      from: '2026-11-20',
      to: '2026-11-23',
      openDays: 3,
      restDays: 1,
      toleratedDays: 0,
      shutDays: 0,
      unrecordedDays: 0,
      stretches: [],
      longestShutDays: 0,
      longestUnprovedDays: 0,
    })
  })
  test('春节公告放假和台风关门不算中断,装修算,前后连成一段', () => {
    const running = of(
      '2026-02-16',
      '2026-02-28',
      [
        ...['2026-02-24', '2026-02-25'].map((day) => shut(day, 'renovation')),
        shut('2026-02-23', 'typhoon'),
        open('2026-02-26'),
        open('2026-02-27'),
        open('2026-02-28'),
      ],
      [{ from: '2026-02-16', to: '2026-02-22', reason: 'springFestival' }],
    )
    expect([running.openDays, running.toleratedDays, running.shutDays, running.restDays]).toEqual([3, 8, 2, 0])
    expect(running.stretches).toEqual([
      { from: '2026-02-16', to: '2026-02-25', shutDays: 2, unrecordedDays: 0, reasons: ['renovation'] },
    ])
  })
  test('春节放得太久,超过一年的天数就是停业;台风多少天都不算;换一年从头数', () => {
    // 12 working days of rest over two weeks, then two days of typhoon.
    const rests: AnnouncedRest[] = [
      { from: '2026-02-09', to: '2026-02-21', reason: 'springFestival' },
      { from: '2027-01-04', to: '2027-01-09', reason: 'springFestival' },
    ]
    const storm = ['2026-02-23', '2026-02-24'].map((day) => shut(day, 'typhoon'))
    const long = of('2026-02-09', '2026-02-24', storm, rests)
    expect([long.toleratedDays, long.shutDays, long.longestShutDays]).toEqual([12, 3, 3])
    expect(long.stretches).toEqual([
      { from: '2026-02-09', to: '2026-02-24', shutDays: 3, unrecordedDays: 0, reasons: ['springFestival'] },
    ])
    const next = of('2027-01-04', '2027-01-09', [], rests)
    expect([next.toleratedDays, next.shutDays]).toEqual([6, 0])
  })
  test('没有人记的日子不当开门,也不当关门,单独算', () => {
    const running = of('2026-11-16', '2026-11-20', [open('2026-11-16'), open('2026-11-20')])
    expect([running.openDays, running.shutDays, running.unrecordedDays]).toEqual([2, 0, 3])
    expect([running.longestShutDays, running.longestUnprovedDays]).toEqual([0, 3])
  })
  test('公告放假那天照样开门的,算开门;平常日子写“每周休息”的,算关门', () => {
    const rest: AnnouncedRest = { from: '2026-11-16', to: '2026-11-16', reason: 'springFestival' }
    expect(of('2026-11-16', '2026-11-16', [open('2026-11-16')], [rest]).openDays).toBe(1)
    expect(of('2026-11-17', '2026-11-17', [shut('2026-11-17', 'weeklyRest')]).shutDays).toBe(1)
  })
})
