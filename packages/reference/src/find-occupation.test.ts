import { describe, expect, it } from 'vitest'
import { findOccupation } from './find-occupation.ts'
import { occupations } from './occupations.ts'

const first = (text: string): string | undefined => findOccupation(text)[0]?.occupation.officialName

describe('findOccupation', () => {
  it.each([
    ['搬货的', '装卸搬运工'],
    ['搬货', '装卸搬运工'],
    ['小工', '装卸搬运工'],
    ['泥水师傅', '砌筑工'],
    ['采茶工', '园艺工'],
    ['炒茶的', '茶叶加工工'],
    ['电焊工', '焊工'],
    ['洗碗', '餐厅服务员'],
    ['送外卖的', '网约配送员'],
    ['晒海带的', '水生植物栽培工'],
    ['剥虾的', '水产品原料处理工'],
    ['摘银耳的', '食用菌生产工'],
    ['锂电池工人', '电池制造工'],
    ['带娃阿姨', '婴幼儿发展引导员'],
    ['医院陪护', '医疗护理员'],
    ['挖机师傅', '挖掘铲运和桩工机械司机'],
    ['KTV服务员', '康乐服务员'],
    ['ktv服务员', '康乐服务员'],
  ])('%s → %s', (text, expected) => {
    expect(first(text)).toBe(expected)
  })

  it.each([
    ['明早8点万达广场搬货3个人200一天管午饭', '装卸搬运工'],
    ['急招钢筋工10名,450一天,包吃住', '钢筋工'],
    ['福鼎点头采茶 20 人 日结 包接送', '园艺工'],
    ['酒店宴会端盘子,晚上4小时,25一小时', '餐厅服务员'],
    ['福安湾坞不锈钢厂招打磨工', '磨工'],
  ])('reads a message: %s', (text, expected) => {
    expect(first(text)).toBe(expected)
  })

  it('finds every occupation first by each of its own names', () => {
    for (const o of occupations()) {
      for (const name of [o.officialName, ...o.everydayNames]) {
        expect(first(name), name).toBe(o.officialName)
      }
    }
  })

  it('a word inside a longer name does not count', () => {
    const found = findOccupation('景区服务员').map((m) => m.occupation.officialName)
    expect(found).toEqual(['公共游览场所服务员'])
  })

  it('names two works when a message speaks of two', () => {
    expect(findOccupation('木工、水泥工,来5个').map((m) => m.occupation.officialName)).toEqual(['砌筑工', '手工木工'])
  })

  it('a hint shared by several gives several, none surely', () => {
    const found = findOccupation('普工')
    expect(found.length).toBeGreaterThan(1)
    expect(found.every((m) => m.matchedAs === 'keyword')).toBe(true)
  })

  it('half a name is enough to suggest', () => {
    expect(findOccupation('海带').length).toBeGreaterThan(0)
    expect(findOccupation('师傅', 3)).toHaveLength(3)
    expect(findOccupation('钢筋师')[0]?.occupation.officialName).toBe('钢筋工')
  })

  it('says nothing when nothing fits, and gives no more than asked', () => {
    expect(findOccupation('')).toEqual([])
    expect(findOccupation('hello')).toEqual([])
    expect(findOccupation('服务员 保洁 保安 厨师', 2)).toHaveLength(2)
  })

  it('tells what it matched', () => {
    expect(findOccupation('招采茶工')[0]).toMatchObject({ matchedText: '采茶工', matchedAs: 'everyday' })
  })
})
