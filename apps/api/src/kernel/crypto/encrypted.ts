/** A column that holds ciphertext, or a blind index beside one. */
type Place = { table: string; column: string }

/** One encrypted column, with the blind index beside it where it is searched by. */
export type EncryptedColumn = {
  column: string
  /** What the ciphertext is bound to: the `field` it was encrypted with. */
  field: string
  index?: {
    column: string
    /** The field of the index where it is not that of the ciphertext. */
    field?: string
    /** Columns elsewhere that hold the same index without the plain text to make it anew: they follow it. */
    followers?: readonly Place[]
  }
}

/** A table with encrypted columns; `key` is its column of one uuid that names a row. */
export type EncryptedTable = { table: string; key: string; columns: readonly EncryptedColumn[] }
