import { describe, expect, it } from 'vitest'
import { normalise, screenPosting } from './screening.ts'
import type { PostingFacts } from './screening.ts'
import { realPolicy } from './test-packs.ts'

const date = '2026-11-23'
const screen = (text: string, facts: PostingFacts = {}, county?: string): ReturnType<typeof screenPosting> =>
  screenPosting(realPolicy(), { text }, facts, date, { county })
const ruleIds = (text: string): string[] => [...new Set(screen(text).hits.map((hit) => hit.ruleId))]

describe('附1-9 clean postings stay clean', () => {
  it.each([
    '明早8点万达广场搬货3个人,200元一天,管午饭,男女不限',
    '福鼎点头采茶工20名,按斤算钱,包吃包住,当天结清',
    '霞浦晒海带,男女均可,身体健康就行,160元一天',
    '电子厂普工,免体检,不收押金,无任何费用',
    '无押金,不收取任何费用,包吃包住,车接车送',
    '不收中介费、服装费,工作服由公司提供',
    '首次体检免费,工作服免费提供',
    '微信支付,当天到账;也可以打到银行卡',
    '不押工资,每月22号准时发工资',
    '照顾八十岁老人,做饭洗衣,26元一小时',
    '带2岁小孩,会做饭,每天4小时',
    '接送7岁的孩子上下学',
    '教初中生数学,每小时75元',
    '男、女工友都要,干一天算一天',
    '打扫女厕和男更衣室,每天3小时',
    '照顾孕妇,做月子餐',
    '欢迎残疾人报名,有坡道和电梯',
    '年龄不限,能吃苦就行',
    '停车收费员,每班8小时,23元一小时',
    '本地外地都要,包住',
    '婚否不限,会开三轮车',
    '工地小工,要持健康证的帮厨一名',
    '蕉城区八都镇,早6点到11点,挖鱼塘泥,30元一小时',
    '要求先通过平台完成实名认证',
    '严禁雇用童工,须带身份证',
    '反赌博宣传活动发传单,两小时',
    '搬运,每件25斤以内,一天搬300件',
    '上班时间18:00-22:00,15到20分钟到',
    '2024-2026年的货架重新上架',
    '招普工5名,熟练工优先',
    '招男女普工10名',
    '家政保洁，擦玻璃，2小时80元，自带工具',
    '工资当天结清，绝不拖欠，不扣押金',
    '年龄18周岁以上，有身份证就行',
    '女装店理货,周末两天,每天200元',
    '柘荣剪刀厂,妇女节前赶货,计件',
  ])('%s', (text) => {
    expect(screen(text).hits).toEqual([])
  })
})

describe('就业促进法 discrimination', () => {
  it.each([
    ['只招男性,搬货', 'sex.only'],
    ['限女,餐厅洗碗', 'sex.only'],
    ['招女工,剥虾', 'sex.only'],
    ['要求:女,会做饭', 'sex.only'],
    ['搬货,女士勿扰', 'sex.only'],
    ['包装工,女,18-45岁', 'sex.only'],
    ['传单派发女生5名', 'sex.only'],
    ['招女服务员', 'sex.inJobTitle'],
    ['陪护医院老人,男护工优先', 'sex.inJobTitle'],
    ['最好是女生', 'sex.preferred'],
    ['男性优先', 'sex.preferred'],
    ['采茶以女性为主', 'sex.preferred'],
    ['男生200元一天,女生150元一天', 'sex.differentPay'],
    ['已婚已育优先', 'marriage.childbirth'],
    ['孕妇勿扰', 'marriage.childbirth'],
    ['三年内不得怀孕', 'marriage.childbirth'],
    ['限汉族', 'ethnicity'],
    ['少数民族勿扰', 'ethnicity'],
    ['无宗教信仰', 'religion'],
    ['残疾人勿扰', 'disability'],
    ['要求四肢健全', 'disability'],
    ['体检要查乙肝两对半', 'pathogen'],
    ['无传染病', 'pathogen.infectious'],
    ['不要外地人', 'origin.region'],
    ['河南人勿扰', 'origin.region'],
    ['限本地户口', 'origin.region'],
    ['本地人优先', 'origin.preferred'],
  ])('%s → %s', (text, ruleId) => {
    expect(ruleIds(text)).toContain(ruleId)
  })
})

describe('other rules', () => {
  it.each([
    ['招15-40岁搬运工', 'age.minorAsked'],
    ['年满15周岁即可', 'age.minorAsked'],
    ['初中生也可以', 'age.childWorker'],
    ['不用身份证,来了就干', 'age.childWorker'],
    ['17~42岁', 'age.minorAllowed'],
    ['18-45岁', 'age.limit'],
    ['55岁以下', 'age.limit'],
    ['年轻人优先', 'age.limit'],
    ['每人交押金200元', 'fee.deposit'],
    ['服装费100元自理', 'fee.deposit'],
    ['报名费:50', 'fee.deposit'],
    ['不收押金但要交服装费', 'fee.deposit'],
    ['上班要扣押身份证', 'fee.deposit'],
    ['车费自理,满月报销车费', 'fee.travelSelf'],
    ['学费可以分期付款', 'fee.trainingLoan'],
    ['招刷单员,日结', 'fraud.fakeOrders'],
    ['点赞关注返佣', 'fraud.fakeOrders'],
    ['闲鱼app实名认证,完成立结', 'fraud.identity'],
    ['高价收微信号', 'fraud.accounts'],
    ['出租银行卡,一天500', 'fraud.accounts'],
    ['淘宝号无黑号,单结', 'fraud.accounts'],
    ['KTV招女服务员陪酒', 'unlawful.work'],
    ['缅北高薪招工', 'unlawful.overseas'],
    ['隐秘录像', 'unlawful.covert'],
    ['打电话13800001111', 'contact.phone'],
    ['电话138 0000 1111', 'contact.phone'],
    ['电话:13800001111', 'contact.phone'],
    ['一三八零零零零一一一一', 'contact.phone'],
    ['加微信报名', 'contact.wechat'],
    ['有兴趣联系V信', 'contact.wechat'],
    ['QQ:12345678', 'contact.qq'],
    ['详情 https://example.com/a', 'contact.link'],
    ['受伤自己负责', 'term.noLiability'],
    ['不提供任何保险', 'term.noInsurance'],
    ['不满一个月扣2元', 'term.payDeduction'],
    ['试工三天不发工资', 'term.payDeduction'],
    ['压一个月工资', 'term.payWithheld'],
    ['必须接受加班', 'term.forcedOvertime'],
    ['日薪5000元', 'pay.unrealisticText'],
    ['工资面议', 'pay.negotiable'],
    ['身高170以上', 'appearance'],
    ['无案底', 'criminalRecord'],
  ])('%s → %s', (text, ruleId) => {
    expect(ruleIds(text)).toContain(ruleId)
  })

  it('16 to 18 is sent to review, under 16 blocked, 18 only asked for the reason', () => {
    expect(screen('15-40岁').outcome).toBe('block')
    expect(screen('16-40岁').outcome).toBe('review')
    expect(screen('18-40岁').outcome).toBe('warn')
  })
})

describe('what a hit says', () => {
  it('names field, words and positions in the text as written, the article and the way out', () => {
    const fields = { title: '搬货', requirements: '能搬重物,只招男性' }
    const result = screenPosting(realPolicy(), fields, {}, date)
    expect(result.outcome).toBe('block')
    expect(result.hits).toEqual([
      expect.objectContaining({
        ruleId: 'sex.only',
        severity: 'block',
        words: '只招男性',
        where: { field: 'requirements', start: 5, end: 9 },
        article: expect.stringContaining('第二十七条'),
        wayOutZh: expect.stringContaining('删掉性别要求'),
      }),
    ])
  })

  it('finds full-width digits at their own positions', () => {
    const digits = [...'13800001111'].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('')
    const phone = screen(`电话\uFF1A${digits}`).hits.find((hit) => hit.ruleId === 'contact.phone')
    expect(phone).toMatchObject({ words: digits, where: { start: 3, end: 14 } })
    expect(normalise(digits)).toBe('13800001111')
  })

  it('puts the gravest first and rests on the word lists it used', () => {
    const result = screen('18-45岁,押金100元')
    expect(result.hits.map((hit) => hit.severity)).toEqual(['block', 'warn'])
    expect(result.basis.map((item) => item.key)).toEqual(expect.arrayContaining(['screening.age', 'screening.fees']))
  })
})

describe('structured facts', () => {
  it.each([
    [{ hourlyPayFen: 2149 }, '350981', 'pay.belowMinimum'],
    [{ hourlyPayFen: 1999 }, '350926', 'pay.belowMinimum'],
    [{ hourlyPayFen: 20_001 }, '350926', 'pay.unrealisticHourly'],
    [{ dailyPayFen: 150_001 }, '350926', 'pay.unrealisticDaily'],
    [{ minAgeAsked: 15 }, '350926', 'age.factMinor'],
    [{ minAgeAsked: 17, occupationForbiddenForMinors: true }, '350926', 'age.factForbiddenForMinors'],
    [{ maxAgeAsked: 50 }, '350926', 'age.factLimit'],
    [{ workerPaysFen: 1 }, '350926', 'fee.factWorkerPays'],
  ])('%j at %s → %s', (facts, county, ruleId) => {
    expect(screen('搬货', facts, county).hits.map((hit) => [hit.ruleId, hit.where])).toEqual(
      expect.arrayContaining([[ruleId, null]]),
    )
  })

  it.each([
    [{ hourlyPayFen: 2150 }, '350981'],
    [{ hourlyPayFen: 2000 }, '350926'],
    [{ workerPaysFen: 0, minAgeAsked: 18, occupationForbiddenForMinors: true, maxAgeAsked: null }, '350926'],
  ])('%j at %s is clean', (facts, county) => {
    expect(screen('搬货', facts, county).outcome).toBe('clean')
  })

  it('the wage compared is that of the day', () => {
    const before = screenPosting(realPolicy(), {}, { hourlyPayFen: 1900 }, '2025-03-31', { county: '350981' })
    const after = screenPosting(realPolicy(), {}, { hourlyPayFen: 1900 }, '2025-04-01', { county: '350981' })
    expect([before.outcome, after.outcome]).toEqual(['clean', 'block'])
  })
})
