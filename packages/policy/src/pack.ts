/** The files of a pack, as written on disk and as kept in memory. */
import { z } from 'zod'
import { dateSchema } from './kinds-dates.ts'

/** From the most general to the most specific; the order is the order of authority. */
export const layers = ['national', 'province', 'city', 'county'] as const
export type Layer = (typeof layers)[number]

/**
 * What happens when two layers answer for the same key, day and place. Stated by the more specific value:
 * - `mostSpecific`: it stands; a county's value replaces the city's.
 * - `higherNewerWins`: it stands until a higher layer's value with a later `validFrom` is in force (二(四)
 *   「若上级有新规定的按新规定执行」).
 */
export const precedences = ['mostSpecific', 'higherNewerWins'] as const
export type Precedence = (typeof precedences)[number]

const words = z.string().trim().min(1)

export const packFileSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]+(\/[a-z0-9-]+)*$/),
    version: z.string().regex(/^\d{4}\.\d{1,2}\.\d{1,3}$/),
    level: z.enum(layers),
    /** GB/T 2260 code of the area it governs; 100000 is the whole country. */
    region: z.string().regex(/^\d{6}(\d{3})?$/),
    titleZh: words,
    issuerZh: words,
    validFrom: dateSchema,
    validTo: dateSchema.nullable(),
    precedence: z.enum(precedences),
    /** The documents its values cite, by a short id. `number` is null where the document has none. */
    documents: z.record(
      z.string().regex(/^[a-z0-9-]+$/),
      z.strictObject({ titleZh: words, number: words.nullable(), issuerZh: words, publishedOn: dateSchema.nullable() }),
    ),
    noteZh: words.optional(),
  })
  .refine((pack) => pack.validTo === null || pack.validFrom <= pack.validTo, 'validTo lies before validFrom')

const valueEntrySchema = z
  .strictObject({
    key: words,
    value: z.unknown(),
    unit: words.nullable(),
    /** Default: the pack's. They may not reach outside it. */
    validFrom: dateSchema.optional(),
    validTo: dateSchema.nullable().optional(),
    /** The units of the pack's area this value is for; absent means all of it. */
    regions: z
      .array(z.string().regex(/^\d{6}(\d{3})?$/))
      .min(1)
      .optional(),
    precedence: z.enum(precedences).optional(),
    source: z.strictObject({ document: words, clause: words }),
    /** True: from memory, inferred or our own reading; a person must check it before anyone relies on it. */
    provisional: z.boolean(),
    note: words.optional(),
  })
  .refine((entry) => entry.value !== undefined, 'value is missing')

export const valueFileSchema = z.strictObject({ values: z.array(z.unknown()) })
export { valueEntrySchema }

export type PackFile = z.output<typeof packFileSchema>

export interface PackValue {
  readonly key: string
  readonly value: unknown
  readonly unit: string | null
  readonly validFrom: string
  readonly validTo: string | null
  readonly regions: readonly string[] | null
  readonly precedence: Precedence
  readonly source: PolicySource
  readonly provisional: boolean
  readonly note: string | null
  /** Where it is written: file relative to the packs folder. */
  readonly file: string
}

export interface PolicySource {
  /** Title and number, as a person would cite it. */
  readonly document: string
  readonly clause: string
}

export interface Pack {
  readonly meta: PackFile
  /** SHA-256 over the parsed content of all its files, whitespace and file order aside. */
  readonly sha256: string
  readonly values: readonly PackValue[]
}

export interface PackSet {
  readonly packs: readonly Pack[]
}

export interface PackProblem {
  /** Relative to the packs folder. */
  readonly file: string
  /** Where in the file, e.g. `values.3.source.clause`. */
  readonly path: string
  readonly message: string
}
