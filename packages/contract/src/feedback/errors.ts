import { errorCatalogue } from '../errors.ts'

export const feedbackErrors = errorCatalogue({
  RatingTooEarly: { status: 409, message: '活干完以后才能评价。' },
  RatingWindowClosed: { status: 409, message: '评价的时间已经过了(干完活{days}天内可以评)。' },
  RatingAlreadyGiven: { status: 409, message: '您已经评过了,谢谢。' },
  RatingSiteUnknown: { status: 409, message: '这一单没有经过零工市场(驿站),不用评驿站。' },
})
