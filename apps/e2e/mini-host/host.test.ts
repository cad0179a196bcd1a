import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { Phone } from './phone.ts'
import { packageSizes } from './sizes.ts'

let folder: string
let phone: Phone | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linggong-mini-'))
  write('app.js', 'App({})')
  write('app.json', { pages: ['page/one', 'page/two'], usingComponents: { 'x-card': '/card/card' } })
  for (const name of ['page/one', 'page/two']) {
    write(`${name}.json`, {})
    write(`${name}.js`, 'Page({})')
    write(`${name}.wxml`, '<view/>')
  }
})
afterEach(() => {
  phone?.close()
  phone = undefined
  rmSync(folder, { recursive: true, force: true })
})

function write(name: string, content: string | object): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
}

function start(page = '/page/one'): Phone {
  phone = new Phone({ folder, builtFor: 'http://built.invalid', platform: 'http://127.0.0.1:9' })
  phone.open(page)
  return phone
}

test('a branch whose condition is not there yet is not taken', () => {
  write('page/one.wxml', '<view wx:if="{{a}}">one</view><block wx:elif="{{b}}">two</block><view wx:else>three</view>')
  write('page/one.js', 'Page({ data: {}, onReachBottom() { this.setData({ b: true }) } })')
  const one = start()
  expect(one.text).toBe('three')
  one.reachBottom()
  expect(one.text).toBe('two')
})

test('shows data, conditions and loops, and follows a change by path', () => {
  write(
    'page/one.wxml',
    '<view wx:if="{{!list.length}}">none</view><view wx:else><text wx:for="{{list}}" wx:key="id">{{index}}:{{item.name}} </text></view>',
  )
  write(
    'page/one.js',
    `Page({ data: { list: [] }, onLoad(query) { this.setData({ list: [{ id: 1, name: query.name }, { id: 2, name: 'b' }] }) }, onReachBottom() { this.setData({ 'list[1].name': 'c' }) } })`,
  )
  const one = start('/page/one?name=a')
  expect(one.text).toBe('0:a 1:b ')
  one.reachBottom()
  expect(one.text).toBe('0:a 1:c ')
  expect(one.errors).toEqual([])
  expect(one.carried.get('page/one')?.times).toBe(2)
})

test('a component gets its properties and keeps its state while the page changes; slots are filled', async () => {
  write('card/card.json', { component: true })
  write(
    'card/card.wxml',
    '<view bindtap="hit" role="button">{{title}} {{times}}</view><slot/><slot name="foot">no foot</slot>',
  )
  write(
    'card/card.js',
    `Component({ properties: { title: String }, data: { times: 0 }, options: { multipleSlots: true },
      methods: { hit() { this.setData({ times: this.data.times + 1 }); this.triggerEvent('told', { times: this.data.times }) } } })`,
  )
  write('page/one.wxml', '<x-card title="{{t}}" bindtold="heard"><text>inside {{heard}}. </text></x-card>')
  write(
    'page/one.js',
    `Page({ data: { t: 'first', heard: 0 }, heard({ detail }) { this.setData({ t: 'then', heard: detail.times }) } })`,
  )
  const one = start()
  expect(one.text).toBe('first 0inside 0. no foot')
  await one.tap('first 0', 'button')
  expect(one.text).toBe('then 1inside 1. no foot')
})

test('what the program does wrong is kept: errors, missing methods, elements and hosts it must not ask', async () => {
  write(
    'page/one.wxml',
    '<view bindtap="gone">tap</view><view bindtap="ask">ask</view><view bindtap="thrown">throw</view>',
  )
  write(
    'page/one.js',
    `Page({ ask() { wx.request({ url: 'http://vendor.invalid/x' }) }, thrown() { throw new Error('broke') } })`,
  )
  const one = start()
  for (const name of ['tap', 'ask', 'throw']) await one.tap(name)
  expect(one.errors.map((line) => line.split('\n')[0])).toEqual([
    expect.stringContaining('no method “gone”'),
    expect.stringContaining('not a host it may ask: http://vendor.invalid/x'),
    expect.stringContaining('broke'),
  ])
  write('page/two.wxml', '<x-unknown/>')
  expect(() => one.open('/page/two')).toThrow('there is no element <x-unknown>')
  expect(() => one.open('/page/none')).toThrow('is not found')
})

test('there is no making of code from text and no browser, as on a phone', async () => {
  write('page/one.wxml', '<view bindtap="evil">eval</view>')
  write('page/one.js', `Page({ evil() { new Function('return 1')() } })`)
  const one = start()
  await one.tap('eval')
  expect(one.errors[0]).toContain('Code generation from strings disallowed')
  write('page/two.js', 'Page({ data: { seen: [typeof window, typeof fetch, typeof process, typeof Intl].join() } })')
  write('page/two.wxml', '{{seen}}')
  one.open('/page/two')
  expect(one.text).toBe('undefined,undefined,undefined,undefined')
})

test('a page that is reached and left is told so', async () => {
  const note = (name: string) =>
    `Page({ onShow() { getApp().log.push('${name} shown') }, onUnload() { getApp().log.push('${name} gone') }, go() { wx.navigateTo({ url: '/page/two' }) } })`
  write('app.js', 'App({ log: [] })')
  write('page/one.js', note('one'))
  write('page/one.wxml', '<button bindtap="go">next</button>')
  write(
    'page/two.js',
    note('two').replace(
      'onShow()',
      'data: { log: [] }, onReachBottom() { this.setData({ log: getApp().log }) }, onShow()',
    ),
  )
  write('page/two.wxml', '{{log}}')
  const one = start()
  await one.tap('next', 'button')
  await one.at('page/two')
  one.reachBottom()
  expect(one.text).toBe('one shown,two shown')
  one.back()
  expect(one.page).toBe('page/one')
})

test('what lies in a subpackage does not count for the main package', () => {
  write('app.json', { pages: ['page/one'], subPackages: [{ root: 'boss/', pages: ['page'] }] })
  write('boss/page.js', 'x'.repeat(1_000))
  const before = packageSizes(folder)
  write('boss/more.js', 'x'.repeat(500))
  expect(packageSizes(folder)).toEqual([before[0], { name: 'boss', bytes: 1_500 }])
  write('more.js', 'x'.repeat(500))
  expect(packageSizes(folder)[0]).toEqual({ name: 'main', bytes: before[0]!.bytes + 500 })
})
