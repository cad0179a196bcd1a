import { contactEndpoints } from '@linggong/contract'
import { serve } from '../../kernel/http/serve.ts'
import { contactOtherSide } from './actions/contact-other-side.ts'

export const contactRoutes = serve(contactEndpoints, {
  contactOtherSide: (ctx, { params, body }) => contactOtherSide(ctx, params.engagementId, body.onBehalfOf),
})
