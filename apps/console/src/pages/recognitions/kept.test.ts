import { expect, test } from 'vitest'
import type { Kept } from './kept.ts'
import { slipsAt, unfinished } from './unfinished.ts'

const kept: Kept = {
  staffId: 'p',
  recognitionId: 'r',
  inspectionId: 'i',
  requestId: 'q',
  siteId: 's',
  siteName: '福鼎市山前街道零工驿站',
  address: '山前街道1号',
  checklist: [
    {
      id: 'area',
      clause: '附1-3',
      title: '服务场所面积达标',
      level: 'must',
      levelLabel: '必须',
      adjustable: false,
      statusLabel: '登记里有',
      note: null,
    },
    {
      id: 'scanner',
      clause: '附1-7',
      title: '配备扫描仪',
      level: 'must',
      levelLabel: '必须',
      adjustable: true,
      statusLabel: '登记里没有',
      note: null,
    },
  ],
  items: [
    { item: 'area', result: 'fail', note: '' },
    { item: 'scanner', result: '', note: '' },
  ],
  photos: [],
  area: '三十',
  place: null,
  startedAt: '2026-11-20T09:00:00+08:00',
  inspectorName: '周丽芳',
  inspectorSignature: '',
  sitePersonName: '',
  siteSignature: 'M1 1L2 2L3 3',
  note: '',
  finishedAt: null,
}

test('还没填全的一次说全;填全了就没有', () => {
  expect(unfinished(kept)).toEqual([
    '服务场所面积达标不符合,请写一句哪里不符合',
    '配备扫描仪还没有看',
    '量得的面积写数字,如 38.5,没有量就空着',
    '请写站点在场人的姓名',
    '查看人还没有签名',
  ])
  const whole: Kept = {
    ...kept,
    items: [
      { item: 'area', result: 'pass', note: '' },
      { item: 'scanner', result: 'notApplicable', note: '用隔壁的' },
    ],
    area: '38.5',
    sitePersonName: '林茶香',
    inspectorSignature: 'M1 1L2 2L3 3',
  }
  expect(unfinished(whole)).toEqual([])
})

test('很多项没看的合成一句,写明在哪几条;每一项自己也说', () => {
  const many: Kept = {
    ...kept,
    checklist: Array.from({ length: 7 }, (_none, n) => ({
      ...kept.checklist[0]!,
      id: `item-${n}`,
      clause: n < 5 ? '附1-3' : '附1-7',
      title: `第${n + 1}项`,
    })),
    items: [{ item: 'item-0', result: 'fail', note: '' }],
  }
  expect(unfinished(many).slice(0, 2)).toEqual(['还有6项没有看,在附1-3、附1-7', '第1项不符合,请写一句哪里不符合'])
  expect(slipsAt(many).get('item:item-6')).toBe('第7项还没有看')
  expect(slipsAt(many).get('area')).toBe('量得的面积写数字,如 38.5,没有量就空着')
})
