import { crewWordings } from './wordings-crew.ts'
import { matchingWordings } from './wordings-matching.ts'
import { payWordings } from './wordings-pay.ts'
import { siteDecisionWordings } from './wordings-site-decisions.ts'
import { siteLimitWordings } from './wordings-site-limits.ts'
import { siteWordings } from './wordings-sites.ts'
import { skillWordings } from './wordings-skills.ts'
import { troubleWordings } from './wordings-trouble.ts'
import { trustWordings } from './wordings-trust.ts'
import { workWordings } from './wordings-work.ts'
import type { Wording } from './types.ts'

/** Everything the platform says by itself. */
export const wordings: readonly Wording[] = [
  ...workWordings,
  ...crewWordings,
  ...matchingWordings,
  ...payWordings,
  ...trustWordings,
  ...troubleWordings,
  ...siteWordings,
  ...siteDecisionWordings,
  ...siteLimitWordings,
  ...skillWordings,
]

export const wordingByKind: ReadonlyMap<string, Wording> = new Map(wordings.map((wording) => [wording.kind, wording]))

/** Events that bring up at least one notice, each once. */
export const eventsToldAbout: readonly string[] = [...new Set(wordings.flatMap((wording) => wording.event ?? []))]
