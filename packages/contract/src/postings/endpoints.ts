import { boardEndpoints } from './board-endpoints.ts'
import { postingImportEndpoints } from './import-endpoints.ts'
import { ownPostingEndpoints } from './own-endpoints.ts'
import { postingReviewEndpoints } from './review-endpoints.ts'

export const postingsEndpoints = {
  ...ownPostingEndpoints,
  ...postingImportEndpoints,
  ...boardEndpoints,
  ...postingReviewEndpoints,
}
