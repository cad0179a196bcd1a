import type { Application } from '../../kernel/application.ts'
import { expire, remindOfEnd } from './actions/review-qualifications.ts'
import { sealQualifications } from './jobs.ts'
import { qualificationRoutes } from './qualification-routes.ts'
import { seekersRoutes } from './routes.ts'
import { statusRoutes } from './status-routes.ts'
import { numberField, photoKeyField } from './store-qualifications.ts'
import { evidenceField, needsField } from './store-status.ts'
import { openidField } from './store-wechat.ts'
import { homeField } from './store.ts'
import { wechatRoutes } from './wechat-routes.ts'

export { workerProfile, type WorkerProfile } from './actions/profile.ts'
export { crewOf, type Crew } from './actions/crews.ts'
export { changeOccupations, workersBrief, workerWishes, type WorkerWishes } from './actions/wishes.ts'
export { allRecognisedOn, recognisedOn } from './store-status.ts'
export { reachWishes, type ReachWish } from './store.ts'
export { lockPermissions, setMessagesLeft, wechatAllowed } from './store-wechat.ts'
export { crewMates, marketWorkers, type MarketProfile } from './store-market.ts'
export { workersForShift, type ShiftWish } from './actions/find-workers.ts'
export { availableFor, boxAround } from './rules.ts'
export {
  askableLists,
  askedFor,
  askedForZh,
  kindOf as qualificationKind,
  nameOfKind,
  type AskingWork,
} from './qualification-kinds.ts'
export {
  dayZh,
  gapForOthersZh,
  gapZh,
  qualificationGaps,
  type HeldQualification,
  type QualificationGap,
} from './rules-qualifications.ts'
export { heldBy, holderOfQualification, type Held } from './store-qualifications.ts'
export * as seeding from './seeding.ts'

export function register(app: Application): void {
  app.serve(seekersRoutes)
  app.serve(statusRoutes)
  app.serve(qualificationRoutes)
  app.serve(wechatRoutes)
  app.atDue('seekers.qualificationExpires', expire)
  app.atDue('seekers.qualificationExpiring', remindOfEnd)
  app.atDue('seekers.sealQualifications', sealQualifications)
  app.encrypts(
    { table: 'workers', key: 'person_id', columns: [{ column: 'home_enc', field: homeField }] },
    {
      table: 'wechat_permissions',
      key: 'person_id',
      columns: [{ column: 'openid_enc', field: openidField, index: { column: 'openid_index' } }],
    },
    { table: 'worker_needs', key: 'person_id', columns: [{ column: 'needs_enc', field: needsField }] },
    { table: 'hard_to_employ', key: 'id', columns: [{ column: 'evidence_number_enc', field: evidenceField }] },
    { table: 'worker_qualifications', key: 'id', columns: [{ column: 'number_enc', field: numberField }] },
    { table: 'qualification_photos', key: 'id', columns: [{ column: 'key_enc', field: photoKeyField }] },
  )
}
