import { expect, test } from 'vitest'

import { partial } from '../api/test/journey/scenarios/disputes.ts'
import { play } from './browser/browse.ts'

// One story of the journey in which an officer acts, so that `npm run journey` cannot fail unseen.
test('工时有争议,调解员不开网页也能办完', () => expect(play((scene) => partial.play(scene))).resolves.toBeUndefined())
