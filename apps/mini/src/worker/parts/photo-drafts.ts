import type { PhotoSide } from '@linggong/contract/seekers/words.ts'
import { reactive } from 'vue'

import { phoneStore, type Store } from '../../device/store.ts'

/**
 * Photos that are taken and not yet sent stay on the phone through going back, a cut connection and a restart, each under
 * a key of its own: WeChat keeps at most 1 MB under one. What the phone would not keep stays as long as the page.
 */
export function photoDrafts(store: Store = phoneStore) {
  const keyOf = (side: PhotoSide): string => `photo.qualification.${side}`
  const read = (side: PhotoSide): string => store.read<string>(keyOf(side)) ?? ''
  const taken = reactive<Record<PhotoSide, string>>({ front: read('front'), back: read('back') })
  return {
    /** Base64 by side; empty where none waits. */
    taken: taken as Readonly<Record<PhotoSide, string>>,
    keep(side: PhotoSide, base64: string): void {
      taken[side] = base64
      store.write(keyOf(side), base64)
    },
    drop(side: PhotoSide): void {
      taken[side] = ''
      store.remove(keyOf(side))
    },
  }
}
