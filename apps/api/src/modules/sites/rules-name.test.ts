import { fileURLToPath } from 'node:url'
import { loadPolicy } from '@linggong/policy'
import { describe, expect, test } from 'vitest'
import { unitNames } from './lists.ts'
import { checkName } from './rules-name.ts'

const policy = loadPolicy(fileURLToPath(new URL('../../../../../policy-packs', import.meta.url)))
function listOf(key: 'site.namingLooseKinds' | 'site.namingCompanyWords' | 'site.namingTraditionalSigns') {
  const found = policy.answer(key, '2026-09-21', { county: '350982' })
  if (found.status !== 'inForce') throw new Error(`${key} is not in force`)
  return found.value
}
const words = {
  units: unitNames(),
  looseKinds: listOf('site.namingLooseKinds'),
  companyWords: listOf('site.namingCompanyWords'),
  traditionalSigns: listOf('site.namingTraditionalSigns'),
}
const fuding = (name: string, kind: 'market' | 'station' = 'station') =>
  checkName({ name, county: '350982', kind }, words)

describe('站点名称:××县(市、区)××(社区或行业)零工市场(驿站)', () => {
  test('写对的,一处一处认出来', () => {
    expect(fuding('福鼎市山前街道零工驿站')).toEqual({
      right: true,
      county: '福鼎市',
      place: '山前街道',
      kind: 'station',
      problems: [],
      suggestion: '福鼎市山前街道零工驿站',
    })
    expect(checkName({ name: '宁德市东侨湖滨社区零工市场', county: '350902500', kind: 'market' }, words).right).toBe(
      true,
    )
  })

  test.each([
    ['福鼎山前零工驿站', '福鼎市山前零工驿站', '“福鼎”要写全:福鼎市'],
    ['山前街道零工驿站', '福鼎市山前街道零工驿站', '名称要以“福鼎市”开头'],
    ['宁德市福鼎市山前街道零工驿站', '福鼎市山前街道零工驿站', '名称从县(市、区)写起,前面不用写省和市'],
    ['福鼎市山前街道就业服务站', '福鼎市山前街道零工驿站', '名称要以“零工驿站”结尾'],
    ['福鼎市山前街道零工市场', '福鼎市山前街道零工驿站', '登记的是零工驿站,名称写的是零工市场'],
    ['福安市山前街道零工驿站', '福鼎市山前街道零工驿站', '登记的是福鼎市,名称写的是福安市'],
    ['福鼎市福鼎山前零工驿站', '福鼎市山前零工驿站', '县(市、区)写了两遍'],
    ['福鼎市点头（镇）零工驿站', '福鼎市点头镇零工驿站', '名称里不要括号、标点和别的符号'],
    ['福鼎市点头镇零工驿站（筹）', '福鼎市点头镇零工驿站', '名称里不要括号、标点和别的符号'],
    ['福建省福鼎市点头镇零工驿站', '福鼎市点头镇零工驿站', '名称从县(市、区)写起,前面不用写省和市'],
    ['福鼎县点头镇零工驿站', '福鼎市点头镇零工驿站', '“福鼎县”要写全:福鼎市'],
    ['福鼎市点头镇零工驿站零工驿站', '福鼎市点头镇零工驿站', '“零工驿站”只在最后写一次'],
    ['福鼎市 点头镇 零工驿站', '福鼎市点头镇零工驿站', '名称里不要有空格'],
  ])('%s → %s', (name, suggestion, problem) => {
    const checked = fuding(name)
    expect(checked).toMatchObject({ right: false, suggestion })
    expect(checked.problems).toContain(problem)
    // What is suggested is right itself.
    expect(fuding(suggestion).problems).toEqual([])
  })

  test('猜不准的不给建议:写了两个县、编号在后面、没有地名、繁体字', () => {
    for (const [name, problem] of [
      ['福鼎市福安市坂中零工驿站', '又写了福安市,只写登记的县(市、区)'],
      ['福鼎市点头镇零工驿站2号', '“零工驿站”只在最后写一次'],
      ['福鼎市123零工驿站', '中间要写到哪个社区、村、街道、地点或行业,如“湖滨社区”“建筑业”'],
      ['福鼎市點頭鎮零工驛站', '名称用简体字写'],
    ] as const) {
      expect(fuding(name)).toMatchObject({ right: false, suggestion: null })
      expect(fuding(name).problems).toContain(problem)
    }
  })

  test('路名、车站跟着县名叫的,不算写了两遍', () => {
    expect(checkName({ name: '蕉城区蕉城南路零工市场', county: '350902', kind: 'market' }, words).problems).toEqual([])
    expect(fuding('福鼎市福鼎站零工驿站').problems).toEqual([])
  })

  test('没有写地方、写了公司名的,猜不出来就不乱猜;错处一次说全', () => {
    expect(fuding('福鼎市零工驿站')).toMatchObject({ right: false, place: null, suggestion: null })
    expect(fuding('海川人力资源有限公司').problems).toEqual([
      '名称要以“福鼎市”开头',
      '名称要以“零工驿站”结尾',
      '名称里写地点或行业,不写公司名',
    ])
  })
})
