/** What is filled in at a place without network, kept in the browser's own database until it has been sent. */
export type KeptPhoto = { item: string; content: string; requestId: string; fileId: string | null }
export type KeptItem = { item: string; result: 'pass' | 'fail' | 'notApplicable' | ''; note: string }
export type Kept = {
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

const storeName = 'inspections'

function openStore(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open('lg-inspections', 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore(storeName, { keyPath: 'recognitionId' })
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error ?? new Error('the browser keeps no data'))
  })
}

async function within<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await openStore()
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(storeName, mode)
      const asked = work(transaction.objectStore(storeName))
      transaction.oncomplete = () => resolve(asked.result)
      transaction.onerror = () => reject(transaction.error ?? new Error('the browser keeps no data'))
    })
  } finally {
    database.close()
  }
}

export const readKept = (recognitionId: string) =>
  within<Kept | undefined>('readonly', (store) => store.get(recognitionId) as IDBRequest<Kept | undefined>)
/** Plain data only: what Vue watches cannot be kept. */
export const keep = (kept: Kept) => within('readwrite', (store) => store.put(JSON.parse(JSON.stringify(kept)) as Kept))
export const forget = (recognitionId: string) => within('readwrite', (store) => store.delete(recognitionId))
