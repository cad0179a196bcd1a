import { phoneNow } from '../../device/chance.ts'
import { phoneStore } from '../../device/store.ts'
import { createDrafts } from '../../platform/drafts.ts'
import { session } from '../../platform/session.ts'
import { emptyForm, type PostingForm } from './posting-form.ts'

const drafts = createDrafts(phoneStore, phoneNow)
const nameOf = (postingId: string): string => `posting.${postingId === '' ? 'new' : postingId}`

/** The form of a posting as it was typed on this phone; `postingId` empty for one the platform does not have yet. */
export const openForm = (postingId: string): PostingForm => drafts.open(nameOf(postingId), emptyForm())

export function keepForm(postingId: string, form: PostingForm): void {
  drafts.keep(nameOf(postingId), form)
}

/** A form nobody has filled in yet: whoever posts is asked for there, until told otherwise. */
export const newForm = (contactName: string): PostingForm => ({
  ...emptyForm(),
  contactName,
  contactPhone: session.phone ?? '',
})

/** The platform has it now. */
export function forgetForm(postingId: string): void {
  drafts.clear(nameOf(postingId))
}
