import { boardEndpoints } from './board-endpoints.ts'
import { postingImportEndpoints } from './import-endpoints.ts'
import { ownPostingEndpoints } from './own-endpoints.ts'
import { postingReviewEndpoints } from './review-endpoints.ts'
import { postingTextEndpoints } from './text-endpoints.ts'

export const postingsEndpoints = {
  ...ownPostingEndpoints,
  ...postingImportEndpoints,
  ...postingTextEndpoints,
  ...boardEndpoints,
  ...postingReviewEndpoints,
}
