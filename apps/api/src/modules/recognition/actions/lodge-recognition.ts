import { operatorKindLabels, venueLabels } from '@linggong/contract'
import { namePath, reportingUnits } from '@linggong/reference'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { requireStaff } from '../../../kernel/rights.ts'
import { recordBirth, transition } from '../../../kernel/transition.ts'
import { noteStep } from '../../programmes/index.ts'
import { capacityOn, operatorFacts, siteInReach, standingOfSite, type Site } from '../../sites/index.ts'
import { checklistFor, dueOn, formFacts, formLayout } from '../lists.ts'
import { recognitionMachine } from '../machine.ts'
import { emptyFields, fillForm, type Filled } from '../rules.ts'
import * as store from '../store.ts'

type Typed = Readonly<Record<string, string>>

async function filled(ctx: Ctx, site: Site, typed: Typed) {
  const { layout, provisional } = formLayout(ctx, site.county)
  const standing = await standingOfSite(ctx, site)
  const operator = site.operatorId === null ? undefined : await operatorFacts(ctx, site.operatorId)
  const facts = formFacts(site, operator, standing, {
    county: reportingUnits().find(({ code }) => code === site.county)?.name ?? '',
    town: namePath(site.town),
    operatorKind: operator ? operatorKindLabels[operator.kind] : null,
    venue: site.venue && venueLabels[site.venue],
    today: businessDay(ctx.now),
  })
  return { form: { ...fillForm(layout, facts, typed), provisional }, gaps: standing.gaps, standing }
}

/** Each article of annex 1 that binds the site, with what the register shows of it. */
export async function readStandard(ctx: Ctx, siteId: string) {
  const site = await siteInReach(ctx, siteId)
  return checklistFor(ctx, site, await standingOfSite(ctx, site))
}

/** The form as it would be lodged now, with all that is missing. */
export async function readForm(ctx: Ctx, siteId: string) {
  const site = await siteInReach(ctx, siteId)
  const { form, gaps } = await filled(ctx, site, {})
  const current = await store.currentOf(ctx, siteId)
  return {
    form,
    missing: gaps.filter(({ must }) => must).map(({ clause, message, section }) => ({ clause, message, section })),
    reminders: gaps.filter(({ must }) => !must).map(({ clause, message }) => ({ clause, message })),
    underway: current?.id ?? null,
  }
}

/** Everything missing at once: of the register, and of the form. Refuses RecognitionIncomplete. */
async function wholeForm(ctx: Ctx, site: Site, typed: Typed): Promise<Filled & { provisional: boolean }> {
  const { form, gaps } = await filled(ctx, site, typed)
  const problems = [
    ...gaps
      .filter(({ must }) => must)
      .map(({ clause, message }) => ({ path: '', code: clause, message: `${message}(${clause})` })),
    ...emptyFields(form),
  ]
  if (problems.length > 0) refuse('RecognitionIncomplete', { problems })
  return form
}

/** Refuses NotFound, RecognitionIncomplete (all at once), RecognitionUnderway, NoPolicyInForce. */
export async function lodgeRecognition(ctx: Ctx, siteId: string, typed: Typed): Promise<store.RecognitionRow> {
  const site = await siteInReach(ctx, siteId)
  const form = await wholeForm(ctx, site, typed)
  if (site.operatorId === null) return refuse('RecognitionIncomplete')
  const row = await store.insertRecognition(ctx, {
    id: ctx.newId(),
    site_id: siteId,
    county: site.county,
    operator_id: site.operatorId,
    site_kind: site.kind,
    site_name: site.name,
    form,
    lodged_on: businessDay(ctx.now),
    due_on: dueOn(ctx, 'recognition.acceptWorkingDays', site.county),
    lodgedBy: requireStaff(ctx.actor).staffId,
  })
  if (!row) return refuse('RecognitionUnderway')
  const by = capacityOn(ctx, site)
  await noteStep(ctx, { subjectKind: 'recognition', subjectId: row.id, siteId, county: site.county, move: 'lodge', by })
  recordBirth(ctx, recognitionMachine, row, { by, event: 'recognitionLodged' })
  return row
}

/** The applicant has added what was missing; the form is filled anew. */
export async function resubmitRecognition(ctx: Ctx, id: string, typed: Typed): Promise<store.RecognitionRow> {
  const before = (await store.findRecognition(ctx, id)) ?? refuse('NotFound')
  const site = await siteInReach(ctx, before.site_id)
  const form = await wholeForm(ctx, site, typed)
  const { row, already } = await transition<store.RecognitionRow, store.RecognitionRow['state'], 'resubmit'>(
    ctx,
    recognitionMachine,
    id,
    {
      move: 'resubmit',
      by: 'operator',
      set: {
        form: JSON.stringify(form),
        site_name: site.name,
        due_on: dueOn(ctx, 'recognition.acceptWorkingDays', site.county),
      },
    },
  )
  if (!already)
    await noteStep(ctx, {
      subjectKind: 'recognition',
      subjectId: id,
      siteId: site.id,
      county: site.county,
      move: 'resubmit',
      by: 'operator',
    })
  return row
}
