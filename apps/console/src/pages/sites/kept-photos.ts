import { call, freshRequestId } from '../../platform/client.ts'
import { tell } from '../../platform/told.ts'
import { readFile, smallPhoto } from './read-file.ts'

/** A photo taken at a site: base64, kept until it has arrived and has an id. */
export type KeptPhoto = { item: string; content: string; requestId: string; fileId: string | null }

/** The photo made small; undefined when it cannot be read, which is said. */
export async function photoOf(item: string, file: File): Promise<KeptPhoto | undefined> {
  try {
    return { item, content: await readFile(await smallPhoto(file)), requestId: freshRequestId(), fileId: null }
  } catch (error) {
    const ours = error instanceof Error && /[\u4e00-\u9fff]/.test(error.message)
    tell(ours ? error.message : '这张照片读不了,请重拍一张。', 'wrong')
    return undefined
  }
}

/**
 * Sends those that have not arrived, one by one, each once; `keep` writes down at once that one has.
 * @throws NoAnswer, RequestRefused
 */
export async function sendPhotos(
  siteId: string,
  photos: readonly KeptPhoto[],
  titleOf: (item: string) => string,
  keep: () => Promise<unknown>,
): Promise<void> {
  for (const photo of photos) {
    if (photo.fileId !== null) continue
    const body = { kind: 'inspection' as const, title: titleOf(photo.item).slice(0, 80), file: photo.content }
    photo.fileId = (await call('addSiteFile', { params: { siteId }, body }, { requestId: photo.requestId })).id
    await keep()
  }
}

/** Ids of the photos of one item that have arrived. */
export const photoIdsOf = (photos: readonly KeptPhoto[], item: string): string[] =>
  photos.flatMap((photo) => (photo.item === item && photo.fileId !== null ? [photo.fileId] : []))
