import { call } from '../../platform/client.ts'
import { photoIdsOf, sendPhotos } from '../sites/kept-photos.ts'
import { readNumber } from '../../words/number.ts'
import { keep, type Kept } from './kept.ts'

/**
 * Sends a finished inspection: photos first, one by one, each once; then the rest. What has arrived is written down at
 * once, so that a try after a lost connection goes on where it stopped.
 * @throws NoAnswer, RequestRefused
 */
export async function sendInspection(kept: Kept): Promise<void> {
  const titleOf = (id: string) => `查看照片:${kept.checklist.find((one) => one.id === id)?.title ?? ''}`
  await sendPhotos(kept.siteId, kept.photos, titleOf, () => keep(kept))
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
          photoIds: photoIdsOf(kept.photos, item),
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
