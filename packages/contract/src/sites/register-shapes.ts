import { z } from 'zod'
import * as shapes from '../common.ts'
import {
  builderKindLabels,
  operatorKindLabels,
  operatorRelationLabels,
  addressWanted,
  shutReasonLabels,
  siteArea,
  sitePhone,
  siteFileKinds,
  toolKindLabels,
  venueLabels,
} from './words.ts'

const keysOf = <T extends Record<string, string>>(labels: T) =>
  z.enum(Object.keys(labels) as [keyof T & string, ...Array<keyof T & string>])

export const siteKind = z.enum(['market', 'station'])
export const builder = z.enum(['government', 'thirdParty'])
export const builderKind = keysOf(builderKindLabels)
export const operatorKind = keysOf(operatorKindLabels)
export const operatorRelation = keysOf(operatorRelationLabels)
export const venue = keysOf(venueLabels)
export const shutReason = keysOf(shutReasonLabels)
export const toolKind = keysOf(toolKindLabels)
export const siteFileKind = keysOf(siteFileKinds)
export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间写成 08:00 这样')
/** Floor area in square metres, measured to the hundredth. */
export const area = z.number().positive(siteArea.notPositive).max(siteArea.most, siteArea.tooLarge)
/** Id of an item of a list of the policy pack (zone, equipment …). */
export const item = shapes.text(60)
export const weekdays = z
  .array(z.int().min(1).max(7))
  .min(1, '至少选一天')
  .max(7)
  .refine((days) => new Set(days).size === days.length, '同一天选了两次')
export const span = { from: clockTime, to: clockTime }
export const openingHours = z
  .array(z.object({ days: weekdays, ...span }).refine((one) => one.from < one.to, '关门时间要在开门时间之后'))
  .min(1, '至少写一段开放时间')
  .max(14)

/** Facts others rest on: place, area, builder, operator (附1-2, 附1-3; 二(四)1). */
export const siteFacts = z.object({
  kind: siteKind,
  name: shapes.text(60),
  county: shapes.countyCode,
  town: shapes.divisionCode,
  address: shapes.text(100).regex(addressWanted.pattern, addressWanted.words),
  lat: shapes.latitude,
  lng: shapes.longitude,
  phone: z.string().trim().regex(sitePhone.pattern, sitePhone.words),
  builder,
  builderKind: builderKind.nullable(),
  builderName: shapes.text(80).nullable(),
  operatorId: shapes.id.nullable(),
  areaSquareMeters: area.nullable(),
  areaProofId: shapes.id.nullable(),
  venue: venue.nullable(),
  hostKind: item.nullable(),
  hostName: shapes.text(80).nullable(),
  venueUntil: shapes.day.nullable(),
  openedOn: shapes.day,
})

export const operatorView = z.object({
  id: shapes.id,
  kind: operatorKind,
  kindLabel: z.string(),
  name: z.string(),
  uscc: z.string(),
  agencyLicence: z.string().nullable(),
  legalPerson: z.string(),
  phone: z.string(),
  address: z.string().nullable(),
})

/** Something that is not as the standard asks, with its clause. `must`: recognition asks for it; otherwise a reminder. */
export const gapView = z.object({ clause: z.string(), message: z.string(), must: z.boolean(), section: z.string() })

/** An item of the standard beside what the register says of it. */
const listed = { item: z.string(), title: z.string(), required: z.boolean(), clause: z.string() }

export const siteFileView = z.object({
  id: shapes.id,
  kind: siteFileKind,
  kindLabel: z.string(),
  title: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  recordedAt: shapes.instant,
})

export const siteDayLogView = z.object({
  day: shapes.day,
  openedAt: shapes.instant.nullable(),
  closedAt: shapes.instant.nullable(),
  visitors: z.int().nullable(),
  mealsHeated: z.int().nullable(),
  shutReason: shutReason.nullable(),
  shutReasonLabel: z.string().nullable(),
  shutNote: z.string().nullable(),
})

export const loanView = z.object({
  id: shapes.id,
  toolId: shapes.id,
  toolName: z.string(),
  borrowerName: z.string(),
  lentAt: shapes.instant,
  dueAt: shapes.instant,
  late: z.boolean(),
})

const clauseOf = { clause: z.string() }

/** Everything the register holds of one site. */
export const siteRegisterFile = z.object({
  site: siteFacts.extend({
    id: shapes.id,
    kindLabel: z.string(),
    countyName: z.string(),
    townName: z.string(),
    builderLabel: z.string(),
    builderKindLabel: z.string().nullable(),
    venueLabel: z.string().nullable(),
    hostLabel: z.string().nullable(),
    hours: z.array(z.object({ days: z.array(z.int()), from: z.string(), to: z.string() })),
    closedOn: shapes.day.nullable(),
    reviewsPostings: z.boolean(),
    state: z.string(),
    stateLabel: z.string(),
    understaffedReason: z.string().nullable(),
    addressShared: z.array(z.object({ id: shapes.id, name: z.string() })),
  }),
  operator: operatorView.nullable(),
  gaps: z.array(gapView),
  zones: z.array(
    z.object({ ...listed, present: z.boolean(), areaSquareMeters: z.number().nullable(), note: z.string().nullable() }),
  ),
  timetable: z.array(
    z.object({ zone: z.string(), zoneTitle: z.string(), days: z.array(z.int()), from: z.string(), to: z.string() }),
  ),
  partnerDesks: z.array(
    z.object({
      kind: z.string(),
      kindTitle: z.string(),
      name: z.string(),
      hoursNote: z.string().nullable(),
      since: shapes.day,
    }),
  ),
  equipment: z.array(
    z.object({
      ...listed,
      group: z.string(),
      /** Null: nobody has written down whether it is there. */
      count: z.int().nullable(),
      working: z.boolean().nullable(),
      adjustedReason: z.string().nullable(),
      note: z.string().nullable(),
      checkedOn: shapes.day.nullable(),
    }),
  ),
  safety: z.array(
    z.object({
      ...listed,
      checkedOn: shapes.day.nullable(),
      passed: z.boolean().nullable(),
      note: z.string().nullable(),
      nextDueOn: shapes.day.nullable(),
      overdue: z.boolean(),
    }),
  ),
  staff: z.array(
    z.object({
      id: shapes.id,
      name: z.string(),
      duty: z.string(),
      fullTime: z.boolean(),
      source: z.string(),
      sourceTitle: z.string(),
      publiclyFunded: z.boolean(),
      maskedIdNumber: z.string(),
      since: shapes.day,
      until: shapes.day.nullable(),
    }),
  ),
  staffing: z.object({ ...clauseOf, minimum: z.int(), now: z.int(), short: z.boolean() }),
  services: z.array(
    z.object({
      ...listed,
      offered: z.boolean(),
      guide: z.string().nullable(),
      bring: z.string().nullable(),
      takes: z.string().nullable(),
    }),
  ),
  closures: z.array(
    z.object({
      id: shapes.id,
      from: shapes.day,
      to: shapes.day,
      reason: shutReason,
      reasonLabel: z.string(),
      note: z.string().nullable(),
    }),
  ),
  days: z.array(siteDayLogView),
  /** Of the last full year, or since the opening. */
  running: z.object({
    from: shapes.day,
    to: shapes.day,
    openDays: z.int(),
    restDays: z.int(),
    /** Announced rests, holidays, weather … that interrupt nothing. */
    toleratedDays: z.int(),
    /** How many of them a year at most; more count as shut. Null: the policy names no limit. */
    toleratedPerYear: z.int().nullable(),
    shutDays: z.int(),
    unrecordedDays: z.int(),
    longestShutDays: z.int(),
  }),
  tools: z.array(
    z.object({ id: shapes.id, kind: toolKind, kindLabel: z.string(), name: z.string(), count: z.int(), lent: z.int() }),
  ),
  loans: z.array(loanView),
  files: z.array(siteFileView),
  /** Lists of the policy pack the forms choose from. */
  choices: z.object({
    hosts: z.array(z.object({ id: z.string(), title: z.string() })),
    partnerDesks: z.array(z.object({ id: z.string(), title: z.string() })),
    staffSources: z.array(z.object({ id: z.string(), title: z.string(), publiclyFunded: z.boolean() })),
  }),
  possible: z.array(z.string()),
})
