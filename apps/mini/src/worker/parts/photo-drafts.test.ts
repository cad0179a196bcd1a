import { expect, test } from 'vitest'

import { memoryStore } from '../../device/memory-store.testing.ts'
import { photoDrafts } from './photo-drafts.ts'

test('a photo that was not sent is there again after a restart, and gone when it was', () => {
  const store = memoryStore()
  photoDrafts(store).keep('front', 'AAAA')
  const again = photoDrafts(store)
  expect(again.taken).toEqual({ front: 'AAAA', back: '' })
  again.drop('front')
  expect(photoDrafts(store).taken).toEqual({ front: '', back: '' })
})
