import { errorCatalogue } from '../errors.ts'

export const referralsErrors = errorCatalogue({
  RelativeDeclared: { status: 409, message: '这个人已经申报过,不用再报。' },
})
