import { authenticatorCode } from '../../api/test/journey/staff.ts'
import type { Scene } from '../../api/test/journey/story.ts'
import { later, type As } from '../../api/test/journey/world.ts'
import { staffAccount } from './sign-in.ts'
import type { DeskWho, Screen } from './who.ts'

const county = '350982'

/** The quarters that are over, the last one first: `2026Q3`. */
function quartersBehind(now: string, count: number): string[] {
  const [year, month] = [Number(now.slice(0, 4)), Number(now.slice(5, 7))]
  const last = year * 4 + Math.floor((month - 1) / 3) - 1
  return Array.from({ length: count }, (_none, n) => `${Math.floor((last - n) / 4)}Q${((last - n) % 4) + 1}`)
}

/** Sample staff signed in by their role’s title. */
async function desk({ world }: Scene, role: string): Promise<As> {
  const account = staffAccount(world, role)
  const totpCode = authenticatorCode(world, account)
  const body = { login: account.login, password: account.password ?? '', totpCode }
  const { token } = await world.call('signInStaff', { body }, { channel: 'api' })
  return { token, channel: 'console' }
}

const pageOf = (who: DeskWho, name: string, address: string): Screen => ({
  front: '工作台',
  name,
  who,
  address: `/console${address}`,
})

type Reached = 'compiled' | 'signed' | 'restated'

/** Brings a quarter's report as far as that, from wherever it stands: pictures may be taken of a platform that runs. */
async function bring({ world }: Scene, [officer, second]: readonly [As, As], quarter: string, to: Reached) {
  const params = { county, quarter }
  const read = () => world.call('getQuarterlyReport', { params }, officer)
  if ((await read()).state === null) {
    await world.call('compileQuarterlyReport', { params, body: {} }, officer)
    const body = { figure: 'staff' as const, value: 46, reason: '两个驿站的志愿者没有登记,按排班表补上' }
    await world.call('correctFigure', { params, body }, officer)
  }
  if (to === 'compiled') return
  const { state, revision } = await read()
  if (state === 'compiled' && revision === 1) {
    const narrative = '清晨六点开门,先到先派;\n茶季在村口设临时点,驿站的人上门登记。'
    await world.call('writeNarrative', { params, body: { narrative, problems: '山里的驿站网络时断时续。' } }, officer)
    await world.call('signQuarterlyReport', { params, body: {} }, second)
  }
  if (to === 'restated' && (await read()).state === 'signed')
    await world.call(
      'restateQuarterlyReport',
      { params, body: { reason: { code: 'lateRows' as const, note: '管阳驿站补登' } } },
      officer,
    )
}

/** A county’s report not begun, compiled with a correction, signed, and being reported anew; the city’s with one county. */
async function reports(scene: Scene, city: As): Promise<Screen[]> {
  const { world } = scene
  const { now } = await world.call('getClock', {})
  const [compiled = '', signed = '', restated = '', none = ''] = quartersBehind(now, 4)
  const both = [await desk(scene, '福鼎市人社'), await desk(scene, '福鼎市人社(复核)')] as const
  await bring(scene, both, compiled, 'compiled')
  await bring(scene, both, signed, 'signed')
  await bring(scene, both, restated, 'restated')
  await world.call('mergeCityReport', { params: { quarter: signed }, body: {} }, city)
  const one = (name: string, quarter: string) =>
    pageOf('countyOfficer', `/reports/county · ${name}`, `/reports/county?county=${county}&quarter=${quarter}`)
  return [
    one('还没有汇总', none),
    one('已汇总,有更正', compiled),
    one('已签发', signed),
    one('重报中', restated),
    pageOf('cityOfficer', '/reports · 全市,有超期的', `/reports?quarter=${compiled}`),
    pageOf('cityOfficer', '/reports/city · 还没有县签发', `/reports/city?quarter=${none}`),
    pageOf('cityOfficer', '/reports/city · 和上季度比,有县后来签发', `/reports/city?quarter=${compiled}`),
    pageOf('cityOfficer', '/reports/city · 已汇总', `/reports/city?quarter=${signed}`),
  ]
}

/** Where points are given: by the site, by the county, by the city for one that was drawn. */
async function scoring({ world }: Scene, city: As, operator: As): Promise<Screen[]> {
  const query = { limit: 100 }
  const { items } = await world.call('listAssessments', { query }, city)
  const own = await world.call('listAssessments', { query }, operator)
  const found = [
    ['marketOperator', '站点自评', own.items.find(({ state }) => state === 'opened')],
    ['countyOfficer', '县级评分', items.find((one) => one.county === county && one.state === 'selfAssessed')],
    ['cityOfficer', '市级抽查', items.find(({ state, drawn }) => state === 'scored' && drawn === true)],
  ] as const
  return found.flatMap(([who, name, one]) => {
    if (!one) console.log(`  nothing of the sample data is at «${name}»: not looked at`)
    return one ? [pageOf(who, `/assessments/:id/score · ${name}`, `/assessments/${one.id}/score`)] : []
  })
}

/** States of the programme’s pages that stand in the query, or that are another desk’s turn. */
export async function programmeScreens(scene: Scene): Promise<Screen[]> {
  // A code of the second factor counts once: whoever has signed in before waits for the next one.
  await scene.until(later(scene.world.clock.now(), 2))
  const city = await desk(scene, '市人社局')
  const operator = await desk(scene, '运营机构(零工市场)')
  return [
    ...(await reports(scene, city)),
    ...(await scoring(scene, city, operator)),
    pageOf('cityOfficer', '/notices · 市局的', '/notices'),
    pageOf('countyOfficer', '/notices · 没看过的', '/notices?unread=true'),
    pageOf('auditor', '/notices · 没有通知', '/notices'),
    pageOf('countyOfficer', '/cockpit/rows · 该做没做的', '/cockpit/rows?group=late'),
    pageOf('countyOfficer', '/cockpit/rows · 要看一看的', '/cockpit/rows?group=wrong'),
    pageOf('cityOfficer', '/cockpit/rows · 已超时的', '/cockpit/rows?group=waiting&age=late'),
    pageOf('cityOfficer', '/cockpit/rows · 一件也没有', '/cockpit/rows?figure=arrearsOpen'),
    pageOf('countyOfficer', '/siting · 图钉移过', '/siting?pin=27.25000,120.15000'),
    pageOf('countyOfficer', '/referrals · 抽中回访的', '/referrals?show=sampled'),
    pageOf('cityOfficer', '/build-targets · 全市', '/build-targets'),
    pageOf('siteManager', '/assessments · 站点的', '/assessments'),
  ]
}
