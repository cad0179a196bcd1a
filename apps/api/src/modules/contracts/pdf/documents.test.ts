import { describe, expect, it } from 'vitest'
import { textOfPages } from './extract-text.testing.ts'
import {
  canonicalHash,
  canonicalJson,
  renderContract,
  renderPayslip,
  unprintableCharacters,
  UnprintableText,
} from './index.ts'
import { fontFor, openFont } from './fonts.ts'
import { breakLines } from './lines.ts'
import { sampleContract, samplePayslip } from './testing.ts'
import { numeralZh, timeZh, yuan } from './words.ts'

describe('canonical JSON', () => {
  it('does not depend on the order of keys and writes numbers and text as RFC 8785 does', () => {
    const one = { b: [1, 'é\n', null], a: { z: true, y: undefined, '€': 1e21, A: 0.5 } }
    expect(canonicalJson(one)).toBe('{"a":{"A":0.5,"z":true,"€":1e+21},"b":[1,"é\\n",null]}')
    expect(canonicalHash({ x: 1, y: 2 })).toBe(canonicalHash({ y: 2, x: 1 }))
    expect(canonicalHash({ x: 1 })).not.toBe(canonicalHash({ x: 2 }))
    // printf '{"x":1}' | sha256sum
    expect(canonicalHash({ x: 1 })).toBe('5041bf1f713df204784353e82f6a4a535931cb64f1f4b4a5aeaffcb720918b22')
  })

  it('refuses what JSON cannot hold', () => {
    for (const value of [Number.NaN, 1n, new Date(0), () => 1])
      expect(() => canonicalJson({ value })).toThrow(TypeError)
  })
})

describe('characters', () => {
  it('finds a glyph with an outline for rare characters of names', () => {
    for (const character of '𠮷𡋾𪚥𫖯𬱖𮯠㛃') {
      const codePoint = character.codePointAt(0)!
      const glyph = openFont(fontFor(codePoint, 'regular')!).glyphForCodePoint(codePoint)
      expect(glyph.id).toBeGreaterThan(0)
      expect(glyph.path.commands.length).toBeGreaterThan(4)
    }
    expect(fontFor(0x20bb7, 'bold')).toBe('rare')
    expect(unprintableCharacters('林𠮷㛃𬱖 Zhāng·买买提 ①')).toEqual([])
  })

  it('reports each character that no font draws, and ignores marks without a picture', () => {
    expect(unprintableCharacters('搬货😊😊\u{30000}\u{e000}')).toEqual(['😊', '\u{30000}', '\u{e000}'])
    expect(unprintableCharacters('林\u200b大\ufe0f山\n')).toEqual([])
    expect(unprintableCharacters('葛\u{e0100}')).toEqual(['\u{e0100}'])
  })

  it('refuses to draw a document with such a character and names it', () => {
    const parties = [{ roleZh: '乙方', name: '林\u{30000}', identity: [] }]
    expect(() => renderContract(sampleContract({ parties }))).toThrow(UnprintableText)
    expect(() => renderContract(sampleContract({ parties }))).toThrow('U+30000')
  })
})

describe('breaking lines', () => {
  const lines = (text: string, width: number) =>
    breakLines(text, 'regular', 10, width).map((line) => line.map((run) => run.text).join(''))

  it('begins no line with a closing mark and ends none with an opening one', () => {
    expect(lines('一二三四，五六', 40)).toEqual(['一二三', '四，五六'])
    expect(lines('一二三（四五）', 40)).toEqual(['一二三', '（四五）'])
  })

  it('keeps words and amounts whole, and cuts only what is longer than a line', () => {
    expect(lines('每小时¥25.00整', 50)).toEqual(['每小时', '¥25.00整'])
    expect(lines('A'.repeat(20), 30).join('')).toBe('A'.repeat(20))
    expect(lines('A'.repeat(20), 30).length).toBeGreaterThan(3)
    expect(lines('一\n二', 50)).toEqual(['一', '二'])
  })

  it('splits a line into runs where the font changes', () => {
    expect(breakLines('林𠮷山', 'bold', 10, 100)[0]!.map(({ text, font }) => [text, font])).toEqual([
      ['林', 'bold'],
      ['𠮷', 'rare'],
      ['山', 'bold'],
    ])
  })
})

describe('contract', () => {
  it('prints all that was agreed and how it was signed, as text that can be copied', () => {
    const contract = sampleContract()
    const pages = textOfPages(renderContract(contract))
    const all = pages.join('')
    const expected = [
      ...contract.parties.flatMap((party) => [party.roleZh, party.name, ...party.identity.map(({ value }) => value)]),
      ...contract.terms.flatMap(({ label, value }) => [label, value]),
      ...contract.clauses.flatMap(({ heading, text, article }) => [heading, text, article]),
      contract.whyThisKindZh,
    ]
    for (const text of expected) expect(all).toContain(text)
    const certificate = pages.at(-1)!
    for (const { name, channel, factorZh, device } of contract.signings) {
      for (const text of [name, channel, factorZh, device]) expect(certificate).toContain(text)
    }
    expect(certificate).toContain('2026年3月5日 20:01:02（北京时间）')
    for (const text of [contract.verifyCode, contract.verifyUrl, '01234567 89abcdef'])
      expect(certificate).toContain(text)
    expect(pages.map((text) => /第 \d+ 页 \/ 共 \d+ 页/.exec(text)?.[0])).toEqual(
      pages.map((_, index) => `第 ${index + 1} 页 / 共 ${pages.length} 页`),
    )
    expect(pages.every((text) => text.includes(`合同编号 ${contract.number}`))).toBe(true)
  })

  it('marks the sandbox and imported history, and only them', () => {
    const text = (changes: Parameters<typeof sampleContract>[0]) =>
      textOfPages(renderContract(sampleContract(changes))).join('')
    expect(text({ sandbox: true })).toContain('沙箱签名，没有法律效力')
    expect(text({ sandbox: false })).not.toContain('沙箱')
    expect(text({ sandbox: false })).not.toContain('历史导入记录')
    expect(text({ importedHistory: true })).toContain('历史导入记录')
  })

  it('gives the same bytes for the same document, whatever was printed before', () => {
    const first = renderContract(sampleContract())
    // The radical ⼈ has the same glyph as 人: printing it must not change later files.
    renderContract(sampleContract({ title: '\u2f08\u2f00' }))
    expect(renderContract(sampleContract()).equals(first)).toBe(true)
    expect(renderContract(sampleContract({ number: 'ND-2026-000124' })).equals(first)).toBe(false)
  })

  it('runs long names and clauses over to further pages without losing a character', () => {
    const name = '宁德市蕉城区'.repeat(60)
    const long = Array.from({ length: 300 }, (_, index) => `第${index}项约定都要写清楚，`).join('')
    const contract = sampleContract({
      parties: [{ roleZh: '甲方（用工方）', name, identity: [] }],
      clauses: [{ heading: '很长的一条', text: long, article: '' }],
    })
    const pages = textOfPages(renderContract(contract))
    expect(pages.length).toBeGreaterThan(4)
    // Heads and page numbers are drawn last on each page.
    const bodies = pages.map((text) => text.slice(0, text.lastIndexOf(`${contract.title}合同编号`))).join('')
    expect(bodies).toContain(name)
    expect(bodies).toContain(long)
  })
})

describe('payslip', () => {
  it('shows who paid whom for what, and by which way', () => {
    const slip = samplePayslip()
    const text = textOfPages(renderPayslip(slip)).join('')
    const expected = [
      slip.employerName,
      slip.workerName,
      slip.workerIdNumber,
      slip.workerPhone,
      '4 小时 × ¥25.00',
      '¥100.00',
      '-¥1.50',
      '实发 ¥98.50',
      '微信支付转账单号 1030001',
      '2026年3月6日 10:40:00',
      '管阳镇章边村二号坡',
    ]
    for (const part of expected) expect(text).toContain(part)
    expect(renderPayslip(slip).equals(renderPayslip(samplePayslip()))).toBe(true)
  })

  it('is not printed when its sums do not agree', () => {
    expect(() => renderPayslip(samplePayslip({ grossFen: 10_001 }))).toThrow('add up')
    expect(() => renderPayslip(samplePayslip({ netFen: 9_849 }))).toThrow('net amount')
  })
})

describe('words', () => {
  it('writes times in Beijing time, amounts in yuan and numbers in Chinese', () => {
    expect(timeZh('2026-03-05T23:59:59Z')).toBe('2026年3月6日 07:59:59')
    expect([0, 5, 123_456_789, -150].map(yuan)).toEqual(['¥0.00', '¥0.05', '¥1,234,567.89', '-¥1.50'])
    expect([1, 10, 11, 20, 35].map(numeralZh)).toEqual(['一', '十', '十一', '二十', '三十五'])
  })
})
