import { expect, it } from 'vitest'

import { checkWords } from './check-words.ts'

const now = Date.parse('2026-11-26T07:50:00+08:00')
const work = {
  state: 'concluded' as const,
  mustSign: false,
  contractId: 'c',
  canCheckIn: false,
  canCheckOut: false,
  checkInFrom: '2026-11-26T07:30:00+08:00',
  endsAt: '2026-11-26T17:00:00+08:00',
  checkedInAt: null,
  checkedOutAt: null,
}

it.each([
  [{ canCheckIn: true }, '到了干活的地方,点下面签到。'],
  [{ checkInFrom: '2026-11-26T12:30:00+08:00' }, '还没到签到的时候,今天中午12点半起可以签到。'],
  [{ mustSign: true }, '合同还没签。先签合同,再签到。'],
  [{ mustSign: true, contractId: null }, '合同正在准备,一会儿就好,请稍等再来。'],
  [
    { canCheckOut: true, checkedInAt: '2026-11-26T07:45:00+08:00' },
    '已签到(今天早上7点45分)。干完了点签退,工时算到那时。',
  ],
  [{ checkedOutAt: '2026-11-26T07:49:00+08:00' }, '已签退(今天早上7点49分)。接下来用工方确认工时。'],
  [
    { endsAt: '2026-11-26T07:40:00+08:00' },
    '这个班已经结束,签不了到了。您要是去干了,请联系用工方补记,或者找驿站帮忙。',
  ],
])('%o: %s', (given, words) => {
  expect(checkWords({ ...work, ...given }, now)).toBe(words)
})
