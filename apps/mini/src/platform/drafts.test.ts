import { expect, it } from 'vitest'

import { memoryStore } from '../device/memory-store.testing.ts'
import { createDrafts } from './drafts.ts'

it('gives back what was typed, with new fields empty, until it is cleared', () => {
  const drafts = createDrafts(memoryStore(), () => 1_000)
  expect(drafts.open('person', { name: '' })).toEqual({ name: '' })
  drafts.keep('person', { name: '欧阳明' })
  expect(drafts.open('person', { name: '', idNumber: '' })).toEqual({ name: '欧阳明', idNumber: '' })
  expect(drafts.open('other', { name: '' })).toEqual({ name: '' })
  drafts.clear('person')
  expect(drafts.open('person', { name: '' })).toEqual({ name: '' })
})

it('does not offer what was typed more than a month ago', () => {
  let now = 0
  const drafts = createDrafts(memoryStore(), () => now)
  drafts.keep('person', { name: '欧阳明' })
  now = 30 * 24 * 60 * 60_000
  expect(drafts.open('person', { name: '' })).toEqual({ name: '' })
})
