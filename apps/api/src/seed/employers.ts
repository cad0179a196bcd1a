import { reservedUscc } from '@linggong/reference'
import type { EmployerKind } from '@linggong/contract'
import type { SeedEmployer } from '../modules/identity/seeding.ts'
import { dayMs, type Frame } from './frame.ts'
import type { Unit } from './ground.ts'
import type { Person } from './people.ts'
import type { Random } from './random.ts'
import { templates, templatesOf } from './all-templates.ts'
import { trades, type Trade } from './templates.ts'

export type Employer = SeedEmployer & {
  unit: Unit
  trade: Trade | 'agency'
  owner: Person
  /** Ciphertext of the contact's number for postings; one per employer is enough. */
  postingPhone: Buffer
}

type Naming = { kinds: Partial<Record<EmployerKind, number>>; ends: Partial<Record<EmployerKind, readonly string[]>> }

const firm = (...ends: string[]): Naming => ({ kinds: { company: 1 }, ends: { company: ends } })

/** Which kinds of employers a trade has, and how their names end. */
const namings: Record<Trade | 'agency', Naming> = {
  tea: {
    kinds: { company: 4, cooperative: 3, soleTrader: 3 },
    ends: {
      company: ['茶业有限公司', '生态茶业有限公司'],
      cooperative: ['茶叶专业合作社'],
      soleTrader: ['茶叶加工厂', '茶行'],
    },
  },
  fishery: {
    kinds: { company: 4, cooperative: 2, soleTrader: 4 },
    ends: {
      company: ['水产有限公司', '海洋食品有限公司'],
      cooperative: ['水产养殖专业合作社'],
      soleTrader: ['养殖场', '水产行'],
    },
  },
  battery: firm('新能源材料有限公司', '电池配件有限公司', '新能源科技有限公司'),
  steel: firm('不锈钢制品有限公司', '金属材料有限公司', '钢结构有限公司'),
  fungi: {
    kinds: { company: 2, cooperative: 4, soleTrader: 3 },
    ends: { company: ['菌业有限公司'], cooperative: ['食用菌专业合作社'], soleTrader: ['菌菇场', '银耳加工厂'] },
  },
  tourism: {
    kinds: { company: 3, soleTrader: 5 },
    ends: { company: ['旅游开发有限公司', '酒店管理有限公司'], soleTrader: ['民宿', '客栈'] },
  },
  catering: {
    kinds: { company: 2, soleTrader: 6 },
    ends: { company: ['餐饮管理有限公司'], soleTrader: ['饭店', '海鲜楼', '小吃店'] },
  },
  homeService: firm('家政服务有限公司', '保洁服务有限公司', '养老服务有限公司'),
  household: { kinds: { household: 1 }, ends: { household: [''] } },
  construction: firm('建设工程有限公司', '建筑劳务有限公司', '装饰工程有限公司'),
  logistics: {
    kinds: { company: 4, soleTrader: 2 },
    ends: { company: ['物流有限公司', '快递服务有限公司'], soleTrader: ['货运部', '快递服务站'] },
  },
  herbs: {
    kinds: { cooperative: 3, company: 2 },
    ends: { cooperative: ['太子参专业合作社'], company: ['中药材有限公司'] },
  },
  blades: firm('刀剪有限公司', '五金制品有限公司'),
  retail: {
    kinds: { company: 2, soleTrader: 4 },
    ends: { company: ['商贸有限公司', '超市有限公司'], soleTrader: ['超市', '便利店'] },
  },
  farm: {
    kinds: { cooperative: 4, soleTrader: 4, company: 1 },
    ends: { cooperative: ['果蔬专业合作社'], soleTrader: ['家庭农场'], company: ['农业开发有限公司'] },
  },
  factory: firm('包装材料有限公司', '电机有限公司', '食品有限公司'),
  public: { kinds: { publicBody: 1 }, ends: { publicBody: ['便民服务中心', '文化服务中心', '社区服务中心'] } },
  village: { kinds: { villageCollective: 1 }, ends: { villageCollective: ['股份经济合作社'] } },
  agency: firm('人力资源有限公司'),
}

const usccPrefix: Partial<Record<EmployerKind, string>> = {
  soleTrader: '92',
  cooperative: '93',
  publicBody: '12',
  villageCollective: 'N2',
}
const firsts = [...'福安鼎盛永兴瑞祥金海山茗源丰润华泰嘉恒信德宏达裕和顺天绿春秋东昌隆康佳美家旺']
const seconds = [...'源丰茗海山泰达信和兴隆盛祥润康乐旺佳茂华荣发通顺峰林泉云岚溪湾岭川桥禾谷']

export type EmployerMaker = {
  make(random: Random, unit: Unit, trade: Trade | 'agency', at: number, owner: Person, name?: string): Employer
}

/** Names are unique in the city; reserved social credit codes are counted from `firstCode`. */
export function employerMaker(frame: Frame, firstCode: number): EmployerMaker {
  const used = new Set<string>()
  let codes = firstCode

  function nameFor(random: Random, unit: Unit, kind: EmployerKind, ends: readonly string[], owner: Person): string {
    if (kind === 'household') return owner.name
    const short = unit.letter === 'D' ? '宁德东侨' : unit.name
    for (let tries = 0; ; tries++) {
      const end = random.pick(ends)
      const word = `${random.pick(firsts)}${random.pick(seconds)}${tries > 20 ? random.pick(firsts) : ''}`
      const town = random.pick(unit.towns)
      const village = random.pick(
        unit.villages.get(town.code)?.length ? (unit.villages.get(town.code) ?? [town]) : [town],
      )
      const name =
        kind === 'villageCollective'
          ? // A village has several: its groups (小组) each keep one.
            `${short}${town.displayName}${village.displayName}${tries > 5 ? `第${random.int(1, 20)}小组` : ''}${end}`
          : kind === 'publicBody'
            ? `${short}${town.displayName}${tries > 5 ? village.displayName : ''}${tries > 20 ? `第${random.int(1, 9)}` : ''}${end}`
            : `${short}${word}${end}`
      if (used.has(name)) continue
      used.add(name)
      return name
    }
  }

  return {
    make(random, unit, trade, at, owner, fixedName) {
      const { kinds, ends } = namings[trade]
      const options = Object.entries(kinds) as Array<[EmployerKind, number]>
      const kind = options[random.weighted(options.map((one) => one[1]))]?.[0] ?? 'company'
      const name = fixedName ?? nameFor(random, unit, kind, ends[kind] ?? [''], owner)
      used.add(name)
      // Verified within the last months: the next check lies ahead.
      const verifiedMs = Math.max(at, frame.nowMs - random.int(1, 120) * dayMs)
      const months = frame.policy.number('employer.reverifyMonths', frame.today)
      return {
        id: random.id(at),
        kind,
        name,
        uscc: kind === 'household' ? null : reservedUscc(codes++, usccPrefix[kind] ?? '91'),
        personId: kind === 'household' ? owner.id : null,
        legalPersonName: kind === 'household' ? null : owner.name,
        agencyLicence: trade === 'agency' ? `35090${random.int(10_000, 99_999)}号` : null,
        county: unit.code,
        town: owner.town,
        address: `${random.pick(unit.towns).displayName}${random.int(1, 300)}号`,
        contactName: owner.name,
        contactPhone: owner.phone,
        state: 'verified',
        createdAt: new Date(at),
        verifiedAt: new Date(verifiedMs),
        reverifyBy: new Date(verifiedMs + months * 30 * dayMs),
        paidEngagements: 0,
        unit,
        trade,
        owner,
        postingPhone: frame.keyring.encrypt('postings.contact_phone', owner.phone ?? ''),
      }
    },
  }
}

/** How strongly each trade is at home in a unit: the weights of its templates there. */
export function tradeWeights(unit: Unit): number[] {
  return trades.map((trade) => {
    if (trade === 'household') return 12
    return templatesOf(trade).reduce((sum, template) => sum + (template.units[unit.letter] ?? 0), 0)
  })
}

/** Templates an employer could post for work in this month. */
export function possibleTemplates(employer: Pick<Employer, 'trade' | 'unit'>, month: number) {
  const list =
    employer.trade === 'agency'
      ? templates.filter((one) => ['battery', 'factory', 'logistics'].includes(one.trade))
      : templatesOf(employer.trade)
  return list.filter((one) => (one.units[employer.unit.letter] ?? 0) > 0 && (one.months?.includes(month) ?? true))
}
