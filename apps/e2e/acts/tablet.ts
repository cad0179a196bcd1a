import type { Page } from 'playwright-core'

type Asked<T> = { result: T; onsuccess: (() => void) | null; onerror: (() => void) | null }
type Database = {
  close(): void
  transaction(store: string): { objectStore(name: string): { getAll(): Asked<unknown[]> } }
}
/** What these functions use of a browser; they run in one. */
type InBrowser = {
  indexedDB: { open(name: string): Asked<Database> }
  caches: { keys(): Promise<string[]>; open(name: string): Promise<{ keys(): Promise<Array<{ url: string }>> }> }
}

function readRows({ database, store }: { database: string; store: string }): Promise<string> {
  const { indexedDB } = globalThis as unknown as InBrowser
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(database)
    asked.onerror = () => reject(new Error(`no database ${database}`))
    asked.onsuccess = () => {
      const rows = asked.result.transaction(store).objectStore(store).getAll()
      rows.onerror = () => reject(new Error(`no rows of ${store}`))
      rows.onsuccess = () => {
        asked.result.close()
        resolve(JSON.stringify(rows.result))
      }
    }
  })
}

/** What a page has written into the browser's own database, as text. */
export const rowsOnDevice = (page: Page, database: string, store: string): Promise<string> =>
  page.evaluate(readRows, { database, store })

async function readCaches(): Promise<string[]> {
  const { caches } = globalThis as unknown as InBrowser
  const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)))
  const requests = await Promise.all(stores.map((store) => store.keys()))
  return requests.flat().map(({ url }) => new URL(url).pathname)
}

/** Paths of everything a worker keeps for when there is no network. */
export const filesOnDevice = (page: Page): Promise<string[]> => page.evaluate(readCaches)
