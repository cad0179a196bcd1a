import type { Application } from '../../kernel/application.ts'
import type { Ctx } from '../../kernel/context.ts'
import { recheckKind, reverifyKind } from './checks.ts'
import { codePhoneField, phoneField } from './codes.ts'
import { sendCode } from './handlers.ts'
import { recheck, reverifyEmployer } from './jobs.ts'
import { identityRoutes } from './routes.ts'
import { sessionPhoneField } from './sessions.ts'
import { addPaidEngagements, contactPhoneField, usccField } from './store-employers.ts'
import { addPersonRole, idNumberField } from './store-persons.ts'
import { totpField } from './store-staff.ts'

export { authenticate, lookUp } from './sessions.ts'
export { personFacts, personIdsOfPhone, personsFacts } from './people.ts'
export type { PersonFacts } from './store-persons.ts'
export { employerFacts, employersFacts, employerSummary, requireVerified, type EmployerFacts } from './employers.ts'
export { indexOfPhone, indexesOfPhone } from './codes.ts'
export { hasSeen, recordReveal, showPerson } from './actions/own-data.ts'
export { proveIntent, requestCode, type IntentHolder, type IntentProof } from './intent.ts'
export { findExactly as findPersonExactly } from './actions/assist.ts'
export { refuseCounted, refuseWhenTriedOut, triesKey } from './tries.ts'
export { findStaffName } from './store-staff.ts'
/** Fields whose blind index other modules compute to find a person or an employer by a number they hold. */
export { idNumberField as personIdField } from './store-persons.ts'
export { usccField as employerUsccField } from './store-employers.ts'
export { createStaff, type NewStaff } from './seeding.ts'
export * as seeding from './seeding.ts'
export { maskedName, maskedPhone, maskedIdNumber, ageOn } from './rules.ts'

/** Makes the person a crew leader; the role counts from the next request. */
export function grantCrewLeader(ctx: Ctx, personId: string): Promise<void> {
  return addPersonRole(ctx, personId, 'crewLeader')
}

/** Payroll tells that so many more engagements of this employer were paid: it stops being new. */
export function countPaidEngagements(ctx: Ctx, employerId: string, count = 1): Promise<void> {
  return addPaidEngagements(ctx, employerId, count)
}

export function register(app: Application): void {
  app.serve(identityRoutes)
  app.on('codeRequested', 'identity.sendCode', sendCode)
  app.atDue(recheckKind, recheck)
  app.atDue(reverifyKind, reverifyEmployer)
  const ofPhone = { column: 'phone_index', field: phoneField }
  app.encrypts(
    {
      table: 'persons',
      key: 'id',
      columns: [
        { column: 'id_number_enc', field: idNumberField, index: { column: 'id_number_index' } },
        {
          column: 'phone_enc',
          field: phoneField,
          index: {
            column: 'phone_index',
            // These know the phone by its index alone.
            followers: ['sessions', 'offer_codes', 'sms_replies'].map((table) => ({ table, column: 'phone_index' })),
          },
        },
      ],
    },
    {
      table: 'employers',
      key: 'id',
      columns: [
        { column: 'uscc_enc', field: usccField, index: { column: 'uscc_index' } },
        { column: 'contact_phone_enc', field: contactPhoneField },
      ],
    },
    { table: 'staff_accounts', key: 'id', columns: [{ column: 'totp_secret_enc', field: totpField }] },
    { table: 'sessions', key: 'id', columns: [{ column: 'phone_enc', field: sessionPhoneField, index: ofPhone }] },
    { table: 'codes', key: 'id', columns: [{ column: 'phone_enc', field: codePhoneField, index: ofPhone }] },
  )
}
