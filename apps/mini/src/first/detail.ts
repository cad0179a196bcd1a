import type { Answer } from '../platform/api.ts'
import {
  isWholeJob,
  jobHead,
  jobWhen,
  otherFacts,
  shiftChoices,
  shiftsTitle,
  shiftToShow,
  takeJobWords,
  whenAndWhere,
  type JobFact,
} from '../words/job-facts.ts'
import { badgeHtml, smallIcon } from './board.ts'
import { escaped, iconHtml } from './html.ts'

type Drawn = { title: string; content: string; next: string }

/**
 * One job as JobFacts shows it, as far as it is the same for everybody; undefined where the page begins with something
 * else: work that is dispatched, or full.
 */
export function detailHtml(
  posting: Answer<'getPosting'>,
  rating: Answer<'getEmployerRating'>,
  wanted: string,
  now: number,
): Drawn | undefined {
  const shiftId = shiftToShow(posting, wanted, now)
  const next = takeJobWords(posting)
  if (next === undefined || !posting.shifts.some(({ id, openPlaces }) => id === shiftId && openPlaces > 0)) return
  const facts = [
    ...whenAndWhere(posting, jobWhen(posting, shiftId, now)).map(factHtml),
    `<span class="far">${iconHtml('place')}看看离我多远</span>`,
    ...otherFacts(posting, rating).map(factHtml),
  ].join('')
  return {
    title: posting.terms.title,
    content: `${headHtml(posting)}${choiceHtml(posting, shiftId, now)}<section class="card">${facts}</section>`,
    next: `<span class="act take" aria-hidden="true">${next}</span>`,
  }
}

function headHtml(posting: Answer<'getPosting'>): string {
  const { pay, open, reckoning, badges } = jobHead(posting)
  const before = pay.before && `<span class="soft">${pay.before}</span>`
  const money = `<div>${before}<span class="money big">${pay.yuan}<span>元${escaped(pay.unit)}</span></span></div>`
  return `<section class="card"><div class="between wrap">${money}<span class="soft">${open}</span></div><p class="soft flat">${escaped(reckoning)}</p><div class="badges">${badges.map(badgeHtml).join('')}</div></section>`
}

function choiceHtml(posting: Answer<'getPosting'>, shiftId: string, now: number): string {
  const choices = shiftChoices(posting, now)
  if (choices.length <= 1) return ''
  const list = isWholeJob(posting)
    ? `<ul>${choices.map(({ label }) => `<li>${escaped(label)}</li>`).join('')}</ul>`
    : `<div class="chips many" aria-hidden="true">${choices.map((one) => chipHtml(one, shiftId)).join('')}</div>`
  return `<section class="card"><h2 class="named">${shiftsTitle(posting)}</h2>${list}</section>`
}

function chipHtml({ value, label }: { value: string; label: string }, shiftId: string): string {
  const chosen = value === shiftId
  return `<span class="chip${chosen ? ' chosen' : ''}">${chosen ? iconHtml('check', smallIcon(18)) : ''}${escaped(label)}</span>`
}

function factHtml({ icon, name, value, notes }: JobFact): string {
  const more = (notes ?? []).map((note) => `<p class="soft flat">${escaped(note)}</p>`).join('')
  return `<div class="fact">${iconHtml(icon, smallIcon(22))}<div class="words"><p class="small flat">${name}</p><div class="value">${escaped(value)}${more}</div></div></div>`
}
