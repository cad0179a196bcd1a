import { landTemplates } from './templates-land.ts'
import { seaTemplates } from './templates-sea.ts'
import { townTemplates } from './templates-town.ts'
import { worksTemplates } from './templates-works.ts'
import type { Template, Trade } from './templates.ts'

export const templates: readonly Template[] = [...landTemplates, ...seaTemplates, ...worksTemplates, ...townTemplates]

const byTrade = Map.groupBy(templates, (template) => template.trade)
export const templatesOf = (trade: Trade): readonly Template[] => byTrade.get(trade) ?? []
