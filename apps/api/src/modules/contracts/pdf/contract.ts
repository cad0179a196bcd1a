import QRCode from 'qrcode'
import { UnprintableText, unprintableCharacters } from './fonts.ts'
import { CONTENT_WIDTH, QUIET, Sheet, WARNING } from './sheet.ts'
import { grouped, numeralZh, timeZh } from './words.ts'

/** A party as printed. Identity values come masked or whole: the caller decides who gets which copy. */
export type ContractParty = {
  /** 甲方（用工方）, 乙方（零工人员）. */
  roleZh: string
  name: string
  identity: { label: string; value: string }[]
}

export type ContractSigning = {
  /** 甲方 or 乙方, as in `parties`. */
  party: string
  name: string
  /** ISO 8601 with offset. */
  signedAt: string
  /** 微信小程序, 服务站窗口 … */
  channel: string
  /** What besides the tap proved the intent: 短信验证码, 人脸识别 … */
  factorZh: string
  device: string
}

/** Everything that is printed; nothing is looked up. Times are ISO 8601 with offset. */
export type ContractDocument = {
  title: string
  number: string
  /** The contract kind's identifier (glossary), kept in the file's keywords. */
  kind: string
  /** When the text was drawn up. */
  createdAt: string
  parties: ContractParty[]
  /** Work, place, time, pay and how it is reckoned, settlement, meals and lodging, insurance … in print order. */
  terms: { label: string; value: string }[]
  /** `article`: the article of law a clause rests on, as printed; empty when none. */
  clauses: { heading: string; text: string; article: string }[]
  whyThisKindZh: string
  signings: ContractSigning[]
  /** 64 hex digits: `canonicalHash` of the contract's data. */
  canonicalSha256: string
  verifyCode: string
  verifyUrl: string
  /** Sealed with sandbox certificates: says so on the first and on the certificate page. */
  sandbox: boolean
  /** Concluded before this platform, taken over as data: says so. */
  importedHistory?: boolean
}

export const SANDBOX_NOTICE_ZH = '沙箱签名，没有法律效力。这份文件由演示系统生成，只用于试用和测试。'
const HISTORY_NOTICE_ZH = '历史导入记录：这份文件根据导入的历史数据生成，当时没有在本平台签署。'

/**
 * Draws the contract. The same document gives the same bytes.
 * Errors: `UnprintableText` when a character has no glyph, `RangeError` for a malformed time.
 */
export function renderContract(contract: ContractDocument): Buffer {
  refuseUnprintable(contract)
  const sheet = new Sheet({
    title: `${contract.title} ${contract.number}`,
    left: contract.title,
    right: `合同编号 ${contract.number}`,
    createdAt: new Date(contract.createdAt),
    keywords: [contract.kind, contract.number, contract.verifyCode].join(' '),
  })
  sheet.text(contract.title, { size: 21, weight: 'bold', align: 'centre', spaceAfter: 4 })
  sheet.text(`合同编号 ${contract.number}`, { size: 11, colour: QUIET, align: 'centre', spaceAfter: 10 })
  notices(sheet, contract)
  parties(sheet, contract.parties)
  sheet.heading('干什么活、怎么算钱')
  sheet.table(contract.terms)
  sheet.space(4)
  sheet.box('为什么签这种合同', contract.whyThisKindZh)
  clauses(sheet, contract.clauses)
  certificatePage(sheet, contract)
  return sheet.finish()
}

/** Every character of the document that cannot be printed, each once. Empty: it can be rendered. */
export function unprintableInDocument(document: unknown): string[] {
  const found = new Set<string>()
  const visit = (value: unknown): void => {
    if (typeof value === 'string') for (const character of unprintableCharacters(value)) found.add(character)
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit)
  }
  visit(document)
  return [...found]
}

export function refuseUnprintable(document: unknown): void {
  const characters = unprintableInDocument(document)
  if (characters.length > 0) throw new UnprintableText(characters)
}

function notices(sheet: Sheet, contract: ContractDocument): void {
  if (contract.sandbox) sheet.box('', SANDBOX_NOTICE_ZH, WARNING)
  if (contract.importedHistory) sheet.box('', HISTORY_NOTICE_ZH, WARNING)
}

function parties(sheet: Sheet, all: readonly ContractParty[]): void {
  sheet.heading('双方')
  for (const party of all) {
    sheet.table([
      { label: party.roleZh, value: party.name },
      ...party.identity.map(({ label, value }) => ({ label, value })),
    ])
  }
}

function clauses(sheet: Sheet, all: ContractDocument['clauses']): void {
  sheet.heading('约定')
  all.forEach((clause, index) => {
    sheet.reserve(60)
    sheet.text(`第${numeralZh(index + 1)}条 ${clause.heading}`, { size: 12.5, weight: 'bold', spaceAfter: 1 })
    sheet.text(clause.text, { spaceAfter: clause.article ? 0 : 8 })
    if (clause.article) sheet.text(`依据：${clause.article}`, { size: 10.5, colour: QUIET, spaceAfter: 8 })
  })
}

/** The page that says who signed what, when and how, and how anybody can check it. */
function certificatePage(sheet: Sheet, contract: ContractDocument): void {
  sheet.newPage()
  sheet.text('签署证明', { size: 19, weight: 'bold', align: 'centre', spaceAfter: 8 })
  notices(sheet, contract)
  if (contract.signings.length === 0) sheet.text('还没有人签署。')
  for (const signing of contract.signings) {
    sheet.table([
      { label: signing.party, value: signing.name },
      { label: '签署时间', value: `${timeZh(signing.signedAt)}（北京时间）` },
      { label: '在哪里签的', value: signing.channel },
      { label: '怎样确认本人', value: signing.factorZh },
      { label: '使用的设备', value: signing.device },
    ])
  }
  sheet.heading('怎样查验这份合同')
  verification(sheet, contract)
}

export type Verifiable = { verifyCode: string; verifyUrl: string; canonicalSha256: string }

/** The code to scan beside the code to type and the hash to compare. */
export function verification(sheet: Sheet, item: Verifiable): void {
  const side = 118
  sheet.reserve(side + 12)
  const top = sheet.y
  const { modules } = QRCode.create(item.verifyUrl, { errorCorrectionLevel: 'M' })
  sheet.squares(modules, CONTENT_WIDTH - side, top + 4, side)
  const width = CONTENT_WIDTH - side - 20
  sheet.text('用手机扫右边的码，或者打开下面的网址，输入查验码：', { width, spaceAfter: 3 })
  sheet.text(item.verifyUrl, { width, size: 11, spaceAfter: 3 })
  sheet.text(`查验码：${item.verifyCode}`, { width, size: 14, weight: 'bold', spaceAfter: 3 })
  sheet.y = Math.max(sheet.y, top + side + 12)
  sheet.text('内容指纹（SHA-256，内容改动一个字它就不同）：', { spaceAfter: 0 })
  sheet.text(grouped(item.canonicalSha256), { size: 11 })
  sheet.text('本文件带有数字签名，用常见的 PDF 阅读器也能检查文件有没有被改过。', { size: 11, colour: QUIET })
}
