import { join } from 'node:path'

import { frontEnds } from '../../../scripts/front-ends/sources.ts'
import { root } from '../../../scripts/install.mjs'

/** Folder of the compiled mini-program as `npm run build` leaves it. */
export const compiledMini = join(root, frontEnds.find(({ script }) => script === 'build:mp-weixin')!.output)
