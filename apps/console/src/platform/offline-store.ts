/**
 * Rows in the browser's own database: what is filled in at a place without network, kept until it has been sent. One
 * database holds one store; `key` is the field that names a row.
 */
export function offlineStore<Row extends object>(database: string, store: string, key: keyof Row & string) {
  function open(): Promise<IDBDatabase> {
    return new Promise((resolve, reject) => {
      const asked = indexedDB.open(database, 1)
      asked.onupgradeneeded = () => asked.result.createObjectStore(store, { keyPath: key })
      asked.onsuccess = () => resolve(asked.result)
      asked.onerror = () => reject(asked.error ?? new Error('the browser keeps no data'))
    })
  }

  async function within<T>(mode: IDBTransactionMode, work: (rows: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const opened = await open()
    try {
      return await new Promise<T>((resolve, reject) => {
        const transaction = opened.transaction(store, mode)
        const asked = work(transaction.objectStore(store))
        transaction.oncomplete = () => resolve(asked.result)
        transaction.onerror = () => reject(transaction.error ?? new Error('the browser keeps no data'))
      })
    } finally {
      opened.close()
    }
  }

  return {
    read: (id: string) => within<Row | undefined>('readonly', (rows) => rows.get(id) as IDBRequest<Row | undefined>),
    /** Plain data only: what Vue watches cannot be kept. */
    keep: (row: Row) => within('readwrite', (rows) => rows.put(JSON.parse(JSON.stringify(row)) as Row)),
    forget: (id: string) => within('readwrite', (rows) => rows.delete(id)),
  }
}
