import type { Story } from '../story.ts'
import * as disputes from './disputes.ts'
import * as notComing from './not-coming.ts'
import * as offers from './offers.ts'
import * as pay from './pay.ts'
import * as postings from './postings.ts'
import * as together from './together.ts'
import * as waysIn from './ways-in.ts'
import * as working from './working.ts'

/** All stories, in the order they are told. */
export const stories: readonly Story[] = [
  waysIn,
  offers,
  working,
  together,
  notComing,
  disputes,
  pay,
  postings,
].flatMap((file) => Object.values<Story>(file))
