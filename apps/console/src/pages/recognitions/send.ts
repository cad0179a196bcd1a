import { call } from '../../platform/client.ts'
import { readNumber } from '../sites/site.ts'
import { keep, type Kept } from './kept.ts'

/**
 * Sends a finished inspection: photos first, one by one, each once; then the rest. What has arrived is written down at
 * once, so that a try after a lost connection goes on where it stopped.
 * @throws NoAnswer, RequestRefused
 */
export async function sendInspection(kept: Kept): Promise<void> {
  for (const photo of kept.photos) {
    if (photo.fileId !== null) continue
    const item = kept.checklist.find(({ id }) => id === photo.item)
    const body = {
      kind: 'inspection' as const,
      title: `查看照片:${item?.title ?? ''}`.slice(0, 80),
      file: photo.content,
    }
    const file = await call('addSiteFile', { params: { siteId: kept.siteId }, body }, { requestId: photo.requestId })
    photo.fileId = file.id
    await keep(kept)
  }
  const photosOf = (item: string) =>
    kept.photos.flatMap((photo) => (photo.item === item && photo.fileId ? [photo.fileId] : []))
  const text = (typed: string): string | null => (typed.trim() === '' ? null : typed.trim())
  await call(
    'recordInspection',
    {
      params: { recognitionId: kept.recognitionId },
      body: {
        id: kept.inspectionId,
        items: kept.items.map(({ item, result, note }) => ({
          item,
          result: result === '' ? 'notApplicable' : result,
          note: text(note),
          photoIds: photosOf(item),
        })),
        areaSquareMeters: readNumber(kept.area) ?? null,
        place: kept.place,
        startedAt: kept.startedAt,
        finishedAt: kept.finishedAt ?? kept.startedAt,
        inspectorName: kept.inspectorName.trim(),
        inspectorSignature: kept.inspectorSignature,
        sitePersonName: kept.sitePersonName.trim(),
        siteSignature: kept.siteSignature,
        note: text(kept.note),
      },
    },
    { requestId: kept.requestId },
  )
}
