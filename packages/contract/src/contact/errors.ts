import { errorCatalogue } from '../errors.ts'

export const contactErrors = errorCatalogue({
  ContactClosed: { status: 409, message: '这一单已经结束,不能再通过平台联系对方。有事请找零工驿站。' },
})
