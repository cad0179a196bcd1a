import { expect, test } from 'vitest'

import { asksAfter, asksOf, firstHtml, pageOf } from './page.ts'

const start = `<head>
    <link rel="stylesheet" href="/m/assets/uni.css">
    <!--first-head-->
    <script type="module" crossorigin src="/m/assets/index.js"></script>
</head><body><!--first-body--><div id="app"></div></body>`
const files = {
  'pages/jobs/list': { scripts: ['/m/assets/list.js'], styles: ['/m/assets/list.css'] },
  'pages/jobs/detail': { scripts: ['/m/assets/detail.js'], styles: [] },
}
const look = { elder: false, textScale: 1, signedIn: false }
const job = {
  shiftId: 's1',
  postingId: 'p1',
  title: '</script><b>搬货</b>',
  employerName: '李某',
  placeName: '乔洋村',
  payMethod: 'hourly',
  amountFen: 2_550,
  settlementCycle: 'perShift',
  fillMode: 'grab',
  escrow: true,
  insured: false,
  employerVerified: true,
  distanceMeters: null,
  meals: false,
  lodging: false,
  openPlaces: 3,
  startsAt: '2026-11-27T00:00:00Z',
  endsAt: '2026-11-27T09:30:00Z',
  lastEndsAt: '2026-11-27T09:30:00Z',
  shiftCount: 1,
}
const opened = { path: 'pages/jobs/list', query: {}, look }
const [platformUrl, , boardUrl] = asksOf(opened) as [string, string, string]
const answers = {
  [platformUrl]: JSON.stringify({ sandbox: true, now: '2026-11-26T02:00:00Z' }),
  [boardUrl]: JSON.stringify({ items: [job], loosened: false, next: null }),
}

test('asks what the pages ask, with the same addresses', () => {
  expect(asksOf(opened)).toEqual(['/platform', '/sites?limit=1', '/board?sort=newest&limit=20'])
  const posting = '01a21602-9e00-773c-bc09-e5ce1deebb05'
  const detail = { path: 'pages/jobs/detail', query: { posting } }
  expect(asksOf(detail)).toEqual(['/platform', '/sites?limit=1', `/postings/${posting}`])
  expect(asksAfter(detail, { [`/postings/${posting}`]: '{"employer":{"id":"e1"}}' })).toEqual(['/employers/e1/rating'])
  expect(asksOf({ path: 'pages/jobs/detail', query: { posting: '../me' } })).toEqual(['/platform', '/sites?limit=1'])
  expect(asksOf({ path: 'pages/pay/index', query: {} })).toEqual(['/platform', '/sites?limit=1'])
})

test('knows the pages there are', () => {
  expect([pageOf(''), pageOf('employer/hire'), pageOf('no/such')]).toEqual([
    'pages/jobs/list',
    'employer/hire',
    undefined,
  ])
})

test('shows the first jobs before any script, with links; nobody’s words become markup', () => {
  const html = firstHtml(start, opened, answers, files)
  expect(html).toContain('href="/m/pages/jobs/detail?posting=p1&amp;shift=s1"')
  expect(html).toContain('<h2>&lt;/script&gt;&lt;b&gt;搬货&lt;/b&gt;</h2>')
  expect(html).toContain('25.5<span>元/小时</span>')
  expect(html).toContain('明天早上8点到下午5点半')
  expect(html).toContain('用工方已认证')
  expect(html).not.toContain('不感兴趣')
  expect(html).toContain('演示环境')
  expect(html).toContain('data-whole')
  expect(html).toContain('<link rel="modulepreload" crossorigin href="/m/assets/list.js">')
  // The picture waits for no style sheet: they stand below it.
  expect(html.indexOf('/m/assets/uni.css')).toBeGreaterThan(html.indexOf('</nav>'))
  const [, json] = /id="first-answers">(.*?)<\/script>/s.exec(html) ?? []
  const sent = JSON.parse(json ?? '') as { answers: Record<string, string>; soon: string[] }
  expect(sent.answers).toEqual(answers)
  expect(sent.soon).toEqual(['/m/assets/list.js', '/m/assets/list.css', '/m/assets/detail.js'])
})

test('without answers it shows where things will stand, and claims nothing', () => {
  const html = firstHtml(start, opened, {}, files)
  expect(html).toContain('正在加载')
  expect(html).not.toContain('<article')
  expect(html).not.toContain('演示环境')
  expect(html).not.toContain('data-whole')
  const none = { ...answers, [boardUrl]: JSON.stringify({ items: [], loosened: false, next: null }) }
  expect(firstHtml(start, opened, none, files)).not.toContain('data-whole')
})

const postingId = '01a21602-9e00-773c-bc09-e5ce1deebb05'
const jobOpened = { path: 'pages/jobs/detail', query: { posting: postingId, shift: 's2' }, look }
const shifts = [
  { id: 's1', startsAt: '2026-11-27T00:00:00Z', endsAt: '2026-11-27T09:30:00Z', openPlaces: 0 },
  { id: 's2', startsAt: '2026-11-28T00:00:00Z', endsAt: '2026-11-28T09:30:00Z', openPlaces: 2 },
]
const posting = {
  fillMode: 'grab',
  span: 'eachShift',
  hourlyFen: 2_550,
  minAge: 18,
  maxAge: null,
  ageReason: null,
  certificates: [],
  employer: { id: 'e1', name: '<i>李某', verified: true },
  shifts,
  terms: {
    title: '采<茶青',
    payMethod: 'hourly',
    amountFen: 2_550,
    settlementCycle: 'perShift',
    overtimeAmountFen: null,
    breakMinutes: 60,
    breakPaid: false,
    escrow: true,
    insurance: null,
    meals: true,
    lodging: false,
    placeName: '乔洋村',
    address: '茶园路口',
    contactName: '林师傅',
    occupationName: '茶园工',
    description: '采春茶',
    skills: '手脚快',
    bring: null,
  },
}
const jobAnswers = (changed: object = {}) => ({
  [platformUrl]: answers[platformUrl]!,
  [`/postings/${postingId}`]: JSON.stringify({ ...posting, ...changed }),
  '/employers/e1/rating': JSON.stringify({
    average: null,
    ratings: 0,
    maxStars: 5,
    standing: '诚信正常,最近180天临时取消过2个班',
  }),
})

test('draws a job with all there is to know before saying yes', () => {
  const html = firstHtml(start, jobOpened, jobAnswers(), files)
  expect(html).toContain('data-whole')
  expect(html).toContain('<h1>采&lt;茶青</h1>')
  expect(html).toContain('按小时 · 中间休息1小时,不算钱 · 没有安排加班')
  expect(html).toContain('后天早上8点到下午5点半')
  expect(html).toContain('手脚快;年龄18岁以上')
  expect(html).toContain('&lt;i&gt;李某')
  expect(html).toContain('还没有人评价')
  expect(html).toContain('>我要去</span>')
  // Which of the shifts is chosen is said by the picture too.
  expect(html.match(/chip chosen/g)).toHaveLength(1)
})

test.each([
  ['dispatched', { fillMode: 'dispatch' }, jobOpened],
  ['full', { shifts: [{ ...shifts[0]!, id: 's2' }] }, jobOpened],
  ['offered to somebody', {}, { ...jobOpened, query: { ...jobOpened.query, offer: 'o1' } }],
  ['looked at by somebody signed in', {}, { ...jobOpened, look: { ...look, signedIn: true } }],
])('keeps the place of a job that is %s: its page begins otherwise', (_what, changed, opening) => {
  const html = firstHtml(start, opening, jobAnswers(changed), files)
  expect(html).toContain('正在加载')
  expect(html).not.toContain('data-whole')
})

test('in the version and text size this browser is known for', () => {
  const html = firstHtml(start, { ...opened, look: { ...look, elder: true, textScale: 1.5 } }, answers, files)
  expect(html).toContain('--s-text:33px')
  expect(html).toContain('标准版')
  expect(html).toContain('不感兴趣')
})

test('keeps the place of what only the person signed in is shown', () => {
  const html = firstHtml(start, { ...opened, look: { ...look, signedIn: true } }, answers, files)
  expect(html).toContain('正在加载')
  expect(html).not.toContain('<article')
})
