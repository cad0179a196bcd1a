/** What is to be brought within reach. */
export const sitingWeights = { people: '找活的人', places: '招人的名额' } as const
export type SitingWeight = keyof typeof sitingWeights

/** New sites a plan proposes at most. */
export const sitingMost = 5
