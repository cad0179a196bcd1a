import { z } from 'zod'
import * as shapes from '../common.ts'
import { recognitionLifecycle } from '../lifecycles.ts'
import { siteFileView } from '../sites/register-shapes.ts'
import {
  appealOutcomes,
  evidenceKinds,
  inspectionResults,
  objectionOutcomes,
  standardLevels,
  standardStatuses,
} from './words.ts'

export const keysOf = <T extends Record<string, string>>(labels: T) =>
  z.enum(Object.keys(labels) as [keyof T & string, ...Array<keyof T & string>])

/** An item of the standard (annex 1) for a site of this kind, beside what the register shows of it. */
export const standardItemView = z.object({
  id: z.string(),
  clause: z.string(),
  title: z.string(),
  level: keysOf(standardLevels),
  levelLabel: z.string(),
  adjustable: z.boolean(),
  evidence: z.array(z.object({ kind: keysOf(evidenceKinds), label: z.string() })),
  status: keysOf(standardStatuses),
  statusLabel: z.string(),
  note: z.string().nullable(),
})

/** A filled form: what stands in it, section by section. `typed`: asked of the applicant, not known to the register. */
export const filledForm = z.object({
  version: z.string(),
  title: z.string(),
  provisional: z.boolean(),
  sections: z.array(
    z.object({
      title: z.string(),
      fields: z.array(
        z.object({
          id: z.string(),
          label: z.string(),
          typed: z.boolean(),
          required: z.boolean(),
          value: z.string().nullable(),
        }),
      ),
    }),
  ),
  opinions: z.array(z.object({ title: z.string(), moves: z.array(z.string()) })),
})

export const programmeStepView = z.object({
  at: shapes.instant,
  move: z.string(),
  moveLabel: z.string(),
  by: z.string(),
  staffName: z.string().nullable(),
  opinion: z.string().nullable(),
  reason: z.string().nullable(),
})

/** A line of the list. */
export const recognitionLine = z.object({
  id: shapes.id,
  siteId: shapes.id,
  siteName: z.string(),
  siteKindLabel: z.string(),
  county: shapes.countyCode,
  countyName: z.string(),
  operatorName: z.string(),
  state: z.enum(recognitionLifecycle.states),
  stateLabel: z.string(),
  stateSince: shapes.instant,
  lodgedOn: shapes.day,
  dueOn: shapes.day.nullable(),
  late: z.boolean(),
  /** Who has to act now, in words; null where nobody has to. */
  holder: z.string().nullable(),
  number: z.string().nullable(),
  recognisedOn: shapes.day.nullable(),
  cityRecordedOn: shapes.day.nullable(),
  appealOpen: z.boolean(),
})

export const inspectedItem = z.object({
  item: shapes.text(60),
  result: keysOf(inspectionResults),
  note: shapes.text(300).nullable().default(null),
  photoIds: z.array(shapes.id).max(6).default([]),
})

export const inspectionView = z.object({
  id: shapes.id,
  items: z.array(
    z.object({
      item: z.string(),
      clause: z.string(),
      title: z.string(),
      level: z.string(),
      result: keysOf(inspectionResults),
      resultLabel: z.string(),
      note: z.string().nullable(),
      photoIds: z.array(shapes.id),
    }),
  ),
  areaSquareMeters: z.number().nullable(),
  distanceMeters: z.int().nullable(),
  accuracyMeters: z.int().nullable(),
  /** Further from the site’s point than the policy expects. */
  farAway: z.boolean(),
  startedAt: shapes.instant,
  finishedAt: shapes.instant,
  receivedAt: shapes.instant,
  inspectorName: z.string(),
  inspectorSignature: z.string(),
  sitePersonName: z.string(),
  siteSignature: z.string(),
  note: z.string().nullable(),
})

/** An objection during a public notice, and what came of it. */
export const objectionView = z.object({
  id: shapes.id,
  receivedOn: shapes.day,
  /** Until when it is answered; null on those of before there was a time limit. */
  answerBy: shapes.day.nullable(),
  wayLabel: z.string(),
  words: z.string(),
  outcome: keysOf(objectionOutcomes).nullable(),
  outcomeLabel: z.string().nullable(),
  outcomeNote: z.string().nullable(),
})

export const recognitionView = recognitionLine.extend({
  form: filledForm,
  checklist: z.array(standardItemView),
  missing: z.array(z.string()).nullable(),
  noticeFrom: shapes.day.nullable(),
  noticeTo: shapes.day.nullable(),
  inspections: z.array(inspectionView),
  objections: z.array(objectionView),
  appeal: z
    .object({
      words: z.string(),
      appealedOn: shapes.day,
      outcome: keysOf(appealOutcomes).nullable(),
      outcomeLabel: z.string().nullable(),
      note: z.string().nullable(),
    })
    .nullable(),
  appealUntil: shapes.day.nullable(),
  files: z.array(siteFileView),
  steps: z.array(programmeStepView),
  possible: z.array(z.string()),
})
