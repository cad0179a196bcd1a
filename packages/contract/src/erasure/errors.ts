import { errorCatalogue } from '../errors.ts'

export const erasureErrors = errorCatalogue({
  ErasureNotYet: { status: 409, message: '现在还不能删,先把下面的办完。' },
})
