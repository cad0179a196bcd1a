import { offlineStore } from '../../platform/offline-store.ts'
import type { KeptPhoto } from '../sites/kept-photos.ts'

/** What is filled in at a place without network, kept in the browser's own database until it has been sent. */
export type KeptItem = { item: string; result: 'pass' | 'fail' | 'notApplicable' | ''; note: string }
export type Kept = {
  /** Who fills it in: two people may use one tablet. */
  staffId: string
  recognitionId: string
  inspectionId: string
  requestId: string
  siteId: string
  siteName: string
  address: string
  checklist: Array<{
    id: string
    clause: string
    title: string
    level: string
    levelLabel: string
    adjustable: boolean
    statusLabel: string
    note: string | null
  }>
  items: KeptItem[]
  photos: KeptPhoto[]
  area: string
  place: { lat: number; lng: number; accuracyMeters: number } | null
  startedAt: string
  inspectorName: string
  inspectorSignature: string
  sitePersonName: string
  siteSignature: string
  note: string
  /** Filled in and signed: sent as soon as there is a network. */
  finishedAt: string | null
}

const inspections = offlineStore<Kept>('lg-inspections', 'inspections', 'recognitionId')
export const { read: readKept, keep, forget } = inspections
